import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../../src/catalog.ts";
import { formatSwept, isSwept, parseSwept } from "../../../src/sweep/swept-texts.ts";

const { parameters } = findExperiment("masked-restoration");

describe("a swept parameter as it is typed", () => {
  it("is a list with semicolons, lists among its values too, none of them twice", () => {
    expect(parseSwept(parameters, "epochs", "5; 10;10 ; 20;")).to.deep.equal({ kind: "values", values: [5, 10, 20] });
    const digits = {
      kind: "values",
      values: [
        [5, 7],
        [0, 1, 2],
      ],
    };
    expect(parseSwept(parameters, "digits", "5,7; 0..2")).to.deep.equal(digits);
    expect(parseSwept(parameters, "maskLaw", "published; wide")).to.deep.equal({
      kind: "values",
      values: ["published", "wide"],
    });
  });

  it("is a range with a step, or one to draw from", () => {
    expect(parseSwept(parameters, "epochs", "10..30 by 10")).to.deep.equal({ kind: "values", values: [10, 20, 30] });
    expect(parseSwept(parameters, "learningRate", "0.0001..0.01 log")).to.deep.equal({
      kind: "range",
      minimum: 0.0001,
      maximum: 0.01,
      scale: "log",
      whole: false,
    });
  });

  it("is told from a plain value, whose lists may hold ranges of their own", () => {
    const texts = { epochs: "5; 10", learningRate: "0.1..1", digits: "0..9", seed: "3" };
    const swept = Object.entries(texts).filter(([name, text]) => isSwept(parameters, name, text));
    expect(swept.map(([name]) => name)).to.deep.equal(["epochs", "learningRate"]);
  });

  it("comes back from its own text", () => {
    for (const [name, text] of [
      ["epochs", "5; 10"],
      ["epochs", "5;"],
      ["digits", "5,7; 0,1"],
      ["learningRate", "0.001..0.1 log"],
      ["seed", "1..9"],
    ] as const) {
      const swept = parseSwept(parameters, name, text);
      expect(formatSwept(swept)).to.equal(text);
      expect(parseSwept(parameters, name, formatSwept(swept))).to.deep.equal(swept);
    }
  });

  it("is refused with its rule", () => {
    expect(() => parseSwept(parameters, "epochs", "5; x")).to.throw("Cannot set epochs");
    expect(() => parseSwept(parameters, "epochs", "9..3")).to.throw("9 is above 3");
    expect(() => parseSwept(parameters, "epochs", "1..9 by 0")).to.throw("step must be above 0");
    expect(() => parseSwept(parameters, "epochs", "1..9 of 2")).to.throw("a range is written");
    expect(() => parseSwept(parameters, "maskLaw", "a..b")).to.throw("Put a semicolon");
  });
});

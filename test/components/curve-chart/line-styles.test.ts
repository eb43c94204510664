import { expect } from "@esm-bundle/chai";
import { isChosen, lineStyles, namingOf } from "../../../components/curve-chart/line-styles.ts";

const COLOURS = { ours: "ours", text: "text", series: ["1", "2", "3"] };
const looks = (...series: string[]): string[] =>
  lineStyles(series).map(({ colour, dash }) => `${colour(COLOURS)}${dash.length > 0 ? " dashed" : ""}`);
const restarts = (count: number): string[] => Array.from({ length: count }, (_, index) => `restart ${index + 1}`);

describe("the look of a curve", () => {
  it("is the accent for train and dashed text for validation, of any seed", () => {
    expect(looks("train", "validation")).to.deep.equal(["ours", "text dashed"]);
    expect(looks("train seed 1", "validation seed 1", "train seed 2")).to.deep.equal(["ours", "text dashed", "ours"]);
  });

  it("is by order for others, which leave train its colour", () => {
    expect(looks("generator", "discriminator")).to.deep.equal(["1", "2"]);
    expect(looks("train", "validation", "judge")).to.deep.equal(["ours", "text dashed", "2"]);
    expect(looks("a", "b", "c", "d")).to.deep.equal(["1", "2", "3", "1"]);
  });

  it("is one colour for a network's train and validation, however they are named", () => {
    expect(looks("train conv", "validation conv", "train sparse")).to.deep.equal(["1", "1 dashed", "2"]);
    expect(looks("conv train", "conv, validation")).to.deep.equal(["1", "1 dashed"]);
  });
});

describe("naming curves", () => {
  it("is at their ends while they are few, and by train and validation where only seeds differ", () => {
    expect(namingOf(restarts(4), undefined)).to.equal("ends");
    expect(namingOf(["train seed 1", "train seed 2", "train seed 3", "validation seed 1", "train seed 4"], undefined)).to.equal("roles"); // prettier-ignore
  });

  it("is by colour while there are enough, and then by one bold line among many", () => {
    expect(namingOf(restarts(8), undefined)).to.equal("colours");
    expect(namingOf(restarts(9), undefined)).to.equal("crowd");
    expect(namingOf([...restarts(4), "chosen"], "chosen")).to.equal("crowd");
  });

  it("knows the chosen one by the end of its name", () => {
    expect([isChosen("restart 3, chosen", "chosen"), isChosen("chosen 1", "chosen"), isChosen("x", undefined)]).to.deep.equal([true, false, false]); // prettier-ignore
  });
});

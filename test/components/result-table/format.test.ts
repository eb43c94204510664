import { expect } from "@esm-bundle/chai";
import { differenceTone, formatCell, formatDifference } from "../../../components/result-table/format.ts";

describe("a cell as text", () => {
  it("has the digits that its column asks for, and no others", () => {
    expect(formatCell({ name: "mse_all", digits: 4 }, 0.01)).to.equal("0.0100");
    expect(formatCell({ name: "n_images", digits: 0 }, 10_000)).to.equal("10,000");
    expect(formatCell({ name: "seed" }, 7)).to.equal("7");
    expect(formatCell({ name: "m.mse" }, 0.012753106342047968)).to.equal("0.01275");
    expect(formatCell({ name: "learningRate" }, 0.0005)).to.equal("0.0005");
  });

  it("names what a person would name, and leaves a dash where nothing is", () => {
    expect(formatCell({ name: "restorer" }, "leave-black")).to.equal("Hole left black");
    expect(formatCell({ name: "corruption" }, "patch")).to.equal("Square patch");
    expect(formatCell({ name: "seed" }, "mean of 1, 2, 3")).to.equal("mean of 1, 2, 3");
    expect(formatCell({ name: "composited" }, true)).to.equal("yes");
    expect([null, undefined].map((cell) => formatCell({ name: "quality" }, cell))).to.deep.equal(["–", "–"]);
  });

  it("gives a difference its sign, and zero none", () => {
    expect([-6.4, 12.6, 0.2, -0.2].map(formatDifference)).to.deep.equal(["−6 %", "+13 %", "0 %", "0 %"]);
    expect(formatCell({ name: "difference_percent", digits: 0 }, -6.4)).to.equal("−6 %");
  });

  it("colours a difference only beyond 15 %", () => {
    const tones = (isMoreBetter: boolean): string[] =>
      [null, 15, -15, 15.1, -15.1].map((percent) => differenceTone(percent, isMoreBetter));
    expect(tones(false)).to.deep.equal(["plain", "plain", "plain", "worse", "better"]);
    expect(tones(true)).to.deep.equal(["plain", "plain", "plain", "better", "worse"]);
  });
});

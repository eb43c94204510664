import { expect } from "@esm-bundle/chai";
import { isBehind } from "../../../src/sweep/early-stop.ts";

const MEDIAN = { kind: "median", minimumIterations: 2 } as const;
const HALVING = { kind: "hyperband", minimumIterations: 1, eta: 3 } as const;

describe("ending trials early", () => {
  it("by the median: when the best so far is worse than the median of the others' means", () => {
    const others = [
      [4, 2, 1],
      [6, 4, 2],
      [8, 6, 4],
    ]; // means after two: 3, 5, 7
    expect(isBehind(MEDIAN, "minimize", [9, 6], others)).to.equal(true);
    expect(isBehind(MEDIAN, "minimize", [9, 5], others)).to.equal(false);
  });

  it("by the median: never before its first iteration, nor without anyone to compare with", () => {
    expect(isBehind(MEDIAN, "minimize", [99], [[1, 1]])).to.equal(false);
    expect(isBehind(MEDIAN, "minimize", [99, 99], [[1]])).to.equal(false);
  });

  it("upwards when the metric is to be large", () => {
    expect(isBehind(MEDIAN, "maximize", [50, 60], [[80, 90]])).to.equal(true);
    expect(isBehind(MEDIAN, "maximize", [80, 95], [[80, 90]])).to.equal(false);
  });

  it("by halving: at iterations 1, 3, 9, all but the best third", () => {
    const others = [[3], [1], [2], [6], [5]];
    expect(isBehind(HALVING, "minimize", [4], others)).to.equal(true); // fourth of six
    expect(isBehind(HALVING, "minimize", [1.5], others)).to.equal(false); // second of six
    const longer = others.map(([value]) => [9, 9, value as number]);
    expect(isBehind(HALVING, "minimize", [9, 9], longer)).to.equal(false); // no bracket at 2
    expect(isBehind(HALVING, "minimize", [9, 9, 8], longer)).to.equal(true);
  });

  it("by halving: not before as many as η have come so far", () => {
    expect(isBehind(HALVING, "minimize", [9], [[1]])).to.equal(false);
  });
});

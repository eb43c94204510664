import { expect } from "@esm-bundle/chai";
import { drift, isWarm, median, quantile } from "../../../src/bench/statistics.ts";

const CAPS = { steps: 60, ms: 10_000 };

describe("the benchmark's statistics", () => {
  it("take the middle value, or the middle of the two", () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
    expect(median([7])).to.equal(7);
  });

  it("take quantiles on straight lines between sorted values", () => {
    const values = [50, 10, 40, 20, 30];
    expect(quantile(values, 0)).to.equal(10);
    expect(quantile(values, 0.1)).to.equal(14);
    expect(quantile(values, 0.9)).to.equal(46);
    expect(quantile(values, 1)).to.equal(50);
    expect(values).to.deep.equal([50, 10, 40, 20, 30]);
  });

  it("refuse what has no quantile", () => {
    expect(() => median([])).to.throw("Cannot take a quantile: there are no values");
    expect(() => quantile([1], 90)).to.throw("its share must be 0 to 1, got 90");
  });

  it("call a machine warm when a block is less than 5 % faster than the one before", () => {
    expect(isWarm([], CAPS)).to.equal(false);
    expect(isWarm([[10, 10]], CAPS)).to.equal(false);
    expect(isWarm([[10], [9.4]], CAPS)).to.equal(false);
    expect(isWarm([[10], [9.6]], CAPS)).to.equal(true);
    expect(isWarm([[10], [11]], CAPS)).to.equal(true);
    expect(isWarm([[20], [10], [9]], CAPS)).to.equal(false);
    expect(isWarm([[20], [10], [9], [9]], CAPS)).to.equal(true);
  });

  it("judge a block by its median, which one slow step does not move", () => {
    expect(
      isWarm(
        [
          [10, 10, 10],
          [5, 5, 900],
        ],
        CAPS,
      ),
    ).to.equal(false);
  });

  it("end a warm-up at its caps", () => {
    expect(isWarm([[10, 10, 10]], { steps: 3, ms: 10_000 })).to.equal(true);
    expect(isWarm([[6000, 4000]], CAPS)).to.equal(true);
  });

  it("read drift as the last third against the first", () => {
    expect(drift([1, 2, 3, 4, 5, 6, 7, 8])).to.equal(null);
    expect(drift([10, 10, 10, 0, 0, 0, 11, 11, 99])).to.be.closeTo(0.1, 1e-12);
    expect(drift([10, 10, 10, 10, 10, 10, 9, 9, 9])).to.be.closeTo(-0.1, 1e-12);
  });
});

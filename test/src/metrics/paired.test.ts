import { expect } from "@esm-bundle/chai";
import { pairedRatio } from "../../../src/metrics/paired.ts";

describe("a comparison image by image", () => {
  it("gives the ratio of means, its error by the delta method, and who wins", () => {
    // Ratio 6 / 8; what is left of aᵢ − r·bᵢ: 1 − 1.5, 2 − 1.5, 0 − 0.75, 3 − 2.25.
    const paired = pairedRatio(Float64Array.of(1, 2, 0, 3), Float64Array.of(2, 2, 1, 3));
    expect(paired?.ratio).to.equal(0.75);
    const variance = (0.25 + 0.25 + 0.5625 + 0.5625) / 3;
    expect(paired?.standardError).to.be.closeTo(Math.sqrt(variance / 4) / 2, 1e-12);
    expect(paired?.ci95).to.be.closeTo((3.182 * Math.sqrt(variance / 4)) / 2, 1e-9);
    expect(paired?.wins).to.equal((1 + 0.5 + 1 + 0.5) / 4);
  });

  it("knows no error where one is a constant share of the other", () => {
    const others = Float64Array.of(1, 5, 2);
    const paired = pairedRatio(
      others.map((error) => error / 2),
      others,
    );
    expect(paired).to.deep.equal({ ratio: 0.5, ci95: 0, standardError: 0, wins: 1 });
  });

  it("says nothing of one image's spread, or beside a method without any error", () => {
    expect(pairedRatio(Float64Array.of(1), Float64Array.of(2))).to.deep.equal({
      ratio: 0.5,
      ci95: null,
      standardError: null,
      wins: 1,
    });
    expect(pairedRatio(Float64Array.of(1, 2), Float64Array.of(0, 0))).to.equal(null);
  });

  it("refuses errors that are not of the same images", () => {
    expect(() => pairedRatio(new Float64Array(2), new Float64Array(3))).to.throw(
      RangeError,
      "Cannot compare image by image: got 2 errors and 3 others",
    );
  });
});

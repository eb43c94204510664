import { expect } from "@esm-bundle/chai";
import { meanInterval } from "../../../src/metrics/interval.ts";
import { mseAll, mseHole } from "../../../src/metrics/mse.ts";
import { psnrDb, psnrInterval } from "../../../src/metrics/psnr.ts";
import { contradictsStatedRule, statedQuality } from "../../../src/metrics/quality.ts";
import { ssim } from "../../../src/metrics/ssim.ts";
import { Random } from "../../../src/random.ts";

const blank = (): Float32Array => new Float32Array(784);

describe("MSE", () => {
  it("of one pixel off by a half is 0.25 / 784", () => {
    const restored = blank();
    restored[0] = 0.5;
    expect(mseAll(restored, blank(), 0)).to.be.closeTo(0.25 / 784, 1e-12);
  });

  it("in the hole counts missing pixels only", () => {
    const restored = blank();
    restored[0] = 0.5; // missing
    restored[1] = 1; // known
    const hole = new Uint8Array(784);
    hole[0] = 1;
    hole[2] = 1;
    expect(mseHole(restored, blank(), hole, 0)).to.be.closeTo(0.125, 1e-12);
  });

  it("reads the image it is asked for", () => {
    const restored = new Float32Array(2 * 784);
    restored.fill(1, 784);
    expect(mseAll(restored, new Float32Array(2 * 784), 0)).to.equal(0);
    expect(mseAll(restored, new Float32Array(2 * 784), 1)).to.equal(1);
  });
});

describe("PSNR", () => {
  it("of an MSE of 0.01 is 20 dB, and infinite at 0", () => {
    expect(psnrDb(0.01)).to.be.closeTo(20, 1e-9);
    expect(psnrDb(0)).to.equal(Number.POSITIVE_INFINITY);
  });

  it("carries an interval over by its slope", () => {
    const { ci95 } = psnrInterval({ mean: 0.01, ci95: 0.0001, count: 9 });
    expect(ci95).to.be.closeTo((psnrDb(0.0099) - psnrDb(0.0101)) / 2, 1e-5);
  });
});

describe("SSIM", () => {
  it("of an image with itself is 1", () => {
    const random = new Random(1);
    const image = blank().map(() => random.uniform());
    expect(ssim(image, image, 0)).to.be.closeTo(1, 1e-12);
  });

  it("of flat white against flat black is C1·C2 / ((1 + C1)·C2)", () => {
    expect(ssim(blank().fill(1), blank(), 0)).to.be.closeTo(1e-4 / 1.0001, 1e-12);
  });

  it("agrees with the definition computed window by window", () => {
    const random = new Random(2);
    const x = blank().map(() => random.uniform());
    const y = x.map((value) => 0.7 * value + 0.2 * random.uniform());
    let total = 0;
    for (let row = 0; row <= 21; row++) {
      for (let column = 0; column <= 21; column++) {
        const window = (image: Float32Array): number[] =>
          Array.from({ length: 49 }, (_, k) => image[(row + Math.floor(k / 7)) * 28 + column + (k % 7)] as number);
        const [a, b] = [window(x), window(y)];
        const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / 49;
        const [ma, mb] = [mean(a), mean(b)];
        const covariance = (u: number[], mu: number, v: number[], mv: number): number =>
          u.reduce((sum, value, k) => sum + (value - mu) * ((v[k] as number) - mv), 0) / 48;
        const [vaa, vbb, vab] = [covariance(a, ma, a, ma), covariance(b, mb, b, mb), covariance(a, ma, b, mb)];
        total += ((2 * ma * mb + 1e-4) * (2 * vab + 9e-4)) / ((ma * ma + mb * mb + 1e-4) * (vaa + vbb + 9e-4));
      }
    }
    expect(ssim(x, y, 0)).to.be.closeTo(total / 22 ** 2, 1e-9);
  });
});

describe("meanInterval", () => {
  it("of 1, 2, 3 is 2 ± 4.303 · 1 / √3", () => {
    const { mean, ci95, count } = meanInterval([1, 2, 3]);
    expect(mean).to.equal(2);
    expect(ci95).to.be.closeTo(4.303 / Math.sqrt(3), 1e-9);
    expect(count).to.equal(3);
  });

  it("of a thousand values uses the normal quantile", () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? -1 : 1));
    expect(meanInterval(values).ci95).to.be.closeTo(0.06205, 2e-4); // 1.9623 · √(1000/999) / √1000
  });

  it("has no width for a single value, and no mean for none", () => {
    expect(meanInterval([4])).to.deep.equal({ mean: 4, ci95: null, count: 1 });
    expect(() => meanInterval([])).to.throw("there are no values");
  });
});

describe("quality", () => {
  it("follows the stated rule at its edges", () => {
    expect(statedQuality(0.0199)).to.equal("good");
    expect(statedQuality(0.02)).to.equal("acceptable");
    expect(statedQuality(0.0399)).to.equal("acceptable");
    expect(statedQuality(0.04)).to.equal("poor");
  });

  it("knows which printed labels contradict it", () => {
    expect(contradictsStatedRule(0.0183, "Acceptable")).to.equal(true);
    expect(contradictsStatedRule(0.035, "Poor")).to.equal(true);
    expect(contradictsStatedRule(0.0416, "Poor")).to.equal(false);
    expect(contradictsStatedRule(0.0603, "Very Poor")).to.equal(false);
  });
});

import { expect } from "@esm-bundle/chai";
import { inOrder } from "../../../../src/data/batches.ts";
import { PIXELS } from "../../../../src/data/dataset.ts";
import { drawLatents, scaled, toPictures } from "../../../../src/experiments/autoencoder-zoo/adversarial-training.ts";
import { codeTiles, manifoldCodes, normalQuantile } from "../../../../src/experiments/autoencoder-zoo/figures.ts";
import { generationQuality, impossiblePercent } from "../../../../src/experiments/autoencoder-zoo/generation.ts";
import { codeUse } from "../../../../src/experiments/autoencoder-zoo/measure.ts";
import { noisyBatches } from "../../../../src/experiments/autoencoder-zoo/noisy-batches.ts";
import { Random } from "../../../../src/random.ts";
import { onEachBackend, tensorsLeftBy, tinyImages } from "../../../backends.ts";

describe("the zoo's noise", () => {
  const images = tinyImages(5, 1);
  const noisy = (noiseDraws: "once" | "every-epoch", epoch: number, order = inOrder(5)): Float32Array[] => {
    const noise = { noisePercent: 50, noiseDraws, batchSize: 2, epoch };
    return [...noisyBatches(images, order, noise, new Random(1))].flatMap(({ input, size }) =>
      Array.from({ length: size }, (_, i) => input.slice(i * PIXELS, (i + 1) * PIXELS)),
    );
  };

  it("is an image's own when it is drawn once, in any order and epoch", () => {
    expect(noisy("once", 3)).to.deep.equal(noisy("once", 0));
    expect(noisy("once", 0, Uint32Array.of(4, 3, 2, 1, 0)).reverse()).to.deep.equal(noisy("once", 0));
  });

  it("is another in every epoch when it is drawn anew", () => {
    expect(noisy("every-epoch", 0)).to.deep.equal(noisy("once", 0));
    expect(noisy("every-epoch", 1)).not.to.deep.equal(noisy("every-epoch", 0));
  });

  it("has the deviation asked for, clipped to the range of pictures", () => {
    const blank = { pixels: new Uint8Array(200 * PIXELS).fill(128), labels: new Uint8Array(200), count: 200 };
    const noise = { noisePercent: 10, noiseDraws: "once", batchSize: 200, epoch: 0 } as const;
    const [batch] = [...noisyBatches(blank, inOrder(200), noise, new Random(1))];
    const deviations = (batch?.input ?? new Float32Array()).map((pixel) => (pixel - 128 / 255) ** 2);
    expect(Math.sqrt(deviations.reduce((sum, square) => sum + square, 0) / deviations.length)).to.be.closeTo(0.1, 1e-3);
    for (const image of noisy("once", 0)) expect(image.every((pixel) => pixel >= 0 && pixel <= 1)).to.equal(true);
  });
});

describe("the zoo's figures", () => {
  it("walk the plane by the quantiles of a standard normal", () => {
    expect(normalQuantile(0.05)).to.be.closeTo(-1.6448536, 1e-7);
    expect(normalQuantile(0.5)).to.be.closeTo(0, 1e-9);
    expect(normalQuantile(0.975)).to.be.closeTo(1.959964, 1e-6);
    const codes = manifoldCodes();
    expect(codes.length).to.equal(800);
    // The first row holds the lowest z₂, the first column the lowest z₁.
    expect([...codes.slice(0, 2)].map((z) => z.toFixed(3))).to.deep.equal(["-1.645", "-1.645"]);
    expect([...codes.slice(38, 40)].map((z) => z.toFixed(3))).to.deep.equal(["1.645", "-1.645"]);
  });

  it("draw a code as a square of fields, the largest of them black", () => {
    const tile = codeTiles(Float32Array.of(0, 1, 2, 4), 4);
    expect([tile[0], tile[14], tile[14 * 28], tile[14 * 28 + 14]]).to.deep.equal([0, 0.25, 0.5, 1]);
  });
});

describe("a code's use", () => {
  it("counts units that are never on, and zeros", () => {
    const codes = Float32Array.of(0, 1, 0, 0, 0, 2, 0, 0);
    expect(codeUse(codes, 4)).to.deep.equal({ deadPercent: 75, zeroPercent: 75 });
  });
});

describe("the GAN's variants", () => {
  it("differ in what paper is to the discriminator, and in the mean of z", () => {
    const pixels = Float32Array.of(0, 0.5, 1);
    expect([...scaled("as-published", pixels)]).to.deep.equal([0, 0.5, 1]);
    expect([...scaled("corrected", pixels)]).to.deep.equal([-1, 0, 1]);
    expect([...toPictures("as-published", Float32Array.of(-0.5, 0.5))]).to.deep.equal([0, 0.5]);
    expect([...toPictures("corrected", Float32Array.of(-0.5, 0.5))]).to.deep.equal([0.25, 0.75]);
    for (const [variant, mean] of [
      ["as-published", -1],
      ["corrected", 0],
    ] as const) {
      // prettier-ignore
      const drawn = drawLatents(variant, 200, new Random(1));
      expect(drawn.reduce((sum, z) => sum + z, 0) / drawn.length).to.be.closeTo(mean, 0.03);
    }
  });

  it("are judged by pixels that the data cannot have", () => {
    expect(impossiblePercent(Float32Array.of(-0.5, 0, 1, 1.5), 0, 1)).to.equal(50);
  });
});

onEachBackend("the quality of generated pictures", () => {
  it("is the error to the nearest test image, and the variance beside theirs", async () => {
    const picture = (value: number): number[] => new Array<number>(PIXELS).fill(value);
    const test = Float32Array.from([...picture(0), ...picture(1)]);
    const generated = Float32Array.from([...picture(0.1), ...picture(0.9), ...picture(0.3)]);
    const left = await tensorsLeftBy(async () => {
      const quality = await generationQuality(generated, test, () => Promise.resolve());
      expect(quality.nearestMse).to.be.closeTo((0.01 + 0.01 + 0.09) / 3, 1e-5);
      // variances of .1, .9, .3 and of 0, 1
      expect(quality.varietyPercent).to.be.closeTo((100 * (0.91 / 3 - (1.3 / 3) ** 2)) / 0.25, 1e-3);
    });
    expect(left).to.equal(0);
  });
});

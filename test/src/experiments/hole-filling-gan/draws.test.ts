import { expect } from "@esm-bundle/chai";
import { PIXELS, type ImageSet } from "../../../../src/data/dataset.ts";
import { drawsFrom, type MaskedDraw } from "../../../../src/experiments/hole-filling-gan/draws.ts";
import { Random } from "../../../../src/random.ts";

/** Image i is all `values[i]`, so that a drawn picture tells which it was. */
function flatImages(values: readonly number[]): ImageSet {
  const pixels = new Uint8Array(values.length * PIXELS);
  values.forEach((value, i) => pixels.fill(value, i * PIXELS, (i + 1) * PIXELS));
  return { pixels, labels: new Uint8Array(values.length), count: values.length };
}

/** Of one hole: its first row and column, and how many pixels it has. */
function cornerOf(holes: Float32Array, image: number): { row: number; column: number; size: number } {
  const hole = holes.subarray(image * PIXELS, (image + 1) * PIXELS);
  const first = hole.indexOf(1);
  return { row: Math.floor(first / 28), column: first % 28, size: hole.reduce((sum, missing) => sum + missing, 0) };
}

const SETTINGS = { batchSize: 400, maskDraws: "once" } as const;

describe("the draws of the hole-filling GAN", () => {
  it("turn 0, 51 and 255 into −1, −.6 and 1, and every missing pixel into −1", () => {
    const { originals, masked, holes } = drawsFrom(flatImages([0, 51, 255]), SETTINGS, new Random(1)).forGenerator();
    const seen = new Set<number>();
    originals.forEach((pixel, i) => {
      seen.add(Math.round(1000 * pixel) / 1000);
      expect(masked[i]).to.equal(holes[i] === 1 ? -1 : pixel);
    });
    expect([...seen].sort((a, b) => a - b)).to.deep.equal([-1, -0.6, 1]);
  });

  it("place an 8 × 8 hole with its corner in rows and columns 8 to 11, all sixteen places in use", () => {
    const { holes } = drawsFrom(
      flatImages([9]),
      { ...SETTINGS, maskDraws: "every-batch" },
      new Random(2),
    ).forGenerator();
    const places = new Set<string>();
    for (let i = 0; i < SETTINGS.batchSize; i++) {
      const { row, column, size } = cornerOf(holes, i);
      expect(size).to.equal(64);
      places.add(`${row} ${column}`);
    }
    const wanted = [8, 9, 10, 11].flatMap((row) => [8, 9, 10, 11].map((column) => `${row} ${column}`));
    expect([...places].sort()).to.deep.equal(wanted.sort());
  });

  it("keep each image's hole where holes are drawn once, and change it where they are not", () => {
    const images = flatImages([10, 20, 30]);
    const placesByImage = (maskDraws: "once" | "every-batch"): number[] => {
      const draws = drawsFrom(images, { batchSize: 100, maskDraws }, new Random(3));
      const places = new Map<number, Set<string>>();
      for (const { originals, holes } of [draws.forDiscriminator(), draws.forGenerator()] satisfies MaskedDraw[]) {
        for (let i = 0; i < 100; i++) {
          const image = originals[i * PIXELS] as number;
          const { row, column } = cornerOf(holes, i);
          places.set(image, (places.get(image) ?? new Set()).add(`${row} ${column}`));
        }
      }
      return [...places.values()].map((each) => each.size);
    };
    expect(placesByImage("once")).to.deep.equal([1, 1, 1]);
    expect(Math.min(...placesByImage("every-batch"))).to.be.greaterThan(8);
  });

  it("draw with replacement, and originals apart from masked images", () => {
    const values = Array.from({ length: 200 }, (_, i) => i);
    const draws = drawsFrom(flatImages(values), { batchSize: 200, maskDraws: "once" }, new Random(4));
    const imagesOf = (pixels: Float32Array): number[] => values.map((i) => pixels[i * PIXELS] as number);
    const originals = imagesOf(draws.originals());
    expect(new Set(originals).size).to.be.within(100, 160); // 1 − 1/e of 200 on average
    const forDiscriminator = imagesOf(draws.forDiscriminator().originals);
    expect(forDiscriminator).not.to.deep.equal(originals);
    expect(imagesOf(draws.forGenerator().originals)).not.to.deep.equal(forDiscriminator);
  });

  it("are the same for the same seed", () => {
    const draw = (seed: number): Float32Array =>
      drawsFrom(flatImages([1, 2, 3]), SETTINGS, new Random(seed)).forGenerator().masked;
    expect(draw(5)).to.deep.equal(draw(5));
    expect(draw(5)).not.to.deep.equal(draw(6));
  });
});

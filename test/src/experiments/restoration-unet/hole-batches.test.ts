import { expect } from "@esm-bundle/chai";
import {
  fixedBatches,
  freshBatches,
  validationHoles,
} from "../../../../src/experiments/restoration-unet/hole-batches.ts";
import { PIXELS, type ImageSet } from "../../../../src/data/dataset.ts";
import { Random } from "../../../../src/random.ts";
import type { Batch } from "../../../../src/training/fit.ts";

/** Image i is grey of value i + 1 all over. */
function greys(count: number): ImageSet {
  const pixels = Uint8Array.from({ length: count * PIXELS }, (_, i) => Math.floor(i / PIXELS) + 1);
  return { pixels, labels: new Uint8Array(count), count };
}

/** Which images a batch shows, by their grey. */
function shown({ target, size }: Batch): number[] {
  return Array.from({ length: size }, (_, image) => Math.round(255 * (target[2 * image * PIXELS] as number)) - 1);
}

describe("training batches of the U-Net", () => {
  it("show every image once before any comes again, in another order each time", () => {
    const batches = freshBatches(greys(10), "every-size", 4, new Random(1));
    const seen = Array.from({ length: 5 }, () => shown(batches.next())).flat();
    const [first, second] = [seen.slice(0, 10), seen.slice(10)];
    const everyone = Array.from({ length: 10 }, (_, i) => i);
    expect([...first].sort((a, b) => a - b)).to.deep.equal(everyone);
    expect([...second].sort((a, b) => a - b)).to.deep.equal(everyone);
    expect(first).not.to.deep.equal(second);
  });

  it("blacken the hole, say where it is, and share out one weight over its pixels", () => {
    const { input, target, size } = freshBatches(greys(3), "every-size", 6, new Random(2)).next();
    for (let image = 0; image < size; image++) {
      let weight = 0;
      for (let p = image * PIXELS; p < (image + 1) * PIXELS; p++) {
        const isMissing = input[2 * p + 1] === 1;
        expect(input[2 * p]).to.equal(isMissing ? 0 : target[2 * p]);
        expect((target[2 * p + 1] as number) > 0).to.equal(isMissing);
        weight += target[2 * p + 1] as number;
      }
      expect(weight).to.be.closeTo(1, 1e-5);
    }
  });

  it("hide 8 × 8 pixels near the middle and nothing else when that is all there is to learn", () => {
    const { input, size } = freshBatches(greys(3), "centre-hole", 8, new Random(5)).next();
    const corners = new Set<number>();
    for (let image = 0; image < size; image++) {
      const missing = Array.from({ length: PIXELS }, (_, p) => p).filter(
        (p) => input[2 * (image * PIXELS + p) + 1] === 1,
      );
      expect(missing.length).to.equal(64);
      const [row, column] = [Math.floor((missing[0] ?? 0) / 28), (missing[0] ?? 0) % 28];
      expect(row).to.be.within(8, 11);
      expect(column).to.be.within(8, 11);
      expect(missing.at(-1)).to.equal((row + 7) * 28 + column + 7);
      corners.add(missing[0] ?? 0);
    }
    expect(corners.size).to.be.greaterThan(1);
  });

  it("draw new holes for every batch, and keep those of the validation images", () => {
    const images = greys(4);
    const holesOf = ({ input }: Batch): string => input.filter((_, i) => i % 2 === 1).join("");
    const fresh = freshBatches(images, "every-size", 4, new Random(3));
    expect(holesOf(fresh.next())).not.to.equal(holesOf(fresh.next()));
    const holes = validationHoles(images, "every-size", new Random(3));
    const again = validationHoles(images, "every-size", new Random(3));
    expect([...again]).to.deep.equal([...holes]);
    const whole = [...fixedBatches(images, holes, 4)].map(holesOf).join("");
    expect([...fixedBatches(images, holes, 3)].map(holesOf).join("")).to.equal(whole);
    expect(whole).to.equal(holes.join(""));
  });
});

/**
 * PCA as a restorer, as in seed 000: the damaged picture, hole and all, is projected on the first principal directions
 * of the training images, `μ + VᵀV (z − μ)`. Few directions blur; many reproduce the hole.
 */
import { PIXELS } from "../data/dataset.ts";
import { dot } from "./dot.ts";
import type { PixelSpectrum } from "./pixel-spectrum.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

/**
 * @param components - directions kept, 1..784
 * @throws RangeError when `components` is out of range
 */
export function pca({ mean, directions }: PixelSpectrum, components: number): Restorer {
  if (!Number.isInteger(components) || components < 1 || components > PIXELS) {
    throw new RangeError(`Cannot build PCA: components must be a whole number from 1 to ${PIXELS}, got ${components}`);
  }
  return {
    name: "pca",
    keepsKnownPixels: false,
    restore: ({ pixels, count }: DamagedImages) => {
      const restored = new Float32Array(count * PIXELS);
      const centred = new Float64Array(PIXELS);
      const projection = new Float64Array(PIXELS);
      for (let image = 0; image < count; image++) {
        const start = image * PIXELS;
        for (let p = 0; p < PIXELS; p++) centred[p] = (pixels[start + p] as number) - (mean[p] as number);
        projection.set(mean);
        for (let k = 0; k < components; k++) {
          const row = k * PIXELS;
          const score = dot(directions, row, centred, 0, PIXELS);
          for (let p = 0; p < PIXELS; p++) {
            projection[p] = (projection[p] as number) + score * (directions[row + p] as number);
          }
        }
        restored.set(projection, start);
      }
      return Promise.resolve(restored);
    },
  };
}

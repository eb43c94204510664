/** Principal directions of a training set's pixels: the decomposition behind PCA. */
import { PIXELS } from "../data/dataset.ts";
import type { InPieces } from "./in-pieces.ts";
import type { PixelMoments } from "./pixel-moments.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";
import { covarianceOf, varyingPixels } from "./varying-pixels.ts";

export interface PixelSpectrum extends PixelMoments {
  /** `[784]`, falling; the variance along each direction. */
  readonly variances: Float64Array;
  /** `[784, 784]`: row k is the direction of the k-th largest variance, of length 1. */
  readonly directions: Float64Array;
}

/** Pixels that never vary are directions of their own, the last ones. */
export function* pixelSpectrum(moments: PixelMoments): InPieces<PixelSpectrum> {
  const pixels = varyingPixels(moments);
  const size = pixels.length;
  const { values, vectors } = yield* symmetricEigen(covarianceOf(moments, pixels), size);
  const order = Array.from(values.keys()).sort((a, b) => (values[b] as number) - (values[a] as number));
  const variances = new Float64Array(PIXELS);
  const directions = new Float64Array(PIXELS * PIXELS);
  order.forEach((row, k) => {
    variances[k] = Math.max(0, values[row] as number); // rounding leaves some at −1e−16
    for (let i = 0; i < size; i++) directions[k * PIXELS + (pixels[i] as number)] = vectors[row * size + i] as number;
  });
  const varies = new Set(pixels);
  let next = size;
  for (let p = 0; p < PIXELS; p++) if (!varies.has(p)) directions[next++ * PIXELS + p] = 1;
  return { ...moments, variances, directions };
}

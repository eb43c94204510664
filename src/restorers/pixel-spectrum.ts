/** Principal directions of a training set's pixels: the one decomposition behind PCA and linear fill. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { PIXELS } from "../data/dataset.ts";
import type { PixelMoments } from "./pixel-moments.ts";

export interface PixelSpectrum extends PixelMoments {
  /** `[784]`, falling; the variance along each direction. */
  readonly variances: Float64Array;
  /** `[784, 784]`: row k is the direction of the k-th largest variance, of length 1. */
  readonly directions: Float64Array;
}

/** Takes some seconds in one piece: the decomposition cannot be interrupted. */
export function pixelSpectrum(moments: PixelMoments): PixelSpectrum {
  const covariance = Matrix.from1DArray(PIXELS, PIXELS, moments.covariance);
  const decomposition = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const values = decomposition.realEigenvalues;
  const vectors = decomposition.eigenvectorMatrix; // columns
  const order = values.map((_, k) => k).sort((a, b) => (values[b] as number) - (values[a] as number));
  const variances = new Float64Array(PIXELS);
  const directions = new Float64Array(PIXELS * PIXELS);
  order.forEach((column, k) => {
    variances[k] = Math.max(0, values[column] as number); // rounding leaves some at −1e−16
    for (let p = 0; p < PIXELS; p++) directions[k * PIXELS + p] = vectors.get(p, column);
  });
  return { ...moments, variances, directions };
}

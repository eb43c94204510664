/**
 * What linear fill knows of digits: the precision K = (C + λI)⁻¹ of the pixels that vary, from a Cholesky factor. The
 * other pixels have C = 0: there K is 1/λ on the diagonal, and the prediction is the mean, whatever is seen.
 */
import { PIXELS } from "../data/dataset.ts";
import { BLOCK, factorise, padded, solveFactorised } from "./cholesky.ts";
import { dot } from "./dot.ts";
import type { InPieces } from "./in-pieces.ts";
import type { PixelMoments } from "./pixel-moments.ts";
import { covarianceOf, varyingPixels } from "./varying-pixels.ts";

/** λ as a share of the mean variance of a pixel. */
export const RIDGE_SHARE = 0.1;

export interface RidgePrecision {
  /** Positions of the n pixels that vary, rising. */
  readonly pixels: Uint16Array;
  /** `[n, n]`, symmetric. */
  readonly matrix: Float64Array;
  /** K μ, `[n]`. */
  readonly timesMean: Float64Array;
}

/** Columns of the inverse between two pieces. */
const COLUMNS_PER_PIECE = 16 * BLOCK;

/** @throws RangeError when the training images are all the same */
export function* ridgePrecision(moments: PixelMoments): InPieces<RidgePrecision> {
  const pixels = varyingPixels(moments);
  const size = pixels.length;
  const covariance = covarianceOf(moments, pixels);
  let total = 0;
  for (let i = 0; i < size; i++) total += covariance[i * size + i] as number;
  const ridge = (RIDGE_SHARE * total) / PIXELS;
  if (!(ridge > 0)) throw new RangeError("Cannot build linear fill: the training images are all the same");

  const stride = padded(size);
  const factor = new Float64Array(stride * stride);
  for (let i = 0; i < stride; i++) {
    if (i < size) factor.set(covariance.subarray(i * size, (i + 1) * size), i * stride);
    factor[i * stride + i] = i < size ? (factor[i * stride + i] as number) + ridge : 1;
  }
  factorise(factor, stride);
  yield 0.2;

  const inverse = new Float64Array(stride * stride); // columns of I become columns of K, which are its rows
  for (let i = 0; i < stride; i++) inverse[i * stride + i] = 1;
  for (let first = 0; first < stride; first += COLUMNS_PER_PIECE) {
    const count = Math.min(COLUMNS_PER_PIECE, stride - first);
    solveFactorised(factor, stride, inverse.subarray(first * stride, (first + count) * stride), count);
    yield 0.2 + (0.8 * (first + count)) / stride;
  }
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = ((inverse[i * stride + j] as number) + (inverse[j * stride + i] as number)) / 2;
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  const mean = Float64Array.from(pixels, (p) => moments.mean[p] as number);
  return { pixels, matrix, timesMean: mean.map((_, i) => dot(matrix, i * size, mean, 0, size)) };
}

/**
 * The pixels that differ between training images. The others (the paper's edges: 139 of 784 for the digits 5 and 7 of
 * MNIST) have no covariance with anything, so every system of equations and every decomposition falls apart into the
 * varying pixels, where the work is, and the rest, where the answer is known.
 */
import { PIXELS } from "../data/dataset.ts";
import type { PixelMoments } from "./pixel-moments.ts";

/** Positions of the pixels of positive variance, rising: `[n]`, each below 784. */
export function varyingPixels({ covariance }: PixelMoments): Uint16Array {
  return Uint16Array.from({ length: PIXELS }, (_, p) => p).filter((p) => (covariance[p * PIXELS + p] as number) > 0);
}

/** Rows and columns of the covariance at those pixels: `[n, n]`. */
export function covarianceOf({ covariance }: PixelMoments, pixels: Uint16Array): Float64Array {
  const size = pixels.length;
  const block = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = (pixels[i] as number) * PIXELS;
    for (let j = 0; j < size; j++) block[i * size + j] = covariance[row + (pixels[j] as number)] as number;
  }
  return block;
}

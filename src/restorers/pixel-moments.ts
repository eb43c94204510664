/**
 * Mean and covariance of the pixels of a training set: all that the closed-form restorers know of digits.
 *
 * Sums are taken over the bytes themselves, in whole numbers, and only over the pixels that carry ink (a fifth of them),
 * so that the result is exact, the same on every engine, and quick without one.
 */
import { PIXELS, type ImageSet } from "../data/dataset.ts";
import type { InPieces } from "./in-pieces.ts";

export interface PixelMoments {
  /** `[784]` in [0, 1]. */
  readonly mean: Float64Array;
  /** `[784, 784]`, symmetric, of pixels in [0, 1]; the population's, divided by the number of images. */
  readonly covariance: Float64Array;
  readonly count: number;
}

/** Some ten milliseconds of work. */
const IMAGES_PER_PIECE = 500;

/** @throws RangeError when there are no images */
export function* pixelMoments(images: ImageSet): InPieces<PixelMoments> {
  const { pixels, count } = images;
  if (count === 0) throw new RangeError("Cannot take pixel moments: there are no images");
  const sums = new Float64Array(PIXELS);
  const products = new Float64Array(PIXELS * PIXELS);
  const inked = new Uint16Array(PIXELS);
  const inks = new Float64Array(PIXELS);
  for (let image = 0; image < count; image++) {
    const start = image * PIXELS;
    let inkedCount = 0;
    for (let p = 0; p < PIXELS; p++) {
      const ink = pixels[start + p] as number;
      if (ink === 0) continue;
      inked[inkedCount] = p;
      inks[inkedCount++] = ink;
    }
    for (let i = 0; i < inkedCount; i++) {
      const p = inked[i] as number;
      const value = inks[i] as number;
      sums[p] = (sums[p] as number) + value;
      const row = p * PIXELS;
      for (let j = 0; j <= i; j++) {
        const q = inked[j] as number;
        products[row + q] = (products[row + q] as number) + value * (inks[j] as number);
      }
    }
    if (image % IMAGES_PER_PIECE === IMAGES_PER_PIECE - 1) yield (image + 1) / count;
  }
  const mean = sums.map((sum) => sum / count / 255);
  const covariance = products;
  for (let p = 0; p < PIXELS; p++) {
    for (let q = 0; q <= p; q++) {
      const value =
        (products[p * PIXELS + q] as number) / count / (255 * 255) - (mean[p] as number) * (mean[q] as number);
      covariance[p * PIXELS + q] = value;
      covariance[q * PIXELS + p] = value;
    }
  }
  return { mean, covariance, count };
}

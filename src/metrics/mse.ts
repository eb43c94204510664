/** Mean squared error of one image, over all pixels and over the missing ones. Pixels are in [0, 1]. */
import { PIXELS } from "../data/dataset.ts";

/** Over all 784 pixels of image `index` of two `[count, 784]` arrays. */
export function mseAll(restored: Float32Array, original: Float32Array, index: number): number {
  const start = index * PIXELS;
  let sum = 0;
  for (let i = start; i < start + PIXELS; i++) sum += ((restored[i] as number) - (original[i] as number)) ** 2;
  return sum / PIXELS;
}

/** Over the missing pixels of image `index` only; 0 where nothing is missing. */
export function mseHole(restored: Float32Array, original: Float32Array, holes: Uint8Array, index: number): number {
  const start = index * PIXELS;
  let sum = 0;
  let missing = 0;
  for (let i = start; i < start + PIXELS; i++) {
    if (holes[i] !== 1) continue;
    sum += ((restored[i] as number) - (original[i] as number)) ** 2;
    missing++;
  }
  return missing === 0 ? 0 : sum / missing;
}

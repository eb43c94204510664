/** Pixels from [0, 1] to [−1, 1] and back, for the systems that count from black −1 over grey 0 to white 1. */
import type { DamagedImages } from "./restorer.ts";

/** Damaged images in [−1, 1] with 0, mid-grey, in the hole, as seed 000 has them: `[count, 784]`. */
export function signedWithGreyHole({ pixels, holes }: Pick<DamagedImages, "pixels" | "holes">): Float32Array {
  return pixels.map((pixel, i) => (holes[i] === 1 ? 0 : 2 * pixel - 1));
}

export function toSigned(pixels: Float32Array): Float32Array {
  return pixels.map((pixel) => 2 * pixel - 1);
}

export function fromSigned(pixels: Float32Array): Float32Array {
  return pixels.map((pixel) => (pixel + 1) / 2);
}

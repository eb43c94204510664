/** Where batches begin and end: orders of image indices, cut into pieces. What is made of them is the experiment's. */

/** Pixels from bytes to [0, 1]. */
export function toUnit(pixels: Uint8Array): Float32Array {
  const unit = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) unit[i] = (pixels[i] as number) / 255;
  return unit;
}

/** `order` in pieces of `batchSize`, the last one shorter when it does not divide (as Keras does). */
export function* inBatches(order: Uint32Array, batchSize: number): Generator<Uint32Array, void, void> {
  for (let start = 0; start < order.length; start += batchSize) yield order.subarray(start, start + batchSize);
}

/** The rows of `source` (`[count, width]`) at `indices`: `[indices.length, width]`. */
export function gatherRows(source: Float32Array, indices: Uint32Array, width: number): Float32Array {
  const rows = new Float32Array(indices.length * width);
  indices.forEach((index, i) => rows.set(source.subarray(index * width, (index + 1) * width), i * width));
  return rows;
}

/** 0..count−1 in order. */
export function inOrder(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

/** Keras' `validation_split`: the last share of the images, cut before any shuffling. */
export function splitForValidation(
  count: number,
  share: number,
): { readonly train: number; readonly validation: number } {
  const train = Math.floor(count * (1 - share));
  return { train, validation: count - train };
}

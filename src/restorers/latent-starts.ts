/** Many starts for each image as the rows of one batch: row = image · starts + start. */
import type { Found } from "./latent-search.ts";

/** Each row `times` times in a row: `[images, width]` to `[images · times, width]`. */
export function eachRepeated<Values extends Float32Array | Uint8Array>(
  rows: Values,
  width: number,
  times: number,
): Values {
  const repeated = new (rows.constructor as new (length: number) => Values)(rows.length * times);
  for (let row = 0; row < rows.length / width; row++) {
    for (let i = 0; i < times; i++) {
      repeated.set(rows.subarray(row * width, (row + 1) * width), (row * times + i) * width);
    }
  }
  return repeated;
}

/** The start of lowest J for each image, counted through all rows; one that diverged is taken only where all have. */
export function lowestStarts({ objective }: Found, images: number): number[] {
  const each = objective.length / images;
  return Array.from({ length: images }, (_, image) => {
    let chosen = image * each;
    for (let row = chosen; row < (image + 1) * each; row++) {
      if (!((objective[chosen] as number) <= (objective[row] as number))) chosen = row;
    }
    return chosen;
  });
}

/** The rows at `indices`, each `width` wide. */
export function rowsAt(rows: Float32Array, indices: readonly number[], width: number): Float32Array {
  const taken = new Float32Array(indices.length * width);
  indices.forEach((index, i) => taken.set(rows.subarray(index * width, (index + 1) * width), i * width));
  return taken;
}

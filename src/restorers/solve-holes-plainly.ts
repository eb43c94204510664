/**
 * Linear fill's systems in plain TypeScript, one hole after the other: the reference for engines' kernels, and what runs
 * where there is none.
 */
import { factorise, padded, solveFactorised } from "./cholesky.ts";
import type { InPieces } from "./in-pieces.ts";
import type { RidgePrecision } from "./ridge-precision.ts";
import type { HoleSystem } from "./solve-holes.ts";

/** Images of one hole that are solved at once, and multiply-adds between two pieces: some tens of milliseconds. */
const IMAGES_AT_ONCE = 64;
const WORK_PER_PIECE = 30e6;

/** See `solveHoles`. */
export function* solveHolesPlainly(
  precision: RidgePrecision,
  holes: readonly HoleSystem[],
  inks: Float32Array,
): InPieces<Float32Array> {
  const pixelCount = precision.pixels.length;
  const answers = new Float32Array(holes.reduce((sum, { places, imageCount }) => sum + places.length * imageCount, 0));
  let firstImage = 0;
  let to = 0;
  let work = 0;
  for (const { places, imageCount } of holes) {
    const size = padded(places.length);
    const factor = holeFactor(precision, places, size);
    work += size ** 3 / 3;
    for (let done = 0; done < imageCount; done += IMAGES_AT_ONCE) {
      if (work > WORK_PER_PIECE) {
        yield to / answers.length;
        work = 0;
      }
      const count = Math.min(IMAGES_AT_ONCE, imageCount - done);
      const images = inks.subarray((firstImage + done) * pixelCount, (firstImage + done + count) * pixelCount);
      const rows = rightHandSides(precision, places, size, images, count);
      solveFactorised(factor, size, rows, padded(count));
      for (let image = 0; image < count; image++) {
        answers.set(rows.subarray(image * size, image * size + places.length), to);
        to += places.length;
      }
      work += count * size * size;
    }
    firstImage += imageCount;
  }
  return answers;
}

/** The factor of K_hh, `[size, size]`, padded. */
function holeFactor({ matrix, pixels }: RidgePrecision, places: Uint16Array, size: number): Float64Array {
  const block = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    if (i >= places.length) block[i * size + i] = 1;
    else {
      const row = (places[i] as number) * pixels.length;
      for (let j = 0; j <= i; j++) block[i * size + j] = matrix[row + (places[j] as number)] as number;
    }
  }
  factorise(block, size);
  return block;
}

/** (K μ)_h − K_hv x_v for each image, `[images, size]`, padded. */
function rightHandSides(
  { matrix, pixels, timesMean }: RidgePrecision,
  places: Uint16Array,
  size: number,
  images: Float32Array,
  imageCount: number,
): Float64Array {
  const rows = new Float64Array(padded(imageCount) * size);
  /** Row v: K at pixel v and each missing one; gathered where an image has ink. */
  const known = new Float64Array(pixels.length * size);
  const isGathered = new Uint8Array(pixels.length);
  for (let image = 0; image < imageCount; image++) {
    const to = image * size;
    for (let h = 0; h < places.length; h++) rows[to + h] = timesMean[places[h] as number] as number;
    for (let v = 0; v < pixels.length; v++) {
      const ink = images[image * pixels.length + v] as number; // 0 in the hole and on most of the paper
      if (ink === 0) continue;
      const from = v * size;
      if (isGathered[v] === 0) {
        for (let h = 0; h < places.length; h++) {
          known[from + h] = matrix[v * pixels.length + (places[h] as number)] as number;
        }
        isGathered[v] = 1;
      }
      for (let h = 0; h < size; h++) rows[to + h] = (rows[to + h] as number) - ink * (known[from + h] as number);
    }
  }
  return rows;
}

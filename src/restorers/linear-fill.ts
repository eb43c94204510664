/**
 * Linear fill: ridge regression of the missing pixels from the known ones. No network; the bar that a network has to
 * clear.
 *
 * With A = C + λI (C the pixels' covariance), the prediction is `μ_h + A_hv A_vv⁻¹ (x_v − μ_v)`. Inverting A_vv anew for
 * every position of the hole would be hopeless for patches; in terms of the precision K = A⁻¹ the same prediction is
 * `K_hh⁻¹ ((K μ)_h − K_hv x_v)`, which needs K once and then a system of the size of the hole.
 */
import { PIXELS } from "../data/dataset.ts";
import { factorise, padded, solveFactorised } from "./cholesky.ts";
import { groupByHole } from "./hole-groups.ts";
import { finish, type InPieces } from "./in-pieces.ts";
import type { PixelMoments } from "./pixel-moments.ts";
import { ridgePrecision, type RidgePrecision } from "./ridge-precision.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

/** Multiply-adds between two pieces: some ten milliseconds. */
const WORK_PER_PIECE = 30e6;

/**
 * @param breathe - awaited between pieces of the restoring, so that a stop gets through
 * @throws RangeError when the training images are all the same
 */
export function* linearFill(moments: PixelMoments, breathe: () => Promise<void>): InPieces<Restorer> {
  const precision = yield* ridgePrecision(moments);
  return {
    name: "linear-fill",
    keepsKnownPixels: true,
    restore: (images: DamagedImages) => finish(filled(images, precision, moments.mean), breathe),
  };
}

function* filled(images: DamagedImages, precision: RidgePrecision, mean: Float64Array): InPieces<Float32Array> {
  const restored = images.pixels.slice();
  /** A pixel's place among those that vary, or −1. */
  const placeOf = new Int16Array(PIXELS).fill(-1);
  precision.pixels.forEach((p, place) => (placeOf[p] = place));
  const groups = groupByHole(images);
  let work = 0;
  for (const [done, group] of groups.entries()) {
    for (const image of group.images) {
      for (const p of group.missing) restored[image * PIXELS + p] = mean[p] as number; // stays where no pixel varies
    }
    const missing = group.missing.filter((p) => placeOf[p] !== -1);
    const size = padded(missing.length);
    const system: HoleSystem = { missing, places: missing.map((p) => placeOf[p] as number), size, placeOf };
    const factor = holeFactor(precision, system);
    work += size ** 3 / 3;
    const imagesPerPiece = padded(WORK_PER_PIECE / (size * size + 1));
    for (let first = 0; first < group.images.length; first += imagesPerPiece) {
      if (work > WORK_PER_PIECE) {
        yield done / groups.length;
        work = 0;
      }
      const some = group.images.slice(first, first + imagesPerPiece);
      fill(restored, images.pixels, some, factor, system, precision);
      work += some.length * size * size;
    }
  }
  return restored;
}

/** One hole among the pixels that vary. */
interface HoleSystem {
  /** Positions of the missing pixels that vary, rising. */
  readonly missing: Uint16Array;
  /** The same pixels' places among those that vary. */
  readonly places: Uint16Array;
  /** Their number, padded. */
  readonly size: number;
  /** Of every pixel, its place among those that vary, or −1. */
  readonly placeOf: Int16Array;
}

/** The factor of K_hh, `[size, size]`. */
function holeFactor({ matrix, pixels }: RidgePrecision, { places, size }: HoleSystem): Float64Array {
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

/** Solves K_hh·x_h = (K μ)_h − K_hv x_v for the images given, and writes what it finds into the hole. */
function fill(
  restored: Float32Array,
  damaged: Float32Array,
  images: readonly number[],
  factor: Float64Array,
  { missing, places, size, placeOf }: HoleSystem,
  { matrix, pixels, timesMean }: RidgePrecision,
): void {
  const count = padded(images.length);
  const rows = new Float64Array(count * size);
  /** Row v: K at known pixel v and each missing one; gathered where an image has ink. */
  const known = new Float64Array(pixels.length * size);
  const isGathered = new Uint8Array(pixels.length);
  for (const [line, image] of images.entries()) {
    const row = rows.subarray(line * size, (line + 1) * size);
    for (let h = 0; h < places.length; h++) row[h] = timesMean[places[h] as number] as number;
    for (let p = 0; p < PIXELS; p++) {
      const ink = damaged[image * PIXELS + p] as number; // 0 in the hole and on most of the paper
      const v = placeOf[p] as number;
      if (ink === 0 || v === -1) continue;
      const from = v * size;
      if (isGathered[v] === 0) {
        for (let h = 0; h < places.length; h++) {
          known[from + h] = matrix[v * pixels.length + (places[h] as number)] as number;
        }
        isGathered[v] = 1;
      }
      for (let h = 0; h < size; h++) row[h] = (row[h] as number) - ink * (known[from + h] as number);
    }
  }
  solveFactorised(factor, size, rows, count);
  for (const [line, image] of images.entries()) {
    for (let h = 0; h < missing.length; h++) {
      restored[image * PIXELS + (missing[h] as number)] = rows[line * size + h] as number;
    }
  }
}

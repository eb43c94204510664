/**
 * Linear fill: ridge regression of the missing pixels from the known ones. No network; the bar that a network has to
 * clear.
 *
 * With A = C + λI (C the pixels' covariance), the prediction is `μ_h + A_hv A_vv⁻¹ (x_v − μ_v)`. Inverting A_vv anew for
 * every position of the hole would be hopeless for patches; in terms of the precision K = A⁻¹ the same prediction is
 * `K_hh⁻¹ ((K μ)_h − K_hv x_v)`, which needs K once and then a system of the size of the hole.
 */
import { PIXELS } from "../data/dataset.ts";
import { groupByHole } from "./hole-groups.ts";
import type { InPieces } from "./in-pieces.ts";
import type { PixelMoments } from "./pixel-moments.ts";
import { ridgePrecision, type RidgePrecision } from "./ridge-precision.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";
import { solveHoles } from "./solve-holes.ts";

/** Multiply-adds that a kernel does in some tens of milliseconds; fewer would leave threads without a share. */
const WORK_PER_CALL = 150e6;

/**
 * @param breathe - awaited between pieces of the restoring, so that a stop gets through
 * @throws RangeError when the training images are all the same
 */
export function* linearFill(moments: PixelMoments, breathe: () => Promise<void>): InPieces<Restorer> {
  const precision = yield* ridgePrecision(moments);
  return {
    name: "linear-fill",
    keepsKnownPixels: true,
    restore: async (images: DamagedImages) => {
      const restored = images.pixels.slice();
      for (const holes of piecesOf(images, precision)) {
        await fill(restored, images.pixels, holes, precision, moments.mean, breathe);
        await breathe();
      }
      return restored;
    },
  };
}

/** Images that share one hole. */
interface Hole {
  /** Positions of all missing pixels. */
  readonly hidden: Uint16Array;
  /** Of those that vary: positions, and places among the n pixels that do. */
  readonly missing: Uint16Array;
  readonly places: Uint16Array;
  readonly images: readonly number[];
}

/** The holes, a few at a time; one with so many images that it were too much work comes several times. */
function* piecesOf(images: DamagedImages, { pixels }: RidgePrecision): Generator<Hole[], void, void> {
  const placeOf = new Int16Array(PIXELS).fill(-1);
  pixels.forEach((p, place) => (placeOf[p] = place));
  let holes: Hole[] = [];
  let work = 0;
  for (const group of groupByHole(images)) {
    const missing = group.missing.filter((p) => placeOf[p] !== -1);
    const places = missing.map((p) => placeOf[p] as number);
    const size = places.length;
    const workPerImage = size * (size + pixels.length) + 1;
    const imagesAtOnce = Math.ceil(WORK_PER_CALL / workPerImage);
    for (let first = 0; first < group.images.length; first += imagesAtOnce) {
      const some = group.images.slice(first, first + imagesAtOnce);
      holes.push({ hidden: group.missing, missing, places, images: some });
      work += size ** 3 / 3 + some.length * workPerImage;
      if (work < WORK_PER_CALL) continue;
      yield holes;
      holes = [];
      work = 0;
    }
  }
  if (holes.length > 0) yield holes;
}

async function fill(
  restored: Float32Array,
  damaged: Float32Array,
  holes: readonly Hole[],
  precision: RidgePrecision,
  mean: Float64Array,
  breathe: () => Promise<void>,
): Promise<void> {
  const { pixels } = precision;
  const systems = holes.map(({ places, images }) => ({ places, imageCount: images.length }));
  const order = holes.flatMap(({ images }) => images);
  const inks = new Float32Array(order.length * pixels.length);
  order.forEach((image, row) => {
    for (let v = 0; v < pixels.length; v++) {
      inks[row * pixels.length + v] = damaged[image * PIXELS + (pixels[v] as number)] as number;
    }
  });
  const answers = await solveHoles(precision, systems, inks, breathe);
  let from = 0;
  for (const { hidden, missing, images } of holes) {
    for (const image of images) {
      const start = image * PIXELS;
      for (const p of hidden) restored[start + p] = mean[p] as number; // what never varies stays so
      for (const p of missing) restored[start + p] = answers[from++] as number;
    }
  }
}

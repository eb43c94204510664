/** Training batches of the U-Net: pictures behind holes that are drawn anew for every batch. */
import { drawHoles } from "../../corruptions/corruption.ts";
import { MASK_LAWS, drawLawHoles } from "../../corruptions/mask-law.ts";
import { inBatches, inOrder, toUnit } from "../../data/batches.ts";
import { PIXELS, takeImages, type ImageSet } from "../../data/dataset.ts";
import { ShuffledPasses } from "../../data/shuffled-passes.ts";
import type { Random, Stream } from "../../random.ts";
import { withHoleChannel } from "../../restorers/hole-aware-restorer.ts";
import type { Batch } from "../../training/fit.ts";

/** Stripes and rectangles of every size that the tables test, or seed 003's hole and nothing else. */
export type TrainingHoles = "every-size" | "centre-hole";

export interface FreshBatches {
  /** The next batch: pictures in one shuffled order after the other, cut without regard to where one order ends. */
  next(): Batch;
  readonly streams: readonly Stream[];
}

export function freshBatches(images: ImageSet, kind: TrainingHoles, batchSize: number, random: Random): FreshBatches {
  const passes = new ShuffledPasses(images.count, random.stream("batches"));
  const masks = random.stream("masks/train");
  return {
    next: () => holeBatch(images, passes.across(batchSize), drawTrainingHoles(kind, batchSize, masks)),
    streams: [passes, masks],
  };
}

/** One hole for each picture, always the same ones: `[count, 784]`. */
export function validationHoles(images: ImageSet, kind: TrainingHoles, random: Random): Uint8Array {
  return drawTrainingHoles(kind, images.count, random.stream("masks/validation"));
}

/** `[count, 784]`, 1 = missing. */
function drawTrainingHoles(kind: TrainingHoles, count: number, random: Random): Uint8Array {
  switch (kind) {
    case "every-size":
      return drawLawHoles(MASK_LAWS.wide, count, random);
    case "centre-hole":
      return drawHoles({ kind: "centre-hole", sizePx: 8 }, count, random);
    default:
      kind satisfies never;
      throw new RangeError(`Cannot draw training holes: unknown kind "${String(kind)}"`);
  }
}

/** The pictures in order, each behind its own hole. */
export function* fixedBatches(images: ImageSet, holes: Uint8Array, batchSize: number): Generator<Batch, void, void> {
  for (const indices of inBatches(inOrder(images.count), batchSize)) {
    const first = indices[0] as number;
    yield holeBatch(images, indices, holes.subarray(first * PIXELS, (first + indices.length) * PIXELS));
  }
}

/** The target's second channel is what each pixel weighs in `holeSquaredLoss`. */
function holeBatch(images: ImageSet, indices: Uint32Array, holes: Uint8Array): Batch {
  const size = indices.length;
  const pixels = toUnit(takeImages(images, indices).pixels);
  const target = new Float32Array(2 * pixels.length);
  for (let image = 0; image < size; image++) {
    const [from, to] = [image * PIXELS, (image + 1) * PIXELS];
    let missing = 0;
    for (let p = from; p < to; p++) missing += holes[p] as number;
    for (let p = from; p < to; p++) {
      target[2 * p] = pixels[p] as number;
      target[2 * p + 1] = (holes[p] as number) / missing;
    }
  }
  return { input: withHoleChannel(pixels, holes), target, size };
}

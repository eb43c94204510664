/**
 * Training batches of masked restoration: clean pictures as targets, the same pictures behind holes as inputs.
 * Pictures and holes stay bytes until a batch is made, which keeps 60,000 of them in a tenth of the memory.
 */
import { MASK_LAWS, drawLawHoles, type MaskLaw } from "../../corruptions/mask-law.ts";
import { inBatches, inOrder } from "../../data/batches.ts";
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import type { Random, Stream } from "../../random.ts";
import type { Batch } from "../../training/fit.ts";
import type { MaskedRestorationValues } from "./spec.ts";

export interface MaskedBatches {
  /** The shuffled batches of one epoch. */
  train(): Iterable<Batch>;
  /** All of `validation`, in order, always behind the same holes. */
  validation(): Iterable<Batch>;
  /** Those that go on from epoch to epoch. */
  readonly streams: readonly Stream[];
}

/** @param random - the run's; masks and orders draw from streams of their own */
export function maskedBatches(
  train: ImageSet,
  validation: ImageSet,
  { maskLaw, maskDraws, batchSize }: Pick<MaskedRestorationValues, "maskLaw" | "maskDraws" | "batchSize">,
  random: Random,
): MaskedBatches {
  const law: MaskLaw = MASK_LAWS[maskLaw];
  const order = random.stream("batches");
  const masks = random.stream("masks/train");
  const validationHoles = drawLawHoles(law, validation.count, random.stream("masks/validation"));
  const onceDrawn = maskDraws === "once" ? drawLawHoles(law, train.count, masks) : null;

  function* trainBatches(): Generator<Batch, void, void> {
    for (const indices of inBatches(order.permutation(train.count), batchSize)) {
      yield onceDrawn === null
        ? damagedBatch(train, indices, drawLawHoles(law, indices.length, masks), inOrder(indices.length))
        : damagedBatch(train, indices, onceDrawn, indices);
    }
  }

  function* validationBatches(): Generator<Batch, void, void> {
    for (const indices of inBatches(inOrder(validation.count), batchSize)) {
      yield damagedBatch(validation, indices, validationHoles, indices);
    }
  }

  return { train: trainBatches, validation: validationBatches, streams: [order, masks] };
}

/** Image `indices[i]` behind hole `holeIndices[i]`. */
function damagedBatch(images: ImageSet, indices: Uint32Array, holes: Uint8Array, holeIndices: Uint32Array): Batch {
  const size = indices.length;
  const input = new Float32Array(size * PIXELS);
  const target = new Float32Array(size * PIXELS);
  for (let i = 0; i < size; i++) {
    const image = (indices[i] as number) * PIXELS;
    const hole = (holeIndices[i] as number) * PIXELS;
    for (let p = 0; p < PIXELS; p++) {
      const pixel = (images.pixels[image + p] as number) / 255;
      target[i * PIXELS + p] = pixel;
      input[i * PIXELS + p] = holes[hole + p] === 1 ? 0 : pixel;
    }
  }
  return { input, target, size };
}

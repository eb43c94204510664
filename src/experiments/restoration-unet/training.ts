/**
 * How the U-Net learns: hole loss, fresh holes, Adam with warm-up and cosine. The final weights are the ones that count;
 * nothing is chosen by the validation images, which are there to be watched. The run and the yardstick both train here.
 */
import type * as tf from "@tensorflow/tfjs";
import { damage } from "../../corruptions/corruption.ts";
import { IMAGE_SIZE_PX, firstImages, takeImages, type ImageSet } from "../../data/dataset.ts";
import { toUnit } from "../../data/batches.ts";
import { mseHole } from "../../metrics/mse.ts";
import type { Random } from "../../random.ts";
import type { DamagedImages } from "../../restorers/restorer.ts";
import { UNET_CHANNELS } from "../../networks/restoration-unet.ts";
import { fit, type Batch, type FitUpdate } from "../../training/fit.ts";
import type { FitPlace } from "../../training/fit-objective.ts";
import { holeSquaredLoss } from "../../training/losses.ts";
import { adam } from "../../training/optimizers.ts";
import { withMore, type Saves } from "../../training/saves.ts";
import { warmUpThenCosine } from "../../training/schedules.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import { fixedBatches, freshBatches, validationHoles, type FreshBatches, type TrainingHoles } from "./hole-batches.ts";
import type { RestorationUnetValues } from "./spec.ts";

export type Recipe = Pick<RestorationUnetValues, "holes" | "steps" | "batchSize" | "learningRate" | "warmUpSteps">;

/** What is learnt from, and the few images that are only watched, always behind the same holes. */
export interface Material {
  readonly train: ImageSet;
  readonly validation: ImageSet;
  /** `[validation.count, 784]`, 1 = missing. */
  readonly holes: Uint8Array;
}

/** Enough to see a curve, few enough to cost nothing. */
const VALIDATION_IMAGES = 512;
const LOOKS = 8;
const LAST_SHARE_OF_LEARNING_RATE = 0.02;
/** Images per forward pass when validating. */
const READING_BATCH = 128;
/** A network that has left the hole black has this much of its error, or more. */
const STUCK_SHARE = 0.95;

/** The last images, at most a tenth of them, are only watched. */
export function watchedApart(images: ImageSet, kind: TrainingHoles, random: Random): Material {
  const watched = Math.min(VALIDATION_IMAGES, Math.floor(images.count / 10));
  const train = images.count - watched;
  const validation = takeImages(
    images,
    Array.from({ length: watched }, (_, i) => train + i),
  );
  return { train: firstImages(images, train), validation, holes: validationHoles(validation, kind, random) };
}

/** The validation images, damaged. */
export function watchedImages({ validation, holes }: Material): DamagedImages {
  return { pixels: damage(toUnit(validation.pixels), holes), holes, count: validation.count };
}

/** Mean over the validation images of the mean squared error in the hole: the loss, of any restorer. */
export function watchedLoss(restored: Float32Array, { validation, holes }: Material): number {
  const originals = toUnit(validation.pixels);
  let total = 0;
  for (let i = 0; i < validation.count; i++) total += mseHole(restored, originals, holes, i);
  return total / validation.count;
}

/** Steps after which the validation images are looked at. */
export function looksOf(steps: number): readonly number[] {
  const looks = Math.min(LOOKS, steps);
  return Array.from({ length: looks }, (_, i) => Math.floor((steps * (i + 1)) / looks));
}

/** @param look - what else to tell after each look at the validation images, given "after step 300 of 2400" */
export async function* trainUnet(
  network: tf.LayersModel,
  material: Material,
  recipe: Recipe,
  random: Random,
  context: RunContext,
  look: Look = () => Promise.resolve([]),
): AsyncGenerator<RunUpdate, void, void> {
  const { steps, batchSize, learningRate: peak, warmUpSteps } = recipe;
  const { train, validation, holes } = material;
  const looks = looksOf(steps);
  const fresh = freshBatches(train, recipe.holes, batchSize, random);
  yield {
    kind: "plan",
    epochs: Math.max(1, Math.ceil((steps * batchSize) / train.count)),
    stepsPerEpoch: Math.ceil(train.count / batchSize),
    parameters: network.trainableWeights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  };
  const optimizer = adam(warmUpThenCosine({ peak, steps, warmUpSteps, lastShare: LAST_SHARE_OF_LEARNING_RATE }));
  const plan = {
    model: network,
    optimizer,
    loss: holeSquaredLoss,
    inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, UNET_CHANNELS],
    targetShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 2],
    epochs: looks.length, // of `fit`, which validates after each
    stepsPerEpoch: steps / looks.length,
    batches: (part: number) => some(fresh, (looks[part] ?? steps) - (looks[part - 1] ?? 0)),
    validationBatches: () => fixedBatches(validation, holes, READING_BATCH),
    streams: fresh.streams,
    breathe: context.breathe,
    nowMs: context.nowMs,
  };
  const training: ResumableTraining<UnetPlace, null> = {
    name: "the U-Net",
    parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
    train: (saves) => told((own) => fit({ ...plan, saves: own }), saves, material, recipe, context, look),
  };
  try {
    yield* resumable(training, context);
  } finally {
    optimizer.dispose();
  }
}

type Look = (when: string) => Promise<readonly RunUpdate[]>;

/** Of the whole training: whether it has been said that the network learns nothing. */
type UnetPlace = FitPlace & { readonly isStuck: boolean };

async function* told(
  fitting: (saves: Saves<FitPlace>) => AsyncIterable<FitUpdate>,
  saves: Saves<UnetPlace>,
  material: Material,
  { steps, batchSize, warmUpSteps }: Recipe,
  { nowMs }: RunContext,
  look: Look,
): AsyncGenerator<RunUpdate, null, void> {
  const { train, validation } = material;
  const black = watchedLoss(new Float32Array(validation.pixels.length), material);
  const startedMs = nowMs();
  let isStuck = saves.from?.isStuck ?? false;
  for await (const update of fitting(withMore(saves, () => ({ isStuck })))) {
    if (update.kind === "step") continue;
    const { step } = update;
    const at = { epoch: (step * batchSize) / train.count, step, wallMs: nowMs() - startedMs };
    if (update.kind === "loss") {
      yield { kind: "points", points: [{ series: "train", ...at, value: update.value }] };
      const label = `step ${step} of ${steps}`;
      yield { kind: "progress", phase: "training", done: step, total: steps, unit: "steps", label };
      continue;
    }
    const { validation: value } = update;
    const validated = { series: "validation", ...at, value };
    yield { kind: "points", points: [validated, { series: "hole left black", ...at, value: black }] };
    if (!isStuck && step > warmUpSteps && value > STUCK_SHARE * black) {
      isStuck = true;
      yield { kind: "notice", text: stuckText(step, value, black) };
    }
    yield* await look(`after step ${step} of ${steps}`);
  }
  return null;
}

function* some(batches: FreshBatches, count: number): Generator<Batch, void, void> {
  for (let i = 0; i < count; i++) yield batches.next();
}

function stuckText(step: number, loss: number, black: number): string {
  return (
    `After ${step} steps the network still does no better than leaving the hole black (${loss.toFixed(4)} against ` +
    `${black.toFixed(4)}): it has learnt to answer paper. It may come round; if it does not, stop, and launch again with a ` +
    "lower learning rate, a longer warm-up or another seed."
  );
}

function sizeOf(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);
}

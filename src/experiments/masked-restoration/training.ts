/** How the MLP of masked restoration learns: the run and the yardstick both train here. */
import type * as tf from "@tensorflow/tfjs";
import { splitForValidation } from "../../data/batches.ts";
import { firstImages, PIXELS, takeImages, type ImageSet } from "../../data/dataset.ts";
import { Random } from "../../random.ts";
import { adam } from "../../training/optimizers.ts";
import { fit } from "../../training/fit.ts";
import { meanSquaredLoss } from "../../training/losses.ts";
import type { FitPlace } from "../../training/fit-objective.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import { trainingUpdates } from "../training-updates.ts";
import { maskedBatches } from "./masked-batches.ts";
import type { MaskedRestorationValues } from "./spec.ts";

/** Keras' `validation_split` of the source: the last tenth. */
const VALIDATION_SHARE = 0.1;

export interface LearntImages {
  readonly train: ImageSet;
  readonly validation: ImageSet;
}

/** Either may be empty where there are few images. */
export function splitImages(all: ImageSet): LearntImages {
  const { train } = splitForValidation(all.count, VALIDATION_SHARE);
  const rest = Array.from({ length: all.count - train }, (_, i) => train + i);
  return { train: firstImages(all, train), validation: takeImages(all, rest) };
}

/**
 * @param repeat - from 0; it trains with seed + repeat
 * @param afterEpoch - what else to tell after an epoch, given "after epoch 3 of 50"
 */
export async function* trainMlp(
  network: tf.LayersModel,
  { train, validation }: LearntImages,
  values: MaskedRestorationValues,
  repeat: number,
  context: RunContext,
  afterEpoch?: (when: string) => Promise<readonly RunUpdate[]>,
): AsyncGenerator<RunUpdate, void, void> {
  const { epochs, batchSize, learningRate, seed, repeats } = values;
  const batches = maskedBatches(train, validation, values, new Random(seed + repeat));
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  yield { kind: "plan", epochs, stepsPerEpoch, parameters: network.countParams() };

  const optimizer = adam(learningRate);
  const plan = {
    model: network,
    optimizer,
    loss: meanSquaredLoss,
    inputShape: [PIXELS],
    targetShape: [PIXELS],
    epochs,
    stepsPerEpoch,
    batches: batches.train,
    validationBatches: batches.validation,
    streams: batches.streams,
    breathe: context.breathe,
    nowMs: context.nowMs,
  };
  const course = { epochs, stepsPerEpoch, seed, repeats, repeat };
  const training: ResumableTraining<FitPlace, null> = {
    name: `seed ${seed + repeat}`,
    parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
    train: (saves) => trainingUpdates(fit({ ...plan, saves }), course, context, afterEpoch),
  };
  try {
    yield* resumable(training, context);
  } finally {
    optimizer.dispose();
  }
}

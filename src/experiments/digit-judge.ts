/**
 * The judge behind the accuracy column: the published classifier (seed 003), trained once on clean digits, measured on
 * clean test digits, and kept, so that every experiment is judged by the same network.
 */
import * as tf from "@tensorflow/tfjs";
import { inBatches, inOrder, splitForValidation, toUnit } from "../data/batches.ts";
import { IMAGE_SIZE_PX, PIXELS, firstImages, takeImages, type Dataset, type ImageSet } from "../data/dataset.ts";
import type { Budget, RunContext, RunUpdate } from "./experiment.ts";
import { keptOrTrained, keptUnder, readCheckpoint, type KeptTraining } from "./kept-restorers.ts";
import { resumable, type ResumableTraining } from "./resumable.ts";
import { accuracy } from "../metrics/evaluate.ts";
import type { Judge } from "../metrics/judge.ts";
import { checkpointOf, giveWeights } from "../networks/checkpoints.ts";
import { DIGIT_JUDGE, digitJudge } from "../networks/digit-judge.ts";
import { Random } from "../random.ts";
import type { Checkpoint } from "../results/checkpoint.ts";
import { fit, type Batch, type FitUpdate } from "../training/fit.ts";
import type { FitPlace } from "../training/fit-objective.ts";
import { softmaxCrossEntropyLoss } from "../training/losses.ts";
import { adam } from "../training/optimizers.ts";

/** A judge that holds tensors until it is disposed of. */
export interface OpenJudge extends Judge {
  /** Share of clean test digits that it reads rightly, %. */
  readonly cleanPercent: number;
  /** How sure it is of each digit: `[count, 10]`, each row adding up to 1, of `[count, 784]` in [0, 1]. */
  shares(pixels: Float32Array): Promise<Float32Array>;
  dispose(): void;
}

/** A measuring instrument is the same for every run, so no run's seed touches it. */
const JUDGE_SEED = 9000;
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const INPUT_SHAPE = [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1];
/** Keras' `validation_split` of the source: the last fifth. */
const VALIDATION_SHARE = 0.2;
const LEARNING_RATE = 1e-3;
/** Images per forward pass when reading. */
const READING_BATCH = 250;

interface Course {
  readonly epochs: number;
  readonly batchSize: number;
  /** At most so many, from the first. */
  readonly trainImages: number;
  readonly validationImages: number;
  /** Clean digits that say how far it can be trusted. */
  readonly testImages: number;
}

const COURSES: Readonly<Record<Budget, Course>> = {
  /** As published. */
  full: { epochs: 3, batchSize: 128, trainImages: Infinity, validationImages: Infinity, testImages: Infinity },
  /** The same network, fewer steps. */
  quick: { epochs: 1, batchSize: 32, trainImages: 5120, validationImages: 250, testImages: Infinity },
  glimpse: { epochs: 1, batchSize: 32, trainImages: 3200, validationImages: 250, testImages: 1000 },
};

/**
 * The judge of a data set: from the shelf, or trained now, measured on the clean test digits and kept. Training is told
 * in the panel "Judge" (`JUDGE_CURVES`), its accuracy in a notice.
 *
 * @throws Error when the data set has no digits to train or test on
 */
export async function* trainedJudge(
  dataset: Dataset,
  budget: Budget,
  context: RunContext,
): AsyncGenerator<RunUpdate, OpenJudge, void> {
  const training: KeptTraining = {
    key: judgeKey(dataset, budget),
    part: "judge",
    isUsable: ({ architecture }) => architecture === DIGIT_JUDGE,
    train: (own) => train(dataset, budget, own),
  };
  const checkpoint = yield* keptOrTrained(training, context);
  const judge = openJudge(checkpoint, context);
  yield { kind: "notice", text: judge.about };
  return judge;
}

/** The best judge that is kept for a data set; null where none is. Nothing is trained. */
export async function keptJudge(dataset: Dataset, context: RunContext): Promise<OpenJudge | null> {
  for (const budget of ["full", "quick", "glimpse"] as const) {
    const kept = await readCheckpoint(context.shelf, judgeKey(dataset, budget));
    if (kept?.architecture === DIGIT_JUDGE) return openJudge(kept, context);
  }
  return null;
}

function judgeKey({ identity }: Dataset, budget: Budget): string {
  return keptUnder(`judge/${budget}`, identity);
}

async function* train(
  dataset: Dataset,
  budget: Budget,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const { epochs, batchSize, trainImages, validationImages, testImages } = COURSES[budget];
  const all = await dataset.select("train", DIGITS);
  const everyTest = await dataset.select("test", DIGITS);
  const test = firstImages(everyTest, Math.min(everyTest.count, testImages));
  const split = splitForValidation(all.count, VALIDATION_SHARE);
  const training = firstImages(all, Math.min(split.train, trainImages));
  const validation = lastImages(all, Math.min(split.validation, validationImages));
  if (training.count === 0 || validation.count === 0 || test.count === 0) {
    throw new Error(
      `Cannot train the judge on ${dataset.identity.name}: it needs digits to learn from, to validate and to be ` +
        `measured on, got ${all.count} training and ${test.count} test images; choose another data set.`,
    );
  }
  const random = new Random(JUDGE_SEED);
  const network = digitJudge(random.stream("weights"));
  const optimizer = adam(LEARNING_RATE);
  try {
    const order = random.stream("batches");
    const plan = {
      model: network,
      optimizer,
      loss: softmaxCrossEntropyLoss,
      inputShape: INPUT_SHAPE,
      targetShape: [DIGITS.length],
      epochs,
      stepsPerEpoch: Math.ceil(training.count / batchSize),
      batches: () => labelledBatches(training, order.permutation(training.count), batchSize),
      validationBatches: () => labelledBatches(validation, inOrder(validation.count), READING_BATCH),
      streams: [order],
      breathe: context.breathe,
      nowMs: context.nowMs,
    };
    const resumed: ResumableTraining<FitPlace, null> = {
      name: "the judge",
      parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
      train: (saves) => told(fit({ ...plan, saves }), plan, context),
    };
    yield* resumable(resumed, context);
    const read = await accuracy(judgeOf(network, "", context), toUnit(test.pixels), test.labels);
    return await checkpointOf(network, DIGIT_JUDGE, {
      trainedOn: dataset.identity.name,
      trainImages: training.count,
      epochs,
      batchSize,
      testImages: test.count,
      cleanPercent: 100 * read.mean,
    });
  } finally {
    optimizer.dispose();
    network.dispose();
  }
}

/** Its curves and progress. */
async function* told(
  updates: AsyncIterable<FitUpdate>,
  { epochs, stepsPerEpoch }: { readonly epochs: number; readonly stepsPerEpoch: number },
  { nowMs }: RunContext,
): AsyncGenerator<RunUpdate, null, void> {
  const startedMs = nowMs();
  for await (const update of updates) {
    if (update.kind === "step") continue;
    const { step, epoch } = update;
    const wallMs = nowMs() - startedMs;
    const [series, value] =
      update.kind === "loss" ? ["Judge/train", update.value] : ["Judge/validation", update.validation];
    yield { kind: "points", points: [{ series, epoch, step, wallMs, value }] };
    const label = `training the judge, epoch ${Math.ceil(epoch)} of ${epochs}`;
    yield { kind: "progress", phase: "training", done: step, total: epochs * stepsPerEpoch, unit: "steps", label };
  }
  return null;
}

function openJudge(checkpoint: Checkpoint, context: RunContext): OpenJudge {
  const network = digitJudge(new Random(JUDGE_SEED).stream("weights"));
  try {
    giveWeights(network, DIGIT_JUDGE, checkpoint);
  } catch (error) {
    network.dispose();
    throw error;
  }
  const { trainedOn, trainImages, epochs, testImages, cleanPercent } = checkpoint.about;
  const about =
    `The judge reads ${Number(cleanPercent).toFixed(2)} % of ${String(testImages)} clean test digits rightly. It was ` +
    `trained on ${String(trainImages)} clean digits (${String(trainedOn)}), ${String(epochs)} times each.`;
  return {
    ...judgeOf(network, about, context),
    cleanPercent: Number(cleanPercent),
    shares: (pixels) =>
      readInBatches(pixels, DIGITS.length, (unit) => tf.softmax(logitsOf(network, unit)), Float32Array, context),
    dispose: () => void network.dispose(),
  };
}

function judgeOf(network: tf.LayersModel, about: string, context: RunContext): Judge {
  return {
    about,
    read: (pixels) => readInBatches(pixels, 1, (unit) => logitsOf(network, unit).argMax(-1), Uint8Array, context),
  };
}

function logitsOf(network: tf.LayersModel, unit: tf.Tensor): tf.Tensor2D {
  return network.apply(unit.mul(2).sub(1)) as tf.Tensor2D;
}

/** @returns `[count, columns]` of what `apply` makes of pictures `[size, 28, 28, 1]` */
async function readInBatches<Values extends Uint8Array | Float32Array>(
  pixels: Float32Array,
  columns: number,
  apply: (unit: tf.Tensor) => tf.Tensor,
  kind: new (length: number) => Values,
  { breathe }: RunContext,
): Promise<Values> {
  const count = pixels.length / PIXELS;
  const result = new kind(count * columns);
  for (let first = 0; first < count; first += READING_BATCH) {
    const size = Math.min(READING_BATCH, count - first);
    const made = tf.tidy(() =>
      apply(tf.tensor(pixels.slice(first * PIXELS, (first + size) * PIXELS), [size, ...INPUT_SHAPE])),
    );
    try {
      result.set(await made.data(), first * columns);
    } finally {
      made.dispose();
    }
    await breathe();
  }
  return result;
}

/** Pictures in [−1, 1] and their digits as one-hot rows. */
function* labelledBatches(images: ImageSet, order: Uint32Array, batchSize: number): Generator<Batch, void, void> {
  for (const indices of inBatches(order, batchSize)) {
    const { pixels, labels } = takeImages(images, indices);
    const target = new Float32Array(indices.length * DIGITS.length);
    labels.forEach((label, i) => (target[i * DIGITS.length + label] = 1));
    yield { input: toUnit(pixels).map((pixel) => 2 * pixel - 1), target, size: indices.length };
  }
}

function lastImages(images: ImageSet, count: number): ImageSet {
  const first = images.count - count;
  return { pixels: images.pixels.subarray(first * PIXELS), labels: images.labels.subarray(first), count };
}

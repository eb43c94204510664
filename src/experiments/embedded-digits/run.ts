/** How the embedded digits are judged: a small CNN trains on them alone and then reads test digits, real if there are any. */
import * as tf from "@tensorflow/tfjs";
import { gatherRows, inBatches, inOrder, toUnit } from "../../data/batches.ts";
import { firstImages, IMAGE_SIZE_PX, PIXELS, type ImageSet } from "../../data/dataset.ts";
import { smallDigitCnn } from "../../networks/small-digit-cnn.ts";
import { Random } from "../../random.ts";
import type { TileFigure } from "../../results/figure.ts";
import { adam } from "../../training/optimizers.ts";
import { fit, type Batch } from "../../training/fit.ts";
import type { FitPlace } from "../../training/fit-objective.ts";
import { softmaxCrossEntropyLoss } from "../../training/losses.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import { trainingUpdates } from "../training-updates.ts";
import { confusionRows } from "./rows.ts";
import type { EmbeddedDigitsValues } from "./spec.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const INPUT_SHAPE = [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1];
/** Images per forward pass when reading. */
const READING_BATCH = 250;
/** Samples of each digit in the figure. */
const SAMPLES = 2;

export async function* run(
  preset: string,
  values: EmbeddedDigitsValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const real = await context.dataset("real");
  const embedded = real.identity.origin === "embedded" ? real : await context.dataset("embedded");
  const train = firstImages(await embedded.select("train", DIGITS), values.trainImages);
  const test = await real.select("test", DIGITS);
  const validation = await embedded.select("test", DIGITS);
  yield { kind: "data", dataset: real.identity, trainImages: train.count, testImages: test.count };
  yield { kind: "figure", figure: samples(train, test, real.identity.name) };
  for (let repeat = 0; repeat < values.repeats; repeat++) {
    const seed = values.seed + repeat;
    const random = new Random(seed);
    const network = smallDigitCnn(random.stream("weights"));
    try {
      yield* learn(network, train, validation, values, repeat, random.stream("batches"), context);
      const read = await readDigits(network, test, context);
      const row = { preset, seed, trainedOn: embedded.identity.name, testedOn: real.identity.name };
      for (const each of confusionRows(row, test.labels, read)) yield { kind: "row", row: each };
    } finally {
      network.dispose();
    }
  }
}

async function* learn(
  network: tf.LayersModel,
  train: ImageSet,
  validation: ImageSet,
  { epochs, batchSize, learningRate, repeats, seed }: EmbeddedDigitsValues,
  repeat: number,
  order: Random,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  yield { kind: "plan", epochs, stepsPerEpoch, parameters: network.countParams() };
  const optimizer = adam(learningRate);
  const plan = {
    model: network,
    optimizer,
    loss: softmaxCrossEntropyLoss,
    inputShape: INPUT_SHAPE,
    targetShape: [DIGITS.length],
    epochs,
    stepsPerEpoch,
    batches: () => labelledBatches(train, order.permutation(train.count), batchSize),
    validationBatches: () => labelledBatches(validation, inOrder(validation.count), READING_BATCH),
    streams: [order],
    breathe: context.breathe,
    nowMs: context.nowMs,
  };
  const course = { epochs, stepsPerEpoch, seed, repeats, repeat };
  const training: ResumableTraining<FitPlace, null> = {
    name: `seed ${seed + repeat}`,
    parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
    train: (saves) => trainingUpdates(fit({ ...plan, saves }), course, context),
  };
  try {
    yield* resumable(training, context);
  } finally {
    optimizer.dispose();
  }
}

function* labelledBatches(images: ImageSet, order: Uint32Array, batchSize: number): Generator<Batch, void, void> {
  const pixels = toUnit(images.pixels);
  for (const indices of inBatches(order, batchSize)) {
    const target = new Float32Array(indices.length * DIGITS.length);
    indices.forEach((index, i) => (target[i * DIGITS.length + (images.labels[index] as number)] = 1));
    yield { input: gatherRows(pixels, indices, PIXELS), target, size: indices.length };
  }
}

/** The digit that the network takes each image for. */
async function readDigits(network: tf.LayersModel, images: ImageSet, { breathe }: RunContext): Promise<Uint8Array> {
  const read = new Uint8Array(images.count);
  let done = 0;
  for (const { input, size } of labelledBatches(images, inOrder(images.count), READING_BATCH)) {
    const best = tf.tidy(() => {
      const logits = network.predict(tf.tensor(input, [size, ...INPUT_SHAPE])) as tf.Tensor;
      return logits.argMax(-1);
    });
    read.set(await best.data<"int32">(), done);
    best.dispose();
    done += size;
    await breathe();
  }
  return read;
}

/** Embedded digits above, test digits below. */
function samples(train: ImageSet, test: ImageSet, testName: string): TileFigure {
  const chosen = DIGITS.flatMap((digit) => Array.from({ length: SAMPLES }, (_, k) => ({ digit, k })));
  const pick = (images: ImageSet, offset: number): Float32Array => {
    const pixels = new Float32Array(chosen.length * PIXELS);
    chosen.forEach(({ digit, k }, column) => {
      const matches = [...images.labels.keys()].filter((index) => images.labels[index] === digit);
      const index = matches[offset + k] ?? matches[0] ?? 0;
      pixels.set(toUnit(images.pixels.subarray(index * PIXELS, (index + 1) * PIXELS)), column * PIXELS);
    });
    return pixels;
  };
  return {
    kind: "tiles",
    id: "samples",
    title: "Embedded digits beside the digits they are judged by",
    caption: `the first of each; below, ${testName}`,
    columns: chosen.map(({ digit }) => String(digit)),
    rows: [
      { label: "embedded", role: "image", pixels: pick(train, 0) },
      { label: "embedded", role: "image", pixels: pick(train, SAMPLES) },
      { label: testName, role: "image", pixels: pick(test, 0) },
      { label: testName, role: "image", pixels: pick(test, SAMPLES) },
    ],
  };
}

/** How the two-unit embedding is done: train the autoencoder once per seed, draw its map, measure it beside the baselines. */
import type * as tf from "@tensorflow/tfjs";
import { gatherRows, inBatches, inOrder, splitForValidation, toUnit } from "../../data/batches.ts";
import { firstImages, PIXELS, takeImages, type Dataset, type ImageSet } from "../../data/dataset.ts";
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import { mseAll } from "../../metrics/mse.ts";
import { twoUnitAutoencoder } from "../../networks/two-unit-autoencoder.ts";
import { Random } from "../../random.ts";
import { networkRestorer } from "../../restorers/network-restorer.ts";
import type { Row } from "../../results/table.ts";
import { adam } from "../../training/optimizers.ts";
import { fit, type Batch } from "../../training/fit.ts";
import type { FitPlace } from "../../training/fit-objective.ts";
import { meanSquaredLoss } from "../../training/losses.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import { trainingUpdates } from "../training-updates.ts";
import { asMethod, makeMethods, principalScores, type LabelledPixels, type Method } from "./baselines.ts";
import { embeddingFigure, principalFigure, reconstructionFigure } from "./figures.ts";
import { AUTOENCODER, meanOverSeeds, tableRow } from "./rows.ts";
import type { TwoUnitEmbeddingValues } from "./spec.ts";

/** Keras' `validation_split` of the source: the last tenth. */
const VALIDATION_SHARE = 0.1;

/** The figures are drawn anew at most this often. */
const FIGURES_EVERY_MS = 500;

interface Images {
  /** What the network and the baselines learn from. */
  readonly train: ImageSet;
  readonly trainPixels: LabelledPixels;
  readonly validation: LabelledPixels;
  readonly test: LabelledPixels;
}

export async function* run(
  preset: string,
  values: TwoUnitEmbeddingValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const images = await loadImages(dataset, values.digits);
  const trainImages = images.train.count + images.validation.count;
  yield { kind: "data", dataset: dataset.identity, trainImages, testImages: images.test.count };
  yield* noticeUnlessMnist(dataset.identity);
  const rows: Row[] = [];
  let methods: readonly Method[] | null = null;
  let meanImageMse = Number.NaN;
  for (let repeat = 0; repeat < values.repeats; repeat++) {
    const seed = values.seed + repeat;
    const model = twoUnitAutoencoder(new Random(seed).stream("weights"));
    try {
      const network = asMethod(AUTOENCODER, networkRestorer(AUTOENCODER, model, context.breathe));
      yield* train(model, network, images, values, repeat, context);
      let measured = [network];
      if (methods === null) {
        const baselines = yield* makeMethods(images.train, context);
        methods = baselines.methods;
        measured = [network, ...methods]; // the same for every seed, so measured once
        const mean = methods.find(({ name }) => name === "mean-image") as Method;
        meanImageMse = (await measure(mean, images.test)).mean;
        const linear = methods.find(({ name }) => name === "pca-2") as Method;
        const shown = [
          { label: "two units", method: network },
          { label: "PCA 2", method: linear },
          { label: "mean image", method: mean },
        ];
        yield { kind: "figure", figure: await reconstructionFigure(shown, images.test, "after training") };
        const scores = principalScores(baselines.spectrum, images.test);
        yield { kind: "figure", figure: principalFigure(scores, images.test) };
      }
      for (const [done, method] of measured.entries()) {
        const total = measured.length;
        yield { kind: "progress", phase: "measuring", done, total, unit: "methods", label: method.name };
        const [onTrain, onTest] = [await measure(method, images.trainPixels), await measure(method, images.test)];
        const row = tableRow({ preset, seed, meanImageMse }, method.name, onTrain, onTest);
        rows.push(row);
        yield { kind: "row", row };
        await context.breathe();
      }
    } finally {
      model.dispose();
    }
  }
  if (values.repeats > 1) yield { kind: "row", row: meanOverSeeds(rows, meanImageMse) };
}

async function loadImages(dataset: Dataset, digits: readonly number[]): Promise<Images> {
  const all = await dataset.select("train", digits);
  const test = await dataset.select("test", digits);
  const { train } = splitForValidation(all.count, VALIDATION_SHARE);
  if (train < 1 || train === all.count || test.count < 2) {
    throw new Error(
      `Cannot train on ${dataset.identity.name}: digits ${digits.join(", ")} give ${all.count} training and ` +
        `${test.count} test images; choose more digits or another data set.`,
    );
  }
  const learnt = firstImages(all, train);
  const validation = takeImages(all, inOrder(all.count).subarray(train));
  return { train: learnt, trainPixels: labelled(learnt), validation: labelled(validation), test: labelled(test) };
}

function labelled({ pixels, labels, count }: ImageSet): LabelledPixels {
  return { pixels: toUnit(pixels), labels, count };
}

async function* train(
  model: tf.LayersModel,
  network: Method,
  { trainPixels, validation, test }: Images,
  { epochs, batchSize, learningRate, seed, repeats }: TwoUnitEmbeddingValues,
  repeat: number,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const order = new Random(seed + repeat).stream("batches");
  const stepsPerEpoch = Math.ceil(trainPixels.count / batchSize);
  yield { kind: "plan", epochs, stepsPerEpoch, parameters: model.countParams() };
  const optimizer = adam(learningRate);
  let drawnMs = Number.NEGATIVE_INFINITY;
  const figures = async (when: string, epoch: number): Promise<RunUpdate[]> => {
    if (context.nowMs() - drawnMs < FIGURES_EVERY_MS && epoch < epochs) return [];
    const map = await embeddingFigure(model, test, when);
    const reconstructions = await reconstructionFigure([{ label: "two units", method: network }], test, when);
    drawnMs = context.nowMs();
    return [map, reconstructions].map((figure) => ({ kind: "figure", figure }));
  };
  const plan = {
    model,
    optimizer,
    loss: meanSquaredLoss,
    inputShape: [PIXELS],
    targetShape: [PIXELS],
    epochs,
    stepsPerEpoch,
    batches: () => batchesOf(trainPixels, order.permutation(trainPixels.count), batchSize),
    validationBatches: () => batchesOf(validation, inOrder(validation.count), batchSize),
    streams: [order],
    breathe: context.breathe,
    nowMs: context.nowMs,
  };
  const course = { epochs, stepsPerEpoch, seed, repeats, repeat };
  const training: ResumableTraining<FitPlace, null> = {
    name: `seed ${seed + repeat}`,
    parts: { networks: { model }, optimizers: { optimizer: [optimizer, model] } },
    train: (saves) => trainingUpdates(fit({ ...plan, saves }), course, context, figures),
  };
  try {
    yield* resumable(training, context);
  } finally {
    optimizer.dispose();
  }
}

/** Every picture is its own target. */
function* batchesOf({ pixels }: LabelledPixels, order: Uint32Array, batchSize: number): Generator<Batch, void, void> {
  for (const indices of inBatches(order, batchSize)) {
    const input = gatherRows(pixels, indices, PIXELS);
    yield { input, target: input, size: indices.length };
  }
}

/** MSE over all pixels, of each image. */
async function measure(method: Method, images: LabelledPixels): Promise<Interval> {
  const made = await method.reconstruct(images);
  return meanInterval(Float64Array.from({ length: images.count }, (_, i) => mseAll(made, images.pixels, i)));
}

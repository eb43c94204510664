/**
 * How masked restoration is done: train the network once per seed, then measure it and the baselines mask by mask.
 * Everything it may say goes through yielded updates; time, data and stops come in through the context.
 */
import type * as tf from "@tensorflow/tfjs";
import type { HoleCorruption } from "../../corruptions/corruption.ts";
import { splitForValidation, toUnit } from "../../data/batches.ts";
import { firstImages, PIXELS, takeImages, type Dataset, type ImageSet } from "../../data/dataset.ts";
import { evaluate, testCase } from "../../metrics/evaluate.ts";
import { maskedRestorationMlp } from "../../networks/masked-restoration-mlp.ts";
import { Random } from "../../random.ts";
import { networkRestorer } from "../../restorers/network-restorer.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import type { Row } from "../../results/table.ts";
import { adam } from "../../training/optimizers.ts";
import { fit } from "../../training/fit.ts";
import { meanSquaredLoss } from "../../training/losses.ts";
import { makeBaselines } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { trainingUpdates } from "../training-updates.ts";
import { maskedBatches } from "./masked-batches.ts";
import { meanOverSeeds, NETWORK, tableRow } from "./rows.ts";
import { Showcase } from "./showcase.ts";
import type { MaskedRestorationValues } from "./spec.ts";

/** Keras' `validation_split` of the source: the last tenth. */
const VALIDATION_SHARE = 0.1;

interface Images {
  /** Training and validation images together. */
  readonly all: ImageSet;
  readonly train: ImageSet;
  readonly validation: ImageSet;
  /** `[count, 784]` in [0, 1]. */
  readonly test: Float32Array;
}

export async function* run(
  preset: string,
  values: MaskedRestorationValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const images = await loadImages(dataset, values);
  const testCount = images.test.length / PIXELS;
  yield {
    kind: "data",
    dataset: dataset.identity,
    trainImages: images.all.count,
    testImages: testCount,
  };
  yield* noticeUnlessMnist(dataset.identity);
  let baselines: readonly Restorer[] | null = null;
  const rows: Row[] = [];
  for (let repeat = 0; repeat < values.repeats; repeat++) {
    const seed = values.seed + repeat;
    const network = maskedRestorationMlp(values.hiddenUnits, new Random(seed).stream("weights"));
    try {
      yield* train(network, images, values, repeat, context);
      const measured: Restorer[] = [networkRestorer(NETWORK, network, context.breathe)];
      if (baselines === null) {
        baselines = yield* makeBaselines(images.all, values, corruptionsOf(values).length, context);
        measured.push(...baselines); // the same for every seed, so measured once
      }
      for await (const update of measure(measured, images.test, { preset, seed }, values, context)) {
        if (update.kind === "row") rows.push(update.row);
        yield update;
      }
    } finally {
      network.dispose();
    }
  }
  if (values.repeats > 1) for (const row of meanOverSeeds(rows)) yield { kind: "row", row };
}

async function loadImages(dataset: Dataset, { digits, testImages }: MaskedRestorationValues): Promise<Images> {
  const all = await dataset.select("train", digits);
  const { train } = splitForValidation(all.count, VALIDATION_SHARE);
  const selected = await dataset.select("test", digits);
  const test = testImages === 0 ? selected : firstImages(selected, testImages);
  if (train < 1 || train === all.count || test.count < 2) {
    throw new Error(
      `Cannot train on ${dataset.identity.name}: digits ${digits.join(", ")} give ${all.count} training and ` +
        `${test.count} test images; choose more digits or another data set.`,
    );
  }
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    all,
    train: firstImages(all, train),
    validation: takeImages(all, range(train, all.count)),
    test: toUnit(test.pixels),
  };
}

async function* train(
  network: tf.LayersModel,
  images: Images,
  values: MaskedRestorationValues,
  repeat: number,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const { epochs, batchSize, learningRate, seed, repeats } = values;
  const batches = maskedBatches(images.train, images.validation, values, new Random(seed + repeat));
  const stepsPerEpoch = Math.ceil(images.train.count / batchSize);
  yield { kind: "plan", epochs, stepsPerEpoch, parameters: network.countParams() };

  const showcase = new Showcase(images.test);
  const restorer = networkRestorer(NETWORK, network, context.breathe);
  const optimizer = adam(learningRate);
  try {
    const updates = fit({
      model: network,
      optimizer,
      loss: meanSquaredLoss,
      inputShape: [PIXELS],
      targetShape: [PIXELS],
      epochs,
      stepsPerEpoch,
      batches: batches.train,
      validationBatches: batches.validation,
      breathe: context.breathe,
      nowMs: context.nowMs,
    });
    yield* trainingUpdates(updates, { epochs, stepsPerEpoch, seed, repeats, repeat }, context, async (when) => [
      { kind: "figure", figure: await showcase.figure(restorer, when) },
    ]);
  } finally {
    optimizer.dispose();
  }
}

function corruptionsOf({ stripeWidths, patchSizes }: MaskedRestorationValues): HoleCorruption[] {
  return [
    ...stripeWidths.map((sizePx) => ({ kind: "vertical-stripe", sizePx }) as const),
    ...stripeWidths.map((sizePx) => ({ kind: "horizontal-stripe", sizePx }) as const),
    ...patchSizes.map((sizePx) => ({ kind: "patch", sizePx }) as const),
  ];
}

async function* measure(
  restorers: readonly Restorer[],
  test: Float32Array,
  row: { readonly preset: string; readonly seed: number },
  values: MaskedRestorationValues,
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const corruptions = corruptionsOf(values);
  const total = corruptions.length;
  for (const [done, corruption] of corruptions.entries()) {
    const label = `${corruption.kind} ${corruption.sizePx} px`;
    yield { kind: "progress", phase: "measuring", done, total, unit: "settings", label };
    const damaged = testCase(corruption, test);
    for (const restorer of restorers) {
      for (const evaluation of await evaluate(restorer, damaged)) yield { kind: "row", row: tableRow(row, evaluation) };
      await breathe();
    }
  }
  yield { kind: "progress", phase: "measuring", done: total, total, unit: "settings", label: "all settings measured" };
}

/**
 * How masked restoration is done: train the network once per seed, then measure it and the baselines mask by mask.
 * Everything it may say goes through yielded updates; time, data and stops come in through the context.
 */
import type * as tf from "@tensorflow/tfjs";
import { toUnit } from "../../data/batches.ts";
import { firstImages, PIXELS, type Dataset, type ImageSet } from "../../data/dataset.ts";
import { evaluate, testCase } from "../../metrics/evaluate.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { maskedRestorationMlp } from "../../networks/masked-restoration-mlp.ts";
import { Random } from "../../random.ts";
import { networkRestorer } from "../../restorers/network-restorer.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import type { Row } from "../../results/table.ts";
import { makeBaselines } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { keepCheckpoint, restorerKey } from "../kept-restorers.ts";
import { tableMasks } from "../masks.ts";
import { aboutMlp, lentName, mlpArchitecture } from "./restorers.ts";
import { meanOverSeeds, NETWORK, tableRow } from "./rows.ts";
import { Showcase } from "./showcase.ts";
import type { MaskedRestorationValues } from "./spec.ts";
import { splitImages, trainMlp, type LearntImages } from "./training.ts";

interface Images extends LearntImages {
  /** Training and validation images together. */
  readonly all: ImageSet;
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
      const restorer = networkRestorer(NETWORK, network, context.breathe);
      const showcase = new Showcase(images.test);
      yield* trainMlp(network, images, values, repeat, context, async (when) => [
        { kind: "figure", figure: await showcase.figure(restorer, when) },
      ]);
      if (repeat === 0) await keepIfLent(network, dataset, values, context);
      const measured: Restorer[] = [restorer];
      if (baselines === null) {
        baselines = yield* makeBaselines(images.all, values, tableMasks(values).length, context);
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
  const { train, validation } = splitImages(all);
  const selected = await dataset.select("test", digits);
  const test = testImages === 0 ? selected : firstImages(selected, testImages);
  if (train.count < 1 || validation.count < 1 || test.count < 2) {
    throw new Error(
      `Cannot train on ${dataset.identity.name}: digits ${digits.join(", ")} give ${all.count} training and ` +
        `${test.count} test images; choose more digits or another data set.`,
    );
  }
  return { all, train, validation, test: toUnit(test.pixels) };
}

/** Keeps the network where the yardstick would train the very same one. */
async function keepIfLent(
  network: tf.LayersModel,
  { identity }: Dataset,
  values: MaskedRestorationValues,
  { shelf }: RunContext,
): Promise<void> {
  const name = lentName(values);
  if (name === null) return;
  const about = aboutMlp(identity.name, values, values.seed);
  const checkpoint = await checkpointOf(network, mlpArchitecture(values.hiddenUnits), about);
  await keepCheckpoint(shelf, restorerKey(name, "full", identity), checkpoint);
}

async function* measure(
  restorers: readonly Restorer[],
  test: Float32Array,
  row: { readonly preset: string; readonly seed: number },
  values: MaskedRestorationValues,
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const corruptions = tableMasks(values);
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

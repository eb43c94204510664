/**
 * How energy inpainting is done: train the pair once per seed, then measure it, the way down its energy, PCA and the other
 * baselines behind the same holes.
 */
import { toUnit } from "../../data/batches.ts";
import { firstImages, PIXELS, type Dataset, type ImageSet } from "../../data/dataset.ts";
import { isMnist } from "../../data/known-sets.ts";
import { testCase } from "../../metrics/evaluate.ts";
import { disposePair, type EnergyPair } from "../../networks/energy-pair.ts";
import { energyDescent } from "../../restorers/energy-descent.ts";
import { energyGenerator } from "../../restorers/energy-generator.ts";
import type { Row } from "../../results/table.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { keepCheckpoint, restorerKey } from "../kept-restorers.ts";
import { fixedRestorers, type FixedRestorer } from "./fixed-restorers.ts";
import { DESCENT_STARTS, descentPath, meanOf, measureClean, measureRestorer, trueEnergies } from "./measure.ts";
import { energyGeneratorRestorer, keptAs, trainsFull } from "./restorers.ts";
import { descentRow, lossRow, meanOverSeeds, originalRow, restorationRow, type RowContext } from "./rows.ts";
import type { EnergyInpaintingValues } from "./spec.ts";
import { Strips, type Strip } from "./strips.ts";
import { HOLE, trainPair, type PairCourse } from "./training.ts";

const ALL_DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The strips are restored anew at most this often while training goes on. */
const STRIPS_EVERY_MS = 1000;

interface Images {
  /** All of them, for PCA and the baselines. */
  readonly all: ImageSet;
  /** The first, for the networks. */
  readonly train: ImageSet;
  /** `[count, 784]` in [0, 1]. */
  readonly test: Float32Array;
  readonly isMnist: boolean;
}

export async function* run(
  preset: string,
  values: EnergyInpaintingValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const images = await loadImages(dataset, values);
  const testImages = images.test.length / PIXELS;
  yield { kind: "data", dataset: dataset.identity, trainImages: images.train.count, testImages };
  yield* noticeUnlessMnist(dataset.identity);
  const strips = new Strips(images.test);
  const rows: Row[] = [];
  let fixed: readonly FixedRestorer[] | null = null;
  for (let repeat = 0; repeat < values.repeats; repeat++) {
    const training = { ...values, seed: values.seed + repeat };
    const { pair, log } = yield* trainPair(images.train, training, courseOf(values, repeat, strips, context), context);
    try {
      if (trainsFull(training)) {
        const key = restorerKey(energyGeneratorRestorer.name, "full", dataset.identity);
        await keepCheckpoint(context.shelf, key, await keptAs(pair, training));
      }
      const row = { preset, seed: training.seed };
      const isSheet = values.learningRate === 0.05 && values.batchSize === 100 && images.train.count === 10_000;
      for (const line of log) yield { kind: "row", row: lossRow(row, line, isSheet) };
      const isFirst = fixed === null;
      fixed ??= yield* fixedRestorers(images.all, values.components, context);
      if (isFirst) {
        const shown = [
          ...fixed.filter(({ projection }) => projection !== null),
          ...learnedStrips(pair, values, context),
          ...fixed.filter(({ projection }) => projection === null),
        ];
        yield { kind: "figure", figure: await strips.figure(shown.filter(isShown), "after training") };
      }
      // The fixed restorers are the same for every seed, so measured once.
      for await (const update of measure(pair, isFirst ? fixed : [], images, row, values, context)) {
        if (update.kind === "row") rows.push(update.row);
        yield update;
      }
    } finally {
      disposePair(pair);
    }
  }
  if (values.repeats > 1) for (const row of meanOverSeeds(rows)) yield { kind: "row", row };
}

async function loadImages(dataset: Dataset, values: EnergyInpaintingValues): Promise<Images> {
  const all = await dataset.select("train", ALL_DIGITS);
  const selected = await dataset.select("test", ALL_DIGITS);
  const test = values.testImages === 0 ? selected : firstImages(selected, values.testImages);
  if (all.count < 1 || test.count < 2) {
    throw new Error(
      `Cannot train on ${dataset.identity.name}: it needs at least 1 training and 2 test images, got ${all.count} and ` +
        `${test.count}; choose another data set.`,
    );
  }
  const train = firstImages(all, values.trainImages);
  return { all, train, test: toUnit(test.pixels), isMnist: isMnist(dataset.identity.sha256) };
}

function courseOf(values: EnergyInpaintingValues, repeat: number, strips: Strips, context: RunContext): PairCourse {
  let drawnMs = Number.NEGATIVE_INFINITY;
  const afterEpoch = async (pair: EnergyPair, when: string): Promise<readonly RunUpdate[]> => {
    if (context.nowMs() - drawnMs < STRIPS_EVERY_MS) return [];
    const figure = await strips.figure(learnedStrips(pair, values, context), when);
    drawnMs = context.nowMs();
    return [{ kind: "figure", figure }];
  };
  return { repeats: values.repeats, repeat, afterEpoch };
}

/** What the pair can do: fill by the generator, go on from there down the energy, or go down from grey. */
function learnedStrips(pair: EnergyPair, values: EnergyInpaintingValues, { breathe }: RunContext): Strip[] {
  const descent = { steps: values.descentSteps, rate: values.descentRate };
  const generator = energyGenerator(pair.generator, breathe);
  return [
    { label: "generator", restorer: generator },
    { label: "generator, then descent", restorer: energyDescent(pair.energy, generator, descent, breathe) },
    { label: "descent from grey", restorer: energyDescent(pair.energy, "grey", descent, breathe) },
  ];
}

function isShown(shown: Strip | FixedRestorer): shown is Strip {
  return shown.label !== null;
}

async function* measure(
  pair: EnergyPair,
  fixed: readonly FixedRestorer[],
  images: Images,
  row: RowContext,
  values: EnergyInpaintingValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const { breathe } = context;
  const test = testCase(HOLE, images.test);
  const learned = learnedStrips(pair, values, context).map(({ restorer }) => ({ restorer, projection: null }));
  const measured = [...learned, ...fixed];
  const total = measured.length + DESCENT_STARTS.length * values.descentPath.length;
  let done = 0;
  const progress = (label: string): RunUpdate => {
    return { kind: "progress", phase: "measuring", done, total, unit: "settings", label };
  };
  const ofOriginals = await trueEnergies(pair, test, breathe);
  yield { kind: "row", row: originalRow(row, meanOf(ofOriginals), test.count) };
  for (const { restorer, projection } of measured) {
    yield progress(restorer.name);
    const { evaluation, reading } = await measureRestorer(restorer, pair, test, ofOriginals, breathe);
    const clean = projection === null ? null : { ...projection, mse: await measureClean(restorer, test) };
    const steps = restorer.name.startsWith("energy-descent") ? values.descentSteps : null;
    const comparable = images.isMnist && images.test.length === 10_000 * PIXELS;
    yield { kind: "row", row: restorationRow(row, evaluation, reading, { steps, clean, isComparable: comparable }) };
    done++;
  }
  for (const start of DESCENT_STARTS) {
    const path = { path: values.descentPath, rate: values.descentRate };
    yield progress(`down the energy from ${start}`);
    for await (const { steps, evaluation, reading } of descentPath(start, pair, images.test, path, breathe)) {
      yield { kind: "row", row: descentRow(row, evaluation, steps, reading) };
      done++;
      yield progress(`${steps} steps down the energy from ${start}`);
    }
  }
  yield progress("everything measured");
}

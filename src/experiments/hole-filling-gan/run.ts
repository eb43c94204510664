/**
 * How the hole-filling GAN is done: have the judge, train the pair, then let the judge read clean, masked and restored test
 * digits, the baselines' beside the generator's.
 */
import { toUnit } from "../../data/batches.ts";
import { firstImages, type Dataset, type ImageSet } from "../../data/dataset.ts";
import { accuracy, evaluate, type TestCase } from "../../metrics/evaluate.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import { trainedJudge, type OpenJudge } from "../digit-judge.ts";
import { makeBaselines } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { keepCheckpoint, keptUnder, restorerKey } from "../kept-restorers.ts";
import { firstOf, holeCase, predictions, sheet } from "./figures.ts";
import { generatorRestorer, openGenerator } from "./generator-restorer.ts";
import { restorerTrainedBy } from "./restorers.ts";
import { cleanRow, filledRow, type Pictures, type RowContext } from "./rows.ts";
import type { HoleFillingGanValues } from "./spec.ts";
import { generatorCheckpoint, trainGenerator, type Look } from "./train.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Test digits that are judged after each epoch, for the curve; the table takes all. */
const JUDGED_ON_THE_WAY = 1000;

export async function* run(
  preset: string,
  values: HoleFillingGanValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const { train, test } = await loadImages(dataset, values);
  yield { kind: "data", dataset: dataset.identity, trainImages: train.count, testImages: test.count };
  yield* noticeUnlessMnist(dataset.identity);
  const judge = yield* trainedJudge(dataset, values.judge, context);
  try {
    const damaged = holeCase(toUnit(test.pixels), test.labels);
    const look = lookAt(dataset, damaged, judge, values, context);
    const checkpoint = yield* trainGenerator(train, values, context, look);
    const lentName = restorerTrainedBy(values);
    if (lentName !== null) {
      await keepCheckpoint(context.shelf, restorerKey(lentName, "full", dataset.identity), checkpoint);
    }
    const generator = openGenerator("generator", checkpoint, context);
    try {
      yield { kind: "figure", figure: await predictions(generator, damaged, test.labels, judge) };
      yield* measure(generator, train, damaged, judge, { preset, seed: values.seed }, values, context);
    } finally {
      generator.dispose();
    }
  } finally {
    judge.dispose();
  }
}

async function loadImages(
  dataset: Dataset,
  { testImages }: HoleFillingGanValues,
): Promise<{ readonly train: ImageSet; readonly test: ImageSet }> {
  const train = await dataset.select("train", DIGITS);
  const all = await dataset.select("test", DIGITS);
  const test = testImages === 0 ? all : firstImages(all, testImages);
  if (train.count > 0 && test.count > 1) return { train, test };
  throw new Error(
    `Cannot train on ${dataset.identity.name}: it has ${train.count} training and ${test.count} test images; choose ` +
      "another data set.",
  );
}

/** The sheet at every look; after each epoch also how the judge reads, and a copy of the generator for the shelf. */
function lookAt(
  dataset: Dataset,
  damaged: TestCase,
  judge: OpenJudge,
  values: HoleFillingGanValues,
  context: RunContext,
): Look {
  const judged = firstOf(damaged, Math.min(JUDGED_ON_THE_WAY, damaged.count));
  const startedMs = context.nowMs();
  return async function* (generator, { iteration, epoch, when, isEndOfEpoch }) {
    const restorer = generatorRestorer("generator", generator, context.breathe);
    yield { kind: "figure", figure: await sheet(restorer, damaged, when) };
    if (!isEndOfEpoch) return;
    // Kept under a key of its own, so that a stop leaves something that is never mistaken for the whole training.
    const key = keptUnder(`hole-filling-gan/${restorerTrainedBy(values) ?? "other"}/epoch-${epoch}`, dataset.identity);
    await keepCheckpoint(context.shelf, key, await generatorCheckpoint(generator, values, epoch));
    const position = { epoch, step: iteration, wallMs: context.nowMs() - startedMs };
    for (const { composited, accuracy: share } of await evaluate(restorer, judged, judge)) {
      const series = composited ? "Accuracy/pasted" : "Accuracy/as made";
      yield { kind: "points", points: [{ series, ...position, value: 100 * (share?.mean ?? Number.NaN) }] };
    }
  };
}

async function* measure(
  generator: Restorer,
  train: ImageSet,
  damaged: TestCase,
  judge: OpenJudge,
  row: RowContext,
  values: HoleFillingGanValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const total = 6; // clean digits, four baselines, the generator
  let done = 0;
  const progress = (label: string): RunUpdate => {
    return { kind: "progress", phase: "measuring", done, total, unit: "settings", label };
  };
  yield progress("judging clean digits");
  const { originals, labels } = damaged;
  if (labels !== undefined) yield { kind: "row", row: cleanRow(row, await accuracy(judge, originals, labels)) };
  done++;

  yield progress("judging generated digits");
  for (const evaluation of await evaluate(generator, damaged, judge)) {
    const pictures = evaluation.composited ? "generator, pasted" : "generator";
    yield { kind: "row", row: filledRow(row, pictures, evaluation) };
  }
  done++;

  for (const baseline of yield* makeBaselines(train, values, total, context)) {
    yield progress(`judging ${baseline.name}`);
    for (const evaluation of await evaluate(baseline, damaged, judge)) {
      // Without the known pixels a mean image is the same picture for every digit: only the pasted reading says something.
      if (evaluation.composited) yield { kind: "row", row: filledRow(row, baseline.name as Pictures, evaluation) };
    }
    done++;
    await context.breathe();
  }
  yield progress("all judged");
}

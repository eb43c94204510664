/**
 * How the yardstick is done: have every restorer, trained once and kept, then measure cell by cell. A cell that was measured
 * with the same weights, images and judge is kept too, so that a run of hours may be stopped and goes on where it ended.
 */
import { keyOf, nameOf } from "../../corruptions/corruption.ts";
import { toUnit } from "../../data/batches.ts";
import { firstImages, type Dataset } from "../../data/dataset.ts";
import { evaluate, testCase, type TestCase } from "../../metrics/evaluate.ts";
import type { Judge } from "../../metrics/judge.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import { fingerprint } from "../../results/fingerprint.ts";
import type { Row } from "../../results/table.ts";
import { makeBaselines } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { corruptionsOf } from "./corruptions.ts";
import { haveJudge, haveRestorers } from "./contenders.ts";
import { decodeRows, encodeRows, yardstickRow } from "./rows.ts";
import { showcase } from "./showcase.ts";
import type { YardstickValues } from "./spec.ts";
import { keptUnder } from "../kept-restorers.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export async function* run(
  preset: string,
  values: YardstickValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const train = await dataset.select("train", DIGITS);
  const selected = await dataset.select("test", DIGITS);
  const test = values.testImages === 0 ? selected : firstImages(selected, values.testImages);
  if (train.count < 1 || test.count < 2) {
    throw new Error(
      `Cannot measure on ${dataset.identity.name}: it gives ${train.count} training and ${test.count} test images.`,
    );
  }
  yield { kind: "data", dataset: dataset.identity, trainImages: train.count, testImages: test.count };
  yield* noticeUnlessMnist(dataset.identity);
  const contenders = yield* haveRestorers(dataset, values.training, context);
  try {
    const judge = values.judge ? yield* haveJudge(dataset, values.training, context) : null;
    try {
      const corruptions = corruptionsOf(values);
      const baselines = yield* makeBaselines(train, values, corruptions.length, context);
      const baselineMark = `pca ${values.pcaComponents}`;
      const all = [
        ...[...baselines].reverse().map((restorer) => ({ restorer, mark: baselineMark })), // linear fill first
        ...contenders,
      ];
      const originals = toUnit(test.pixels);
      const cases = corruptions.map((corruption) => testCase(corruption, originals, test.labels));
      yield {
        kind: "figure",
        figure: await showcase(
          all.map(({ restorer }) => restorer),
          cases,
          context.breathe,
        ),
      };
      yield* measure(preset, all, cases, judge, dataset, context);
    } finally {
      judge?.dispose();
    }
  } finally {
    for (const { restorer } of contenders) restorer.dispose();
  }
}

interface Measured {
  readonly restorer: Restorer;
  /** Tells its weights from others. */
  readonly mark: string;
}

async function* measure(
  preset: string,
  restorers: readonly Measured[],
  cases: readonly TestCase[],
  judge: Judge | null,
  dataset: Dataset,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const total = cases.length * restorers.length;
  // What it says of itself includes its accuracy on thousands of digits: two judges do not share it.
  const judgeMark = judge === null ? "unjudged" : fingerprint(new TextEncoder().encode(judge.about));
  let done = 0;
  for (const test of cases) {
    let linearHoleMse: number | null = null;
    for (const { restorer, mark } of restorers) {
      const label = `${nameOf(test.corruption)}: ${restorer.name}`;
      yield { kind: "progress", phase: "measuring", done, total, unit: "cells", label };
      const marks = [restorer.name, mark, judgeMark, keyOf(test.corruption), test.count];
      const key = keptUnder(`yardstick/${marks.join("/")}`, dataset.identity);
      let rows = await keptRows(key, preset, context);
      if (rows === null) {
        const evaluations = await evaluate(restorer, test, judge);
        if (restorer.name === "linear-fill") linearHoleMse = evaluations[0]?.mseHole.mean ?? null;
        rows = evaluations.map((evaluation) => yardstickRow(preset, evaluation, linearHoleMse));
        await context.shelf.write(key, encodeRows(rows));
      } else if (restorer.name === "linear-fill") {
        linearHoleMse = rows[0]?.["mse_hole"] as number;
      }
      for (const row of rows) yield { kind: "row", row };
      done++;
      await context.breathe();
    }
  }
  yield { kind: "progress", phase: "measuring", done, total, unit: "cells", label: "all cells measured" };
}

/** What was measured before, under the name of the preset that asks now. */
async function keptRows(key: string, preset: string, { shelf }: RunContext): Promise<Row[] | null> {
  const bytes = await shelf.read(key);
  return bytes === null ? null : (decodeRows(bytes)?.map((row) => ({ ...row, preset })) ?? null);
}

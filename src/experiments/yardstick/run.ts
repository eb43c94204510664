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
import { makeBaselines } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { corruptionsOf } from "./corruptions.ts";
import { haveJudge, haveRestorers } from "./contenders.ts";
import { decodeCell, encodeCell, Watched, type Cell } from "./cells.ts";
import { columnPictures, shownImages } from "./pictures.ts";
import { yardstickRow } from "./rows.ts";
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
      yield* measure({ preset, restorers: all, cases, labels: test.labels, judge, dataset }, context);
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

interface Matrix {
  readonly preset: string;
  readonly restorers: readonly Measured[];
  readonly cases: readonly TestCase[];
  /** `[count]`, the digits that the test images show. */
  readonly labels: Uint8Array;
  readonly judge: Judge | null;
  readonly dataset: Dataset;
}

async function* measure(matrix: Matrix, context: RunContext): AsyncGenerator<RunUpdate, void, void> {
  const { preset, restorers, cases, labels, judge, dataset } = matrix;
  const total = cases.length * restorers.length;
  // What it says of itself includes its accuracy on thousands of digits: two judges do not share it.
  const judgeMark = judge === null ? "unjudged" : fingerprint(new TextEncoder().encode(judge.about));
  const shown = shownImages(labels);
  let done = 0;
  for (const test of cases) {
    let linearHoleMse: number | null = null;
    const pictures = new Map<string, Uint8Array>();
    for (const { restorer, mark } of restorers) {
      const label = `${nameOf(test.corruption)}: ${restorer.name}`;
      yield { kind: "progress", phase: "measuring", done, total, unit: "cells", label };
      const marks = [restorer.name, mark, judgeMark, keyOf(test.corruption), test.count];
      const key = keptUnder(`yardstick/${marks.join("/")}`, dataset.identity);
      let cell = await keptCell(key, preset, shown.length, context);
      if (cell === null) {
        const watched = new Watched(restorer, shown);
        const evaluations = await evaluate(watched, test, judge);
        if (restorer.name === "linear-fill") linearHoleMse = evaluations[0]?.mseHole.mean ?? null;
        const rows = evaluations.map((evaluation) => yardstickRow(preset, evaluation, linearHoleMse));
        cell = { rows, pictures: watched.pictures };
        await context.shelf.write(key, encodeCell(cell));
      } else if (restorer.name === "linear-fill") {
        linearHoleMse = cell.rows[0]?.["mse_hole"] as number;
      }
      for (const row of cell.rows) yield { kind: "row", row };
      pictures.set(restorer.name, cell.pictures);
      done++;
      await context.breathe();
    }
    yield { kind: "figure", figure: columnPictures(test, labels, shown, pictures) };
  }
  yield { kind: "progress", phase: "measuring", done, total, unit: "cells", label: "all cells measured" };
}

/** What was measured before, under the name of the preset that asks now. */
async function keptCell(key: string, preset: string, images: number, { shelf }: RunContext): Promise<Cell | null> {
  const bytes = await shelf.read(key);
  const cell = bytes === null ? null : decodeCell(bytes, images);
  return cell === null ? null : { ...cell, rows: cell.rows.map((row) => ({ ...row, preset })) };
}

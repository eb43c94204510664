/** What is measured once the U-Net has learnt: every mask of the table, and the 8 × 8 hole in all test images. */
import type { HoleCorruption } from "../../corruptions/corruption.ts";
import { toUnit } from "../../data/batches.ts";
import type { ImageSet } from "../../data/dataset.ts";
import { accuracy, evaluate, testCase, type Evaluation } from "../../metrics/evaluate.ts";
import type { Judge } from "../../metrics/judge.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import type { Row } from "../../results/table.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { cleanRow, maskRows, summaryRows, type RowContext } from "./rows.ts";

/** @param test - originals, `[count, 784]` in [0, 1] */
export async function* measureMasks(
  restorers: readonly Restorer[],
  test: Float32Array,
  masks: readonly HoleCorruption[],
  context: RowContext,
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const rows: Row[] = [];
  const total = masks.length;
  for (const [done, mask] of masks.entries()) {
    const label = `${mask.kind} ${mask.sizePx} px`;
    yield { kind: "progress", phase: "measuring", done, total, unit: "settings", label };
    const damaged = testCase(mask, test);
    const evaluations: Evaluation[] = [];
    for (const restorer of restorers) {
      evaluations.push(...(await evaluate(restorer, damaged)));
      await breathe();
    }
    const measured = maskRows(context, evaluations);
    for (const row of measured) yield { kind: "row", row };
    rows.push(...measured);
  }
  for (const row of summaryRows(context, rows)) yield { kind: "row", row };
  yield { kind: "progress", phase: "measuring", done: total, total, unit: "settings", label: "all settings measured" };
}

/** Seed 003's hole in all test images of the digits, as the judge reads them, beside the same images undamaged. */
export async function* measureCentreHole(
  restorers: readonly Restorer[],
  { pixels, labels, count }: ImageSet,
  judge: Judge,
  context: RowContext,
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const progress = { kind: "progress", phase: "measuring", total: restorers.length + 1, unit: "restorers" } as const;
  yield { ...progress, done: 0, label: "the judge reads clean digits" };
  const originals = toUnit(pixels);
  yield { kind: "row", row: cleanRow(context, await accuracy(judge, originals, labels), count) };
  const damaged = testCase({ kind: "centre-hole", sizePx: 8 }, originals, labels);
  const evaluations: Evaluation[] = [];
  for (const [done, restorer] of restorers.entries()) {
    yield { ...progress, done: done + 1, label: `8 × 8 hole, ${restorer.name}` };
    evaluations.push(...(await evaluate(restorer, damaged, judge)));
    await breathe();
  }
  for (const row of maskRows(context, evaluations)) {
    yield { kind: "row", row: { ...row, masked_percent: null } }; // on other images than the masks above: no point of their curve
  }
  yield { ...progress, done: restorers.length + 1, label: "8 × 8 hole measured" };
}

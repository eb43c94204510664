/** From the kept curves of several runs to the lines of one chart. */
import { curveColumns } from "../../store/stored-curves.ts";
import type { OverlayLine } from "../overlay-chart/lines.ts";
import type { CompareOver } from "./comparison.ts";
import { runStyle } from "./run-styles.ts";
import type { CurvesByRun } from "./watched-curves.ts";

interface Run {
  readonly runId: string;
}

/** Names of all curves that there are, those that most runs have first. */
export function seriesOfAll(runs: readonly Run[], curves: CurvesByRun): string[] {
  const counts = new Map<string, number>();
  for (const { runId } of runs) {
    const names = new Set((curves.get(runId) ?? []).flatMap(({ series }) => series));
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/**
 * One line for each run that has the curve; a run looks as its place says, whatever the others have.
 *
 * @param names - of all runs, in order
 */
export function overlayLines(
  runs: readonly Run[],
  names: readonly string[],
  curves: CurvesByRun,
  series: string,
  over: CompareOver,
): OverlayLine[] {
  return runs.flatMap(({ runId }, place) => {
    const { epoch, step, wallMs, value } = curveColumns(curves.get(runId) ?? [], series);
    if (value.length === 0) return [];
    const xs = { epoch, step, time: wallMs.map((ms) => ms / 1000) }[over];
    return [{ runId, name: names[place] ?? runId, style: runStyle(place), xs, ys: value }];
  });
}

/**
 * Many runs as two tables that any tool reads: one line for each run, and every point of every curve. What else lies in an
 * archive is the store's affair; here is only what its CSVs say.
 */
import { formatValue } from "../experiments/parameters.ts";
import type { CurvePoint, EngineDescription, RunConfig } from "../protocol.ts";
import type { DatasetIdentity } from "../data/dataset.ts";
import { csvLines } from "./csv.ts";
import type { Metric } from "./metrics.ts";
import type { Cell } from "./table.ts";

/** What a line of `runs.csv` is made of. */
export interface ArchivedRun {
  readonly runId: string;
  readonly experiment: string;
  readonly config: RunConfig;
  readonly status: string;
  readonly startedAt: string;
  readonly wallMs: number;
  readonly engine: EngineDescription | null;
  readonly dataset: DatasetIdentity | null;
  readonly tags: readonly string[];
  readonly note: string;
  readonly metrics: readonly Metric[];
}

const FIXED = [
  "run_id",
  "experiment",
  "preset",
  "status",
  "started_at",
  "wall_ms",
  "engine",
  "dataset",
  "tags",
  "note",
] as const;

/**
 * `runs.csv`: wide, one line for each run. Parameters are `p.<name>` as the command line reads them, metrics
 * `m.<name>_last`, `_best` and `_ci95`; what a run does not have is empty.
 */
export function runsCsv(runs: readonly ArchivedRun[]): string {
  const parameters = [...new Set(runs.flatMap(({ config }) => Object.keys(config.values)))];
  const metrics = [...new Set(runs.flatMap((run) => run.metrics.map(({ name }) => name)))];
  const heads = [
    ...FIXED,
    ...parameters.map((name) => `p.${name}`),
    ...metrics.flatMap((name) => [`m.${name}_last`, `m.${name}_best`, `m.${name}_ci95`]),
  ];
  return csvLines([heads, ...runs.map((run) => lineOf(run, parameters, metrics))]);
}

/** The first line of `curves.csv`. */
export function archiveCurvesHead(): string {
  return csvLines([["run_id", "experiment", "series", "epoch", "step", "wall_ms", "value"]]);
}

/** The lines of one run in `curves.csv`, long format. */
export function archiveCurvesOf({ runId, experiment }: ArchivedRun, points: readonly CurvePoint[]): string {
  return csvLines(
    points.map(({ series, epoch, step, wallMs, value }) => [
      runId,
      experiment,
      series,
      epoch,
      step,
      Math.round(wallMs),
      value,
    ]),
  );
}

/**
 * A run's id as the name of a folder, whatever it holds: letters, digits, `.`, `_` and `-`, never only dots.
 */
export function folderName(runId: string): string {
  const safe = runId.replaceAll(/[^\w.-]/g, "_").slice(0, 120);
  return /^\.*$/.test(safe) ? `run${safe.replaceAll(".", "_")}` : safe;
}

function lineOf(run: ArchivedRun, parameters: readonly string[], metrics: readonly string[]): Cell[] {
  const { config } = run;
  return [
    run.runId,
    run.experiment,
    config.preset,
    run.status,
    run.startedAt,
    Math.round(run.wallMs),
    run.engine?.label ?? null,
    run.dataset?.name ?? null,
    run.tags.join(", "),
    run.note,
    ...parameters.map((name) => {
      const value = config.values[name];
      return value === undefined ? null : formatValue(value);
    }),
    ...metrics.flatMap((name) => {
      const metric = run.metrics.find((one) => one.name === name);
      return [metric?.last ?? null, metric?.best ?? null, metric?.ci95 ?? null];
    }),
  ];
}

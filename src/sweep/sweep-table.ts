/**
 * A sweep as a table and its charts: one row per trial with what was varied and what came of it, and one row per setting with
 * the mean over its seeds. Published figures and baselines stand in the runs themselves.
 */
import type { ChartSpec, ExperimentSpec } from "../experiments/experiment.ts";
import { formatValue, type ParameterValue } from "../experiments/parameters.ts";
import { meanInterval } from "../metrics/interval.ts";
import type { Metric } from "../results/metrics.ts";
import type { Cell, Column, Row } from "../results/table.ts";
import type { TrialRecord } from "./progress.ts";
import { ENGINE, type Sweep } from "./sweep.ts";

/** What a trial's run is known by here. */
export interface TrialRun {
  readonly metrics: readonly Metric[];
  readonly wallMs: number;
}

export interface SweepTable {
  readonly columns: readonly Column[];
  /** One per trial, in order. */
  readonly rows: readonly Row[];
  /** Mean over seeds for each setting, as the charts draw them; columns end in `_ci95` for the interval. */
  readonly means: readonly Row[];
  readonly charts: readonly ChartSpec[];
}

const SEED = "seed";
/** The place of a trial's setting where nothing but the seed varies. */
const ALL = "all";

/** @param runOf - the run of a trial; null before there is one */
export function sweepTable(
  spec: ExperimentSpec,
  sweep: Sweep,
  trials: readonly TrialRecord[],
  runOf: (trial: TrialRecord) => TrialRun | null,
): SweepTable {
  const varied = variedNames(sweep, trials);
  const runs = trials.map(runOf);
  const metrics = metricNames(runs);
  const rows = trials.map((trial, index) => trialRow(trial, runs[index] ?? null, varied, metrics));
  const settings = varied.filter((name) => name !== SEED);
  const means = settings.length === 0 ? [] : meanRows(rows, settings, metrics);
  return {
    columns: [
      { name: "trial", label: "Trial", digits: 0 },
      { name: "state", label: "State" },
      ...varied.map((name) => parameterColumn(spec, name)),
      ...metrics.map(({ name, label }) => ({ name: `m.${name}`, label })),
      ...metrics.map(({ name }) => ({ name: `m.${name}_ci95` })),
      { name: "wall_s", label: "Took", unit: "s", digits: 0 },
      { name: "run_id" },
    ],
    rows,
    means,
    charts: chartsOf(spec, sweep, settings, metrics),
  };
}

/** The parameters in which the trials differ, in the sweep's order. */
export function variedNames(sweep: Sweep, trials: readonly TrialRecord[]): string[] {
  return Object.keys(sweep.parameters).filter((name) => {
    const values = new Set(trials.map(({ varied }) => textOf(varied[name])));
    return values.size > 1;
  });
}

/** "Training masks wide, Seed 2": what a trial has of these parameters. */
export function settingText(spec: ExperimentSpec, { varied }: TrialRecord, names: readonly string[]): string {
  return names
    .flatMap((name) =>
      varied[name] === undefined ? [] : [`${parameterLabel(spec, name)} ${formatValue(varied[name])}`],
    )
    .join(", ");
}

function trialRow(
  trial: TrialRecord,
  run: TrialRun | null,
  varied: readonly string[],
  metrics: readonly Metric[],
): Row {
  const row: Record<string, Cell> = { trial: trial.id.slice(0, 6), state: trial.state, run_id: trial.runId };
  for (const name of varied) row[name] = cellOf(trial.varied[name]);
  for (const { name } of metrics) {
    const metric = run?.metrics.find((each) => each.name === name);
    row[`m.${name}`] = metric?.best ?? null;
    row[`m.${name}_ci95`] = metric?.ci95 ?? null;
  }
  row["wall_s"] = run === null ? null : run.wallMs / 1000;
  return row;
}

function meanRows(rows: readonly Row[], settings: readonly string[], metrics: readonly Metric[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(settings.map((name) => row[name]));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const row: Record<string, Cell> = { setting: ALL };
    for (const name of settings) row[name] = group[0]?.[name] ?? null;
    for (const { name } of metrics) {
      const column = `m.${name}`;
      const values = group.map((each) => each[column]).filter((cell) => typeof cell === "number");
      const { mean, ci95 } = values.length === 0 ? { mean: null, ci95: null } : meanInterval(values);
      row[column] = mean;
      // One seed alone: what its own images say of the spread.
      row[`${column}_ci95`] =
        values.length === 1 ? (group.find((each) => each[column] === mean)?.[`${column}_ci95`] ?? null) : ci95;
    }
    return row;
  });
}

function chartsOf(
  spec: ExperimentSpec,
  sweep: Sweep,
  settings: readonly string[],
  metrics: readonly Metric[],
): ChartSpec[] {
  const [x, second, ...others] = settings;
  if (x === undefined) return [];
  const wanted = metrics.find(({ name }) => name === sweep.metric?.name);
  const headlines = metrics.filter(({ kind }) => kind === "headline");
  const shown = [...new Set([...(wanted === undefined ? [] : [wanted]), ...headlines])].slice(0, 3);
  const charts: ChartSpec[] = shown.map((metric) => {
    const most = spec.headlines?.find(({ name }) => name === metric.name)?.most;
    return {
      kind: "lines",
      title: `${metric.label} against ${parameterLabel(spec, x)}`,
      x,
      y: `m.${metric.name}`,
      yCi95: `m.${metric.name}_ci95`,
      ...(most === undefined ? {} : { yMost: most }),
      series: settings.slice(1),
      axis: "linear",
    };
  });
  if (second === undefined || others.length > 0 || shown.length === 0) return charts;
  const map: ChartSpec = {
    kind: "heat-map",
    title: `${parameterLabel(spec, x)} and ${parameterLabel(spec, second)}`,
    rows: [x],
    columns: [second],
    values: shown.map(({ name, better }) => ({ column: `m.${name}`, better })),
  };
  return [map, ...charts];
}

/** Every metric that some run has, in the order of the first run that has it. */
function metricNames(runs: readonly (TrialRun | null)[]): Metric[] {
  const metrics = new Map<string, Metric>();
  for (const run of runs)
    for (const metric of run?.metrics ?? []) if (!metrics.has(metric.name)) metrics.set(metric.name, metric);
  const all = [...metrics.values()];
  return [...all.filter(({ kind }) => kind === "headline"), ...all.filter(({ kind }) => kind === "curve")];
}

function parameterColumn(spec: ExperimentSpec, name: string): Column {
  const unit = spec.parameters[name]?.unit;
  return { name, label: parameterLabel(spec, name), ...(unit === undefined ? {} : { unit }) };
}

function parameterLabel(spec: ExperimentSpec, name: string): string {
  return name === ENGINE ? "Engine" : (spec.parameters[name]?.label ?? name);
}

/** Numbers stay numbers, so that charts have an axis; a list of one is its number. */
function cellOf(value: ParameterValue | undefined): Cell {
  if (value === undefined) return null;
  if (typeof value === "object") return value.length === 1 ? (value[0] ?? null) : formatValue(value);
  return value;
}

function textOf(value: ParameterValue | undefined): string {
  return value === undefined ? "" : formatValue(value);
}

/**
 * A run in a few numbers: its headlines (means over rows of its table) and its curves' best and last values. What run
 * tables, comparisons and sweeps show, and what a sweep's metric names.
 */
import type { CurvePanel, ExperimentSpec, Headline } from "../experiments/experiment.ts";
import type { CurvePoint } from "../protocol.ts";
import type { Row } from "./table.ts";

export interface Metric {
  /** Of a headline or a curve; what a sweep's metric names. */
  readonly name: string;
  readonly label: string;
  readonly kind: "headline" | "curve";
  readonly better: "lower" | "higher";
  /** A headline's value, or the curve's last. */
  readonly last: number;
  /** Over the whole curve; a headline's value again. */
  readonly best: number;
  /** Half the 95 % interval of a headline that is one row's. */
  readonly ci95: number | null;
}

/** More are parts of one picture (the restarts of a search), not metrics. */
const MOST_CURVES = 12;

export function metricsOf(spec: ExperimentSpec, rows: readonly Row[], points: readonly CurvePoint[]): Metric[] {
  return [...headlines(spec, rows), ...curveMetrics(spec, points)];
}

/** The readings of a metric during a run, in order; empty for a headline, which is known only at the end. */
export function readingsOf(name: string, points: readonly CurvePoint[]): number[] {
  return points.filter(({ series }) => series === name).map(({ value }) => value);
}

/** Whether a series is one of a crowd, such as the restarts of a search: part of a picture and no metric of its run. */
export function isOfCrowd(spec: ExperimentSpec, series: string): boolean {
  return panelOf(spec.curves ?? [], series)?.chosen !== undefined;
}

/** Whether lower is better for a series, by the panel that it belongs to. */
function betterOf(spec: ExperimentSpec, series: string): "lower" | "higher" {
  return panelOf(spec.curves ?? [], series)?.better ?? "lower";
}

function headlines(spec: ExperimentSpec, rows: readonly Row[]): Metric[] {
  return (spec.headlines ?? []).flatMap((headline) => {
    const matching = rows.filter((row) => matches(row, headline));
    const values = matching
      .map((row) => row[headline.column])
      .filter((cell) => typeof cell === "number" && Number.isFinite(cell)) as number[];
    if (values.length === 0) return [];
    const value = values.reduce((sum, each) => sum + each, 0) / values.length;
    const interval = matching.length === 1 ? matching[0]?.[`${headline.column}_ci95`] : null;
    const { name, label, better } = headline;
    const ci95 = typeof interval === "number" && Number.isFinite(interval) ? interval : null;
    return [{ name, label, kind: "headline" as const, better, last: value, best: value, ci95 }];
  });
}

function matches(row: Row, { where = {} }: Headline): boolean {
  return Object.entries(where).every(([column, cell]) => row[column] === cell);
}

function curveMetrics(spec: ExperimentSpec, points: readonly CurvePoint[]): Metric[] {
  const bySeries = new Map<string, { last: number; lowest: number; highest: number }>();
  for (const { series, value } of points) {
    // A loss that has left the numbers says nothing about best and last, and no store could give it back.
    if (!Number.isFinite(value)) continue;
    const known = bySeries.get(series);
    if (known === undefined) {
      if (isOfCrowd(spec, series)) continue;
      if (bySeries.size === MOST_CURVES) continue;
      bySeries.set(series, { last: value, lowest: value, highest: value });
      continue;
    }
    known.last = value;
    known.lowest = Math.min(known.lowest, value);
    known.highest = Math.max(known.highest, value);
  }
  return [...bySeries].map(([series, { last, lowest, highest }]) => {
    const better = betterOf(spec, series);
    const best = better === "lower" ? lowest : highest;
    return { name: series, label: series, kind: "curve", better, last, best, ci95: null };
  });
}

function panelOf(panels: readonly CurvePanel[], series: string): CurvePanel | undefined {
  const title = series.includes("/") ? series.slice(0, series.indexOf("/")) : "Loss";
  return panels.find((panel) => panel.title === title) ?? panels.find((panel) => title.startsWith(`${panel.title},`));
}

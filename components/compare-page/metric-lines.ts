/** The metrics of several runs side by side, and which run is best in each. */
import type { Metric } from "../../src/results/metrics.ts";
import type { StoredRun } from "../../store/stored-run.ts";

export interface MetricLine {
  readonly key: string;
  readonly label: string;
  readonly better: "lower" | "higher";
  /** One for each run; null where it has none. */
  readonly cells: readonly ({
    readonly value: number;
    readonly ci95: number | null;
    readonly isBest: boolean;
  } | null)[];
}

/** Every metric that any of the runs has, headlines before curves. */
export function metricsOfAll(runs: readonly StoredRun[]): Metric[] {
  const found = new Map<string, Metric>();
  for (const { metrics } of runs) {
    for (const metric of metrics) if (!found.has(metric.name)) found.set(metric.name, metric);
  }
  return [...found.values()].sort((a, b) => Number(a.kind === "curve") - Number(b.kind === "curve"));
}

/** A headline once, a curve by its last and its best value. */
export function metricLines(runs: readonly StoredRun[]): MetricLine[] {
  return metricsOfAll(runs).flatMap((metric) =>
    metric.kind === "headline"
      ? [line(runs, metric, "last", metric.label)]
      : [line(runs, metric, "last", `${metric.label}, last`), line(runs, metric, "best", `${metric.label}, best`)],
  );
}

function line(runs: readonly StoredRun[], { name, better }: Metric, part: "last" | "best", label: string): MetricLine {
  const found = runs.map(({ metrics }) => metrics.find((metric) => metric.name === name) ?? null);
  const values = found.flatMap((metric) => (metric === null ? [] : [metric[part]]));
  const best = better === "lower" ? Math.min(...values) : Math.max(...values);
  // One value alone, or all the same, is the best of nothing.
  const isContest = new Set(values).size > 1;
  return {
    key: `${name}.${part}`,
    label,
    better,
    cells: found.map((metric) =>
      metric === null ? null : { value: metric[part], ci95: metric.ci95, isBest: isContest && metric[part] === best },
    ),
  };
}

/** One metric over the plane of the two parameters in which runs differ, as a heat map takes it. */
import type { Metric } from "../../src/results/metrics.ts";
import { newRecord, type RunRecord } from "../../src/results/run-record.ts";
import type { Cell, Column } from "../../src/results/table.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import type { HeatMapSpec } from "../heat-map/grid.ts";
import type { Difference } from "./differences.ts";

export interface ParameterPlane {
  readonly chart: HeatMapSpec;
  readonly columns: readonly Column[];
  /** One row for each run. */
  readonly record: RunRecord;
}

/**
 * @param values - the metric's, one for each run of which the differences speak; null where a run has none
 * @param config - of any of the runs, because a record belongs to some run
 */
export function parameterPlane(
  [down, across]: readonly [Difference, Difference],
  { label, better }: Pick<Metric, "label" | "better">,
  values: readonly (number | null)[],
  config: StoredRun["config"],
): ParameterPlane {
  const rows = values.map((value, run) => ({
    down: cellOf(down, run),
    across: cellOf(across, run),
    metric: value === null ? null : Number(value.toPrecision(4)),
  }));
  // The heat map keeps the order of its rows, and neighbours should compare.
  rows.sort((a, b) => compared(a.across, b.across) || compared(a.down, b.down));
  return {
    chart: {
      kind: "heat-map",
      title: `${label} by ${down.label} and ${across.label}`,
      rows: ["down"],
      columns: ["across"],
      values: [{ column: "metric", better }],
    },
    columns: [
      { name: "down", label: down.label },
      { name: "across", label: across.label },
      { name: "metric", label },
    ],
    record: { ...newRecord(config), status: "done", rows },
  };
}

const ORDER = new Intl.Collator("en", { numeric: true });

function compared(one: Cell, other: Cell): number {
  return ORDER.compare(String(one), String(other));
}

function cellOf({ values, texts }: Difference, run: number): Cell {
  const value = values[run] ?? null;
  return typeof value === "number" ? value : (texts[run] ?? null);
}

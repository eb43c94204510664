/** Rows of a table as a grid of cells: which headings there are, what stands where they cross, and how good it is. */
import type { ChartSpec } from "../../src/experiments/experiment.ts";
import type { Cell, Column, Row } from "../../src/results/table.ts";
import { formatCell } from "../result-table/format.ts";
import { columnOf, isWanted } from "../row-chart/series.ts";

export type HeatMapSpec = Extract<ChartSpec, { kind: "heat-map" }>;
export type HeatMapValue = HeatMapSpec["values"][number];

/** What colours are spread over. */
export type ShadeOver = "all" | "column";

export interface HeatCell {
  readonly value: number;
  /** 0 for the worst to 1 for the best of what it is compared with. */
  readonly goodness: number;
  readonly isBest: boolean;
}

export interface HeatGrid {
  /** One name for each row. */
  readonly rows: readonly string[];
  /** For each row and each column the values of its headings, as the table of rows has them. */
  readonly rowValues: readonly (readonly string[])[];
  readonly columnValues: readonly (readonly string[])[];
  /** For each column its names, from the outermost heading to the innermost. */
  readonly columns: readonly (readonly string[])[];
  /** `[row][column]`; null where nothing was measured. */
  readonly cells: readonly (readonly (HeatCell | null)[])[];
  /** The worst and the best of all cells; null while there is none. */
  readonly range: { readonly worst: number; readonly best: number } | null;
}

/** Values that are further apart than this factor are compared by their logarithms, or all but the worst look alike. */
const WIDE_SPAN = 20;

export function heatGrid(
  spec: HeatMapSpec,
  columns: readonly Column[],
  rows: readonly Row[],
  shown: HeatMapValue,
  over: ShadeOver,
): HeatGrid {
  const wanted = rows.filter((row) => isWanted(row, spec.where));
  const across = distinct(wanted, spec.columns);
  const down = distinct(wanted, spec.rows);
  const values = new Map<string, number>();
  for (const row of wanted) {
    const cell = row[shown.column];
    const key = `${keyOf(row, spec.rows)} ${keyOf(row, spec.columns)}`;
    // The last row of a cell counts, also where it has nothing to say.
    if (typeof cell === "number" && Number.isFinite(cell)) values.set(key, cell);
    else values.delete(key);
  }
  const valueAt = (row: Row, column: Row): number | null =>
    values.get(`${keyOf(row, spec.rows)} ${keyOf(column, spec.columns)}`) ?? null;
  const plain = down.map((row) => across.map((column) => valueAt(row, column)));
  const all = judge(plain.flat(), shown.better);
  const judges = across.map((_, index) =>
    judge(
      plain.map((line) => line[index] ?? null),
      shown.better,
    ),
  );
  return {
    rows: down.map((row) => namesOf(row, spec.rows, columns).join(", ")),
    rowValues: down.map((row) => valuesOf(row, spec.rows)),
    columnValues: across.map((row) => valuesOf(row, spec.columns)),
    columns: across.map((row) => namesOf(row, spec.columns, columns)),
    cells: plain.map((line) =>
      line.map((value, index) => {
        const own = judges[index] ?? null;
        const scale = over === "all" ? all : own;
        if (value === null || own === null || scale === null) return null;
        // One value alone is the best of nothing.
        return { value, goodness: scale.goodness(value), isBest: own.count > 1 && value === own.best };
      }),
    ),
    range: all === null ? null : { worst: all.worst, best: all.best },
  };
}

interface Judge {
  readonly worst: number;
  readonly best: number;
  readonly count: number;
  goodness(value: number): number;
}

function judge(cells: readonly (number | null)[], better: HeatMapValue["better"]): Judge | null {
  const values = cells.filter((cell) => cell !== null);
  if (values.length === 0) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [worst, best] = better === "lower" ? [high, low] : [low, high];
  const scale = low > 0 && high / low > WIDE_SPAN ? Math.log : (value: number) => value;
  const span = scale(best) - scale(worst);
  return {
    worst,
    best,
    count: values.length,
    goodness: (value) => (span === 0 ? 0.5 : Math.abs((scale(value) - scale(worst)) / span)),
  };
}

/** One row for each combination of values, in order of appearance. */
function distinct(rows: readonly Row[], names: readonly string[]): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row, names);
    if (!found.has(key)) found.set(key, row);
  }
  // What shares an outer heading stands together, however it came.
  const groups = new Map<Cell | undefined, Row[]>();
  for (const row of found.values()) {
    const outer = row[names[0] ?? ""];
    groups.set(outer, [...(groups.get(outer) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => inNumbers(group, names.at(-1) ?? ""));
}

/** By size where the innermost value is a number in all of them, else as they came. */
function inNumbers(rows: readonly Row[], name: string): readonly Row[] {
  const numbers = rows.map((row) => row[name]);
  if (numbers.some((value) => typeof value !== "number")) return rows;
  return [...rows].sort((a, b) => (a[name] as number) - (b[name] as number));
}

function keyOf(row: Row, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => row[name] ?? null));
}

function valuesOf(row: Row, names: readonly string[]): string[] {
  return names.map((name) => String(row[name] ?? ""));
}

function namesOf(row: Row, names: readonly string[], columns: readonly Column[]): string[] {
  return names.map((name) => formatCell(columnOf(columns, name), row[name]));
}

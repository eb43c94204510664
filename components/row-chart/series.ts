/**
 * Rows of a table as the series of a chart: which rows count, which of them belong together, what each is called. Reads what
 * was measured; measures nothing. Where several rows claim one place of a series the last counts: a mean over seeds comes
 * after its seeds.
 */
import type { ChartSpec } from "../../src/experiments/experiment.ts";
import type { Cell, Column, Row } from "../../src/results/table.ts";
import { formatCell } from "../result-table/format.ts";

export type LinesSpec = Extract<ChartSpec, { kind: "lines" }>;

export interface RowPoint {
  /** A number, or the index of its category. */
  readonly x: number;
  readonly y: number;
  readonly error?: number | undefined;
}

export interface RowSeries {
  /** "" where there is but one. */
  readonly name: string;
  /** The value of the one column that makes the series, "" where several do: for colours of fixed meaning. */
  readonly key: string;
  /** From left to right. */
  readonly points: readonly RowPoint[];
}

export interface PublishedMark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface ChartRows {
  /** Names along the axis where x is text, in order of appearance; null where it is a number. */
  readonly categories: readonly string[] | null;
  readonly series: readonly RowSeries[];
  readonly published: readonly PublishedMark[];
}

/** Whether a row has what a chart's `where` asks for. */
export function isWanted(row: Row, where: Readonly<Record<string, Cell>> | undefined): boolean {
  return Object.entries(where ?? {}).every(([column, cell]) => (row[column] ?? null) === cell);
}

export function columnOf(columns: readonly Column[], name: string): Column {
  return columns.find((column) => column.name === name) ?? { name };
}

/** What a column is called on an axis: "MSE", "Hidden (%)". */
export function axisName({ label, name, unit }: Column): string {
  return `${label ?? name.replaceAll("_", " ")}${unit === undefined ? "" : ` (${unit})`}`;
}

export function chartRows(chart: LinesSpec, columns: readonly Column[], rows: readonly Row[]): ChartRows {
  const usable = rows.filter((row) => isWanted(row, chart.where) && isFinite(row[chart.y]) && isPlace(row[chart.x]));
  const published = (chart.published ?? []).map((mark) => ({ ...mark, place: mark.x }));
  const places = [...usable.map((row) => row[chart.x]), ...published.map(({ place }) => place)];
  const isText = places.some((place) => typeof place !== "number");
  const wordsOf = (place: Cell | undefined): string => formatCell(columnOf(columns, chart.x), place);
  const categories = isText ? [...new Set(places.map(wordsOf))] : null;
  const placeOf = (place: Cell | undefined): number => categories?.indexOf(wordsOf(place)) ?? (place as number);
  return {
    categories,
    series: seriesOf(chart, columns, usable, placeOf),
    published: published.map(({ place, y, label }) => ({ x: placeOf(place), y, label })),
  };
}

function seriesOf(
  { x, y, yCi95, series }: LinesSpec,
  columns: readonly Column[],
  rows: readonly Row[],
  placeOf: (place: Cell | undefined) => number,
): RowSeries[] {
  // A column that says the same in every row tells nothing apart.
  const telling = series.filter((name) => new Set(rows.map((row) => row[name] ?? null)).size > 1);
  const groups = new Map<string, { readonly first: Row; readonly points: Map<number, RowPoint> }>();
  for (const row of rows) {
    const key = JSON.stringify(telling.map((name) => row[name] ?? null));
    const group = groups.get(key) ?? { first: row, points: new Map<number, RowPoint>() };
    groups.set(key, group);
    const error = yCi95 === undefined ? undefined : row[yCi95];
    const place = placeOf(row[x]);
    group.points.set(place, { x: place, y: row[y] as number, error: typeof error === "number" ? error : undefined });
  }
  return [...groups.values()].map(({ first, points }) => ({
    name: telling.map((name) => nameCell(columnOf(columns, name), first[name])).join(", "),
    key: telling.length === 1 ? String(first[telling[0] as string] ?? "") : "",
    points: [...points.values()].sort((a, b) => a.x - b.x),
  }));
}

/** "PCA", "pasted", "d 60": yes and no and bare numbers do not speak for themselves. */
function nameCell(column: Column, cell: Cell | undefined): string {
  const label = (column.label ?? column.name.replaceAll("_", " ")).toLowerCase();
  if (typeof cell === "boolean") return cell ? label : `not ${label}`;
  if (typeof cell !== "number") return formatCell(column, cell);
  return `${label} ${formatCell(column, cell)}${column.unit === undefined ? "" : ` ${column.unit}`}`;
}

function isFinite(cell: Cell | undefined): boolean {
  return typeof cell === "number" && Number.isFinite(cell);
}

function isPlace(cell: Cell | undefined): boolean {
  return cell !== undefined && cell !== null && !(typeof cell === "number" && !Number.isFinite(cell));
}

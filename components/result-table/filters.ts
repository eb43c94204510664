/** By what a table of rows can be narrowed: the columns of words that say which of a few things a row is about. */
import type { Column, Row } from "../../src/results/table.ts";

export interface Filter {
  readonly column: Column;
  /** In order of appearance, two at least. */
  readonly values: readonly string[];
}

/** More filters than this cost more room than they save. */
const MOST_FILTERS = 2;
/** A list longer than this is no choice any more. */
const MOST_VALUES = 30;

export function filtersOf(columns: readonly Column[], rows: readonly Row[]): Filter[] {
  return columns
    .filter(({ label }) => label !== undefined)
    .map((column) => ({ column, values: wordsIn(column, rows) }))
    .filter(({ values }) => values.length > 1 && values.length <= MOST_VALUES && values.length < rows.length)
    .slice(0, MOST_FILTERS);
}

/** Whether rows were read both as restored and with the known pixels pasted back. */
export function hasBothReadings(rows: readonly Row[]): boolean {
  return [true, false].every((reading) => rows.some((row) => row["composited"] === reading));
}

/** Empty where a cell holds something else than words: then the column counts or measures. */
function wordsIn({ name }: Column, rows: readonly Row[]): string[] {
  const found = new Set<string>();
  for (const row of rows) {
    const cell = row[name] ?? null;
    if (typeof cell === "string") found.add(cell);
    else if (cell !== null) return [];
  }
  return [...found];
}

/**
 * Tables in prose that no hand has typed. A document says which:
 *
 *   <!-- table energy-inpainting-as-published-seed-1: restorer, mse_hole; where corruption=centre-hole -->
 *   <!-- /table -->
 *
 * and between the two comes the table, headed and rounded as the experiment's columns say, with its citation below. A matrix
 * has one line for each value of one column, and one place in it for each pair (or more) of values of others:
 *
 *   <!-- matrix yardstick-as-published-seed-1: mse_hole of restorer by corruption, size; where composited=yes -->
 *   <!-- /matrix -->
 */
import { findExperiment } from "../../src/catalog.ts";
import type { Column } from "../../src/results/table.ts";
import { citation, markdown, readResult, type CsvRow } from "./published-results.ts";

const MARKED = /(<!-- table ([\w.-]+): ([^;>]+?)(?:; where ([^>]+?))? -->)[^]*?(<!-- \/table -->)/g;

const MATRIX = /(<!-- matrix ([\w.-]+): (\w+) of (\w+) by ([^;>]+?)(?:; where ([^>]+?))? -->)[^]*?(<!-- \/matrix -->)/g;

/**
 * The document with its tables filled in.
 *
 * @param root - the way from the document to the project, for links
 * @throws Error when a result, a column or every wanted row is missing
 */
export function fillTables(document: string, root: string): string {
  const filled = (open: string, table: string, folder: string, close: string): string =>
    `${open}\n\n${table}\n\n${citation(readResult(folder), root)}\n\n${close}`;
  return document
    .replace(MARKED, (_, open: string, folder: string, names: string, where: string, close: string) =>
      filled(open, tableOf(folder, split(names), conditions(where)), folder, close),
    )
    .replace(
      MATRIX,
      (_, open: string, folder: string, value: string, lines: string, by: string, where: string, close: string) =>
        filled(open, matrixOf(folder, { value, lines, by: split(by) }, conditions(where)), folder, close),
    );
}

type Conditions = readonly (readonly [string, string])[];

function tableOf(folder: string, names: readonly string[], where: Conditions): string {
  const { rows, columns } = wanted(folder, names, where);
  const head = columns.map(({ label, name, unit }) => `${label ?? name}${unit === undefined ? "" : ` ${unit}`}`);
  return markdown(
    head,
    rows.map((row) => columns.map((column) => cell(column, row))),
  );
}

interface MatrixNames {
  readonly value: string;
  readonly lines: string;
  readonly by: readonly string[];
}

/** A place that no row claims stays empty, and the last row that claims one has it. */
function matrixOf(folder: string, { value, lines, by }: MatrixNames, where: Conditions): string {
  const { rows, columns } = wanted(folder, [value, lines, ...by], where);
  const [valueColumn, lineColumn, ...byColumns] = columns as [Column, Column, ...Column[]];
  const placeOf = (row: CsvRow): string => byColumns.map((column) => cell(column, row)).join(" ");
  const places = [...new Set(rows.map(placeOf))];
  const byLine = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const line = cell(lineColumn, row);
    byLine.set(line, (byLine.get(line) ?? new Map<string, string>()).set(placeOf(row), cell(valueColumn, row)));
  }
  return markdown(
    [lineColumn.label ?? lines, ...places],
    [...byLine].map(([line, cells]) => [line, ...places.map((place) => cells.get(place) ?? "")]),
  );
}

function wanted(
  folder: string,
  names: readonly string[],
  where: Conditions,
): { readonly rows: readonly CsvRow[]; readonly columns: readonly Column[] } {
  const { rows, manifest } = readResult(folder);
  const known: readonly Column[] = findExperiment(manifest.config.experiment).columns;
  const columns = names.map((name) => {
    const column = known.find((one) => one.name === name);
    if (column === undefined) throw new Error(`Cannot show ${name} of ${folder}: its experiment has no such column`);
    return column;
  });
  const chosen = rows.filter((row) => where.every(([name, value]) => value.split("|").includes(row[name] ?? "")));
  if (chosen.length === 0) throw new Error(`Cannot show ${folder}: no row fits ${where.join("; ")}`);
  return { rows: chosen, columns };
}

function cell({ name, digits }: Column, row: CsvRow): string {
  const text = row[name] ?? "";
  const isNumber = text !== "" && digits !== undefined && Number.isFinite(Number(text));
  return isNumber ? Number(text).toFixed(digits) : text;
}

function conditions(where: string | undefined): Conditions {
  return split(where ?? "", ";").map((condition) => {
    const [name = "", value = ""] = condition.split("=");
    return [name.trim(), value.trim()] as const;
  });
}

function split(text: string, by = ","): string[] {
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

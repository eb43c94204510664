/** Results as CSV: RFC 4180, CRLF line ends, a point as decimal sign, six significant digits. */
import Papa from "papaparse";
import type { CurvePoint } from "../protocol.ts";
import type { Cell, Column, Row } from "./table.ts";

/** `table.csv`: one line per row, the columns of the spec in order, empty cells where a row has no value. */
export function tableCsv(columns: readonly Column[], rows: readonly Row[]): string {
  const fields = columns.map(({ name }) => name);
  return csv(
    fields,
    rows.map((row) => fields.map((field) => text(row[field] ?? null))),
  );
}

/** `curves.csv`: every point of every curve, long format. */
export function curvesCsv(runId: string, points: readonly CurvePoint[]): string {
  return csv(
    ["run_id", "series", "epoch", "step", "wall_ms", "value"],
    points.map(({ series, epoch, step, wallMs, value }) =>
      [runId, series, epoch, step, Math.round(wallMs), value].map(text),
    ),
  );
}

function csv(fields: string[], data: string[][]): string {
  return csvLines([fields, ...data]);
}

/** Any lines as CSV, each with its line end; none at all give "". */
export function csvLines(lines: readonly (readonly Cell[])[]): string {
  if (lines.length === 0) return "";
  const fields = lines.map((cells) => cells.map(text));
  // A spreadsheet would run a cell that begins with = + - @ as a formula; numbers are exempt.
  return Papa.unparse(fields, { newline: "\r\n", escapeFormulae: /^[=@\t\r]|^[+-](?![\d.])/ }) + "\r\n";
}

function text(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "number") return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(6)));
  return cell;
}

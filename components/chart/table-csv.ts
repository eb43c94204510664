/** A rendered table as CSV, so that what is read on the page can be taken away without being put together twice. */
import Papa from "papaparse";

/**
 * One line of headings, the last of several, and one line for each row. A cell's `data-value` goes before its words,
 * because the page rounds what a file should not; a dash, where nothing was measured, becomes an empty field.
 */
export function tableCsv(table: HTMLTableElement): string {
  const headings = [...(table.tHead?.rows ?? [])].slice(-1);
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  return linesCsv([...headings, ...rows].map((row) => [...row.cells].map(fieldOf)));
}

export function linesCsv(lines: string[][]): string {
  // A spreadsheet would run a cell that begins with = + - @ as a formula; numbers are exempt.
  return Papa.unparse(lines, { newline: "\r\n", escapeFormulae: /^[=@\t\r]|^[+-](?![\d.])/ });
}

function fieldOf(cell: HTMLTableCellElement): string {
  const text = cell.dataset["value"] ?? (cell.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  return text === "–" ? "" : text;
}

/** `table.csv` back to rows, for results that were written before. */
import Papa from "papaparse";
import type { Cell, Row } from "./table.ts";

/** Rows by column name: numbers and yes or no as what they are, nothing for an empty cell. */
export function readTableCsv(text: string): Row[] {
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return data.map((line) => Object.fromEntries(Object.entries(line).map(([name, cell]) => [name, cellOf(cell)])));
}

function cellOf(text: string): Cell {
  if (text === "") return null;
  if (text === "yes" || text === "no") return text === "yes";
  return /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? Number(text) : text;
}

/**
 * Tables in prose that no hand has typed. A document says which:
 *
 *   <!-- table energy-inpainting-as-published-seed-1: restorer, mse_hole; where corruption=centre-hole -->
 *   <!-- /table -->
 *
 * and between the two comes the table, headed and rounded as the experiment's columns say, with its citation below.
 */
import { findExperiment } from "../../src/catalog.ts";
import type { Column } from "../../src/results/table.ts";
import { citation, markdown, readResult, type CsvRow } from "./published-results.ts";

const MARKED = /(<!-- table ([\w.-]+): ([^;>]+?)(?:; where ([^>]+?))? -->)[^]*?(<!-- \/table -->)/g;

/**
 * The document with its tables filled in.
 *
 * @param root - the way from the document to the project, for links
 * @throws Error when a result, a column or every wanted row is missing
 */
export function fillTables(document: string, root: string): string {
  return document.replace(MARKED, (_, open: string, folder: string, names: string, where: string, close: string) => {
    return `${open}\n\n${tableOf(folder, split(names), conditions(where))}\n\n${citation(readResult(folder), root)}\n\n${close}`;
  });
}

function tableOf(folder: string, names: readonly string[], where: readonly (readonly [string, string])[]): string {
  const { rows, manifest } = readResult(folder);
  const known: readonly Column[] = findExperiment(manifest.config.experiment).columns;
  const columns = names.map((name) => {
    const column = known.find((one) => one.name === name);
    if (column === undefined) throw new Error(`Cannot show ${name} of ${folder}: its experiment has no such column`);
    return column;
  });
  const chosen = rows.filter((row) => where.every(([name, value]) => value.split("|").includes(row[name] ?? "")));
  if (chosen.length === 0) throw new Error(`Cannot show ${folder}: no row fits ${where.join("; ")}`);
  const head = columns.map(({ label, name, unit }) => `${label ?? name}${unit === undefined ? "" : ` ${unit}`}`);
  return markdown(
    head,
    chosen.map((row) => columns.map((column) => cell(column, row))),
  );
}

function cell({ name, digits }: Column, row: CsvRow): string {
  const text = row[name] ?? "";
  const isNumber = text !== "" && digits !== undefined && Number.isFinite(Number(text));
  return isNumber ? Number(text).toFixed(digits) : text;
}

function conditions(where: string | undefined): (readonly [string, string])[] {
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

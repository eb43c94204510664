/** Results as they lie in docs/results: rows and manifest of one folder, and what makes a figure in prose citable. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Manifest } from "../../src/results/manifest.ts";
import { formatDuration } from "../../src/results/time-left.ts";

export type CsvRow = Readonly<Record<string, string>>;

export interface Result {
  readonly folder: string;
  readonly rows: readonly CsvRow[];
  readonly manifest: Manifest;
}

/** @throws Error when docs/results has no such folder */
export function readResult(folder: string): Result {
  const read = (file: string): string =>
    readFileSync(new URL(`../../docs/results/${folder}/${file}`, import.meta.url), "utf8");
  const { data } = Papa.parse<CsvRow>(read("table.csv").trim(), { header: true });
  return { folder, rows: data, manifest: JSON.parse(read("manifest.json")) as Manifest };
}

/** What makes the figures above it citable, as one list entry. @param root - the way from the document to the project */
export function citation({ folder, manifest }: Result, root = ""): string {
  const { config, dataset, engine, environment, lacuna, wallMs } = manifest;
  const digest = dataset?.sha256["train-images-idx3-ubyte"]?.slice(0, 12);
  const images = digest === undefined ? "" : ` (train images ${digest}…)`;
  return (
    `- [\`${folder}\`](${root}docs/results/${folder}/manifest.json): preset \`${config.preset}\`,${seedsOf(manifest)} ` +
    `${dataset?.name ?? ""}${images}, commit ${lacuna.commit}, ${engine.label}, ${environment.machine}, ${formatDuration(wallMs)}`
  );
}

function seedsOf({ config: { values } }: Manifest): string {
  if (values["seed"] === undefined) return "";
  const first = Number(values["seed"]);
  const repeats = Number(values["repeats"] ?? 1);
  return repeats === 1 ? ` seed ${first},` : ` seeds ${first} to ${first + repeats - 1},`;
}

/** A table in Markdown, text to the left in the first column and numbers to the right in all others. */
export function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  // A bar within a cell would end it.
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "--:"))), ...lines.map(line)].join("\n");
}

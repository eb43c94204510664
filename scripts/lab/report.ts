/**
 * Results as text: a table of fixed width for a terminal or a log. It rounds for reading; the CSV beside it keeps the
 * figures. Which rows make a line is decided where the page decides it, so that both read alike.
 */
import { isMnist } from "../../src/data/known-sets.ts";
import { maskLines, type Baseline, type MaskLine } from "../../src/results/mask-lines.ts";
import { CORRUPTION_LABELS } from "../../src/corruptions/corruption.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import type { Cell, Column, Row } from "../../src/results/table.ts";

/** The result as lines to print; empty when there are no rows. */
export function reportTable(spec: ExperimentSpec, record: RunRecord): string {
  if (record.rows.length === 0) return "";
  if (spec.charts.some(({ kind }) => kind === "mse-by-hidden-share")) return maskReport(spec, record);
  const columns = spec.columns.filter(({ label }) => label !== undefined);
  return layOut(
    columns.map(headingOf),
    record.rows.map((row) => columns.map((column) => show(row[column.name] ?? null, column.digits))),
  );
}

/** Columns aligned by the widest cell: text to the left, numbers to the right. */
export function layOut(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumeric = headings.map((_, i) => rows.every((row) => /^$|^[-+−.±]?\d[\d.,]*( %)?$/.test(row[i] ?? "")));
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(headings), rule, ...rows.map(line)].join("\n");
}

const BASELINE_HEADINGS: Readonly<Record<Baseline, string>> = {
  "leave-black": "Left black",
  "mean-image": "Mean image",
  pca: "PCA",
  "linear-fill": "Linear fill",
};

/** One line per mask: what was published, what was measured, and what the baselines reach on the same images. */
function maskReport(spec: ExperimentSpec, { rows, config, dataset }: RunRecord): string {
  const network = rows.filter((row) => row["restorer"] === "network" && typeof row["masked_percent"] === "number");
  const pasted = config.values["composite"] === true || network.every((row) => row["composited"] === true);
  const isCompared = network.some((row) => typeof row["gain_percent"] === "number");
  const baselines = Object.keys(BASELINE_HEADINGS) as Baseline[];
  const measured = maskLines(spec.published, rows, pasted).filter((line) => line.lowest !== null);
  const cells = measured.map((line) => [
    labelOf(line.corruption),
    show(line.sizePx, 0),
    show(line.maskedPercent, 1),
    show(line.published, 4),
    show(line.network?.mse ?? null, 4),
    line.network?.ci95 == null ? "" : `±${show(line.network.ci95, 4)}`,
    line.differencePercent === null ? "" : signedPercent(line.differencePercent),
    line.quality ?? "",
    ...baselines.map((baseline) => show(line.baselines[baseline]?.mse ?? null, 4)),
    ...(isCompared ? besideLinear(network.find((row) => isOf(row, line))) : []),
  ]);
  const headings = ["Mask", "px", "Hidden %", "Published", "Measured", "95 %", "Diff.", "Quality"];
  const comparison = isCompared ? ["÷ linear", "Gain %", "s.e."] : [];
  const table = layOut(
    [...headings, ...baselines.map((baseline) => BASELINE_HEADINGS[baseline]), ...comparison],
    cells,
  );
  const how = pasted ? "known pixels pasted back" : "known pixels as it repaints them";
  const reading = `MSE over all pixels. Measured: the network, ${how}. The four baselines fill the hole only.`;
  const hole = isCompared ? " ÷ linear: error in the hole over linear fill's, and its gain ± standard error." : "";
  const caveat = dataset === null || isMnist(dataset.sha256) ? "" : " The published figures are MNIST's.";
  const further = rows.filter((row) => typeof row["masked_percent"] !== "number");
  const rest = further.length === 0 ? "" : `\n\n${furtherReport(spec, further)}`;
  return `${reading}${hole}${caveat}\n\n${table}${rest}`;
}

function isOf(row: Row, line: MaskLine): boolean {
  return row["corruption"] === line.corruption && row["size_px"] === line.sizePx;
}

function besideLinear(row: Row | undefined): string[] {
  const cell = (name: string, digits: number): string => show(row?.[name] ?? null, digits);
  return [cell("hole_ratio_to_linear", 3), cell("gain_percent", 1), cell("gain_percent_se", 1)];
}

/** Rows that are of no one mask, by those columns that say something in any of them. */
function furtherReport({ columns }: ExperimentSpec, rows: readonly Row[]): string {
  const filled = columns.filter(
    ({ name, label }) => label !== undefined && rows.some((row) => (row[name] ?? "") !== ""),
  );
  return layOut(
    filled.map(headingOf),
    rows.map((row) => filled.map(({ name, digits }) => show(row[name] ?? null, digits))),
  );
}

function labelOf(corruption: string): string {
  const labels: Readonly<Record<string, string>> = CORRUPTION_LABELS;
  return labels[corruption] ?? corruption;
}

function headingOf({ label = "", unit }: Column): string {
  return unit === undefined ? label : `${label} ${unit}`;
}

function signedPercent(percent: number): string {
  const rounded = Math.round(percent);
  return `${rounded < 0 ? "−" : "+"}${Math.abs(rounded)} %`;
}

function show(cell: Cell, digits?: number): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "number") return digits === undefined ? String(cell) : cell.toFixed(digits);
  return cell;
}

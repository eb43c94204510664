/** Cells as text, with the digits that the column asks for. */
import type { Cell, Column } from "../../src/results/table.ts";
import { CORRUPTION_LABELS } from "../../src/corruptions/corruption.ts";

/** Beyond this a difference is worth a colour, %. */
const WORTH_A_COLOUR_PERCENT = 15;

/** What stands where nothing was measured. */
export const NOTHING = "–";

export const METHOD_LABELS: Readonly<Record<string, string>> = {
  network: "Network",
  "leave-black": "Hole left black",
  "mean-image": "Mean image",
  pca: "PCA",
  "linear-fill": "Linear fill",
};

export function formatCell(column: Column, cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return NOTHING;
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "string") return nameOf(cell);
  if (isDifference(column)) return formatDifference(cell);
  return column.digits === undefined ? bare(cell) : grouped(cell, column.digits);
}

/** Whether a column holds differences to a published or a reference figure. */
export function isDifference({ name }: Column): boolean {
  return name.endsWith("difference_percent");
}

/** "−6 %": a true minus, a plus where it is one, nothing for zero. */
export function formatDifference(percent: number): string {
  const rounded = Math.round(percent);
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : ""}${Math.abs(rounded)} %`;
}

/**
 * How a difference to the published figure should look.
 *
 * @param isMoreBetter - of an accuracy or a PSNR; an error is the better the smaller it is
 */
export function differenceTone(percent: number | null, isMoreBetter = false): "plain" | "better" | "worse" {
  if (percent === null || Math.abs(percent) <= WORTH_A_COLOUR_PERCENT) return "plain";
  return percent < 0 === isMoreBetter ? "worse" : "better";
}

function nameOf(text: string): string {
  const labels: Readonly<Record<string, string>> = { ...CORRUPTION_LABELS, ...METHOD_LABELS };
  return labels[text] ?? text;
}

/** In tables that metrics of all experiments share, none has digits of its own: four that count are enough to compare. */
function bare(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * The result of masked restoration as a person reads it: one line per mask, published beside measured, and beside both
 * what no network at all would score. Shapes rows that were measured elsewhere; measures nothing.
 */
import type { PublishedPoint } from "../experiments/experiment.ts";
import { contradictsStatedRule } from "../metrics/quality.ts";
import type { Cell, Row } from "./table.ts";

export const BASELINES = ["leave-black", "mean-image", "pca", "linear-fill"] as const;
export type Baseline = (typeof BASELINES)[number];
export type Method = "network" | Baseline;

export interface Reading {
  readonly mse: number;
  /** Half the width of the 95 % interval; null where none was given. */
  readonly ci95: number | null;
}

export interface MaskLine {
  readonly corruption: string;
  readonly sizePx: number;
  readonly maskedPercent: number;
  readonly published: number | null;
  /** The label that the source prints, and whether its own stated rule gives another. */
  readonly printed: string | null;
  readonly printedContradicts: boolean;
  readonly network: Reading | null;
  readonly differencePercent: number | null;
  readonly quality: string | null;
  readonly baselines: Readonly<Record<Baseline, Reading | null>>;
  /** Who has the lowest error of all measured here, null before anything is. */
  readonly lowest: Method | null;
}

/**
 * @param composite - which reading of the network counts: known pixels pasted back, or as it came
 * @returns every published mask and every measured one, in the source's order, further sizes after
 */
export function maskLines(published: readonly PublishedPoint[], rows: readonly Row[], composite: boolean): MaskLine[] {
  const masks = new Map<string, MaskSetting>();
  for (const point of published) masks.set(keyOf(point.corruption, point.sizePx), { ...point, point });
  const readings = new Map<string, Row>();
  for (const row of rows) {
    const mask = settingOf(row);
    if (mask === null) continue;
    const key = keyOf(mask.corruption, mask.sizePx);
    if (!masks.has(key)) masks.set(key, mask);
    const reading = `${key}/${String(row["restorer"])}`;
    // Baselines fill the hole and nothing else: their pasted reading is the one that a network has to beat.
    const wanted = row["restorer"] === "network" ? composite : true;
    // The wanted reading wins over the other one; a later row (a mean over seeds) over an earlier.
    const known = readings.get(reading);
    if (known === undefined || row["composited"] === wanted || known["composited"] !== wanted) {
      readings.set(reading, row);
    }
  }
  const order = [...new Set([...masks.values()].map(({ corruption }) => corruption))];
  return [...masks]
    .sort(([, a], [, b]) => order.indexOf(a.corruption) - order.indexOf(b.corruption) || a.sizePx - b.sizePx)
    .map(([key, mask]) => lineOf(mask, (method) => readings.get(`${key}/${method}`)));
}

interface MaskSetting {
  readonly corruption: string;
  readonly sizePx: number;
  readonly maskedPercent: number;
  readonly point: PublishedPoint | null;
}

function lineOf(
  { corruption, sizePx, maskedPercent, point }: MaskSetting,
  rowOf: (method: Method) => Row | undefined,
): MaskLine {
  const networkRow = rowOf("network");
  const network = readingOf(networkRow);
  const baselines = {
    "leave-black": readingOf(rowOf("leave-black")),
    "mean-image": readingOf(rowOf("mean-image")),
    pca: readingOf(rowOf("pca")),
    "linear-fill": readingOf(rowOf("linear-fill")),
  };
  return {
    corruption,
    sizePx,
    maskedPercent,
    published: point?.mse ?? null,
    printed: point?.qualityAsPrinted ?? null,
    printedContradicts: point !== null && contradictsStatedRule(point.mse, point.qualityAsPrinted),
    network,
    differencePercent: numberOf(networkRow?.["difference_percent"]),
    quality: textOf(networkRow?.["quality"]),
    baselines,
    lowest: lowestOf({ network, ...baselines }),
  };
}

function lowestOf(readings: Readonly<Record<Method, Reading | null>>): Method | null {
  let lowest: Method | null = null;
  for (const method of ["network", ...BASELINES] as const) {
    const mse = readings[method]?.mse;
    if (mse !== undefined && mse < (lowest === null ? Infinity : (readings[lowest]?.mse ?? Infinity))) lowest = method;
  }
  return lowest;
}

function readingOf(row: Row | undefined): Reading | null {
  const mse = numberOf(row?.["mse_all"]);
  return mse === null ? null : { mse, ci95: numberOf(row?.["mse_all_ci95"]) };
}

function settingOf(row: Row): MaskSetting | null {
  const corruption = textOf(row["corruption"]);
  const sizePx = numberOf(row["size_px"]);
  const maskedPercent = numberOf(row["masked_percent"]);
  if (corruption === null || sizePx === null || maskedPercent === null) return null;
  return { corruption, sizePx, maskedPercent, point: null };
}

function keyOf(corruption: string, sizePx: number): string {
  return `${corruption}/${sizePx}`;
}

function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === "number" ? cell : null;
}

function textOf(cell: Cell | undefined): string | null {
  return typeof cell === "string" && cell !== "" ? cell : null;
}

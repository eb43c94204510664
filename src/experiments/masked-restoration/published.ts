/**
 * The published figures of masked restoration: README table "Progressive Masking Analysis" of the source, MSE over all
 * 784 pixels, digits 5 and 7, output not composited. `qualityAsPrinted` is the source's own label, right or wrong.
 */
import { maskedPercent, type CorruptionKind, type HoleKind } from "../../corruptions/corruption.ts";
import type { PublishedPoint } from "../experiment.ts";

type Entry = readonly [sizePx: number, mse: number, qualityAsPrinted: string];

const VERTICAL: readonly Entry[] = [
  [3, 0.0128, "Good"],
  [5, 0.0156, "Good"],
  [7, 0.0183, "Acceptable"],
  [9, 0.0224, "Acceptable"],
  [11, 0.0271, "Acceptable"],
  [15, 0.0416, "Poor"],
  [21, 0.0603, "Very Poor"],
];

const HORIZONTAL: readonly Entry[] = [
  [3, 0.0134, "Good"],
  [5, 0.016, "Good"],
  [7, 0.0188, "Acceptable"],
  [9, 0.0221, "Acceptable"],
  [11, 0.0256, "Acceptable"],
  [15, 0.035, "Poor"],
  [21, 0.0536, "Very Poor"],
];

const PATCH: readonly Entry[] = [
  [5, 0.0114, "Good"],
  [7, 0.0131, "Good"],
  [9, 0.0154, "Good"],
  [11, 0.0184, "Acceptable"],
  [13, 0.0228, "Acceptable"],
  [15, 0.0287, "Acceptable"],
  [17, 0.0371, "Poor"],
  [21, 0.0522, "Very Poor"],
];

export const PUBLISHED: readonly PublishedPoint[] = [
  ...points("vertical-stripe", VERTICAL),
  ...points("horizontal-stripe", HORIZONTAL),
  ...points("patch", PATCH),
];

/** The published figure for a setting, if there is one. */
export function publishedMse(kind: CorruptionKind, sizePx: number): PublishedPoint | undefined {
  return PUBLISHED.find((point) => point.corruption === kind && point.sizePx === sizePx);
}

function points(corruption: HoleKind, entries: readonly Entry[]): PublishedPoint[] {
  return entries.map(([sizePx, mse, qualityAsPrinted]) => ({
    corruption,
    sizePx,
    maskedPercent: maskedPercent({ kind: corruption, sizePx }),
    mse,
    qualityAsPrinted,
  }));
}

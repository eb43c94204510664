/** Evaluations as rows, each set beside linear fill in the same holes, and one row that sums up all masks. */
import { maskedPercent, sizeOf } from "../../corruptions/corruption.ts";
import type { Evaluation } from "../../metrics/evaluate.ts";
import { pairedRatio } from "../../metrics/paired.ts";
import { statedQuality } from "../../metrics/quality.ts";
import type { Cell, Row } from "../../results/table.ts";
import { publishedMse } from "../masked-restoration/published.ts";
import { COLUMNS } from "./columns.ts";

export const NETWORK = "network";
const LINEAR = "linear-fill";
/** In the column of masks: all that were measured. */
const ALL_MASKS = "all masks";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
  readonly digits: readonly number[];
}

/**
 * One row for each restorer behind one mask, known pixels pasted.
 *
 * @param evaluations - of all restorers on the same images behind the same holes, linear fill among them
 */
export function maskRows(context: RowContext, evaluations: readonly Evaluation[]): Row[] {
  const pasted = evaluations.filter(({ composited }) => composited);
  const linear = pasted.find(({ restorer }) => restorer === LINEAR);
  return pasted.map((evaluation) => {
    const { restorer, corruption, mseAll, mseHole, psnrDb, ssim, accuracy } = evaluation;
    const published = restorer === NETWORK ? publishedMse(corruption.kind, sizeOf(corruption))?.mse : undefined;
    return row(context, {
      restorer,
      corruption: corruption.kind,
      size_px: sizeOf(corruption),
      masked_percent: maskedPercent(corruption),
      composited: true,
      mse_hole: mseHole.mean,
      mse_hole_ci95: mseHole.ci95,
      ...(linear === undefined ? {} : besideLinear(evaluation, linear)),
      mse_all: mseAll.mean,
      mse_all_ci95: mseAll.ci95,
      psnr_db: psnrDb.mean,
      ssim: ssim.mean,
      accuracy_percent: percent(accuracy?.mean),
      accuracy_percent_ci95: percent(accuracy?.ci95),
      published_mse: published ?? null,
      difference_percent: published === undefined ? null : 100 * (mseAll.mean / published - 1),
      quality: statedQuality(mseAll.mean),
      n_images: mseAll.count,
    });
  });
}

/** For each restorer the geometric mean of its ratios to linear fill, and in how many masks it is below 1. */
export function summaryRows(context: RowContext, rows: readonly Row[]): Row[] {
  const restorers = [...new Set(rows.map((each) => each["restorer"] as string))].filter((name) => name !== LINEAR);
  return restorers.flatMap((restorer) => {
    const measured = rows.filter((each) => each["restorer"] === restorer);
    const ratios = measured.flatMap(({ hole_ratio_to_linear: ratio }) => (typeof ratio === "number" ? [ratio] : []));
    if (ratios.length === 0) return [];
    const meanLog = ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length;
    return [
      row(context, {
        restorer,
        corruption: ALL_MASKS,
        composited: true,
        hole_ratio_to_linear: Math.exp(meanLog),
        gain_percent: 100 * (1 - Math.exp(meanLog)),
        rows_beaten: ratios.filter((ratio) => ratio < 1).length,
        rows_measured: ratios.length,
        n_images: measured[0]?.["n_images"] ?? null,
      }),
    ];
  });
}

/** Pictures that were never damaged, as the judge reads them. */
export function cleanRow(
  context: RowContext,
  share: { readonly mean: number; readonly ci95: number | null },
  images: number,
): Row {
  return row(context, {
    restorer: "clean",
    corruption: "none",
    accuracy_percent: percent(share.mean),
    accuracy_percent_ci95: percent(share.ci95),
    n_images: images,
  });
}

function besideLinear(evaluation: Evaluation, linear: Evaluation): Record<string, Cell> {
  if (evaluation === linear) return { hole_ratio_to_linear: 1 };
  const paired = pairedRatio(evaluation.holeMseByImage, linear.holeMseByImage);
  if (paired === null) return {};
  return {
    hole_ratio_to_linear: paired.ratio,
    hole_ratio_to_linear_ci95: paired.ci95,
    gain_percent: 100 * (1 - paired.ratio),
    gain_percent_se: percent(paired.standardError),
    wins_percent: 100 * paired.wins,
  };
}

/** Every column of the table, those not given empty. */
function row({ preset, seed, digits }: RowContext, cells: Readonly<Record<string, Cell>>): Row {
  const empty = Object.fromEntries(COLUMNS.map(({ name }) => [name, null]));
  return { ...empty, experiment: "restoration-unet", preset, seed, digits: digits.join(" "), ...cells };
}

function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : 100 * share;
}

/** Evaluations as rows of the hole-filling GAN's table, published accuracies beside the measured ones. */
import type { Evaluation } from "../../metrics/evaluate.ts";
import type { Interval } from "../../metrics/interval.ts";
import type { Row } from "../../results/table.ts";
import { PUBLISHED } from "./published.ts";

/** What the judge reads, and what the row is called. */
export type Pictures =
  "clean" | "leave-black" | "mean-image" | "pca" | "linear-fill" | "generator" | "generator, pasted";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
}

/** The row of digits that nothing happened to. */
export function cleanRow(context: RowContext, accuracy: Interval): Row {
  return {
    ...accuracyCells(context, "clean", accuracy),
    composited: null,
    mse_hole: null,
    mse_hole_ci95: null,
    mse_all: null,
    mse_all_ci95: null,
    psnr_db: null,
    ssim: null,
    n_images: accuracy.count,
  };
}

export function filledRow(context: RowContext, pictures: Pictures, evaluation: Evaluation): Row {
  const { composited, mseHole, mseAll, psnrDb, ssim, accuracy } = evaluation;
  return {
    ...accuracyCells(context, pictures, accuracy),
    composited,
    mse_hole: mseHole.mean,
    mse_hole_ci95: mseHole.ci95,
    mse_all: mseAll.mean,
    mse_all_ci95: mseAll.ci95,
    psnr_db: psnrDb.mean,
    ssim: ssim.mean,
    n_images: mseAll.count,
  };
}

function accuracyCells({ preset, seed }: RowContext, pictures: Pictures, accuracy: Interval | null): Row {
  const { readmePercent, bookPercent } = PUBLISHED[pictures] ?? {};
  const published = readmePercent ?? bookPercent;
  return {
    experiment: "hole-filling-gan",
    preset,
    seed,
    pictures,
    accuracy_percent: accuracy === null ? null : 100 * accuracy.mean,
    accuracy_ci95: accuracy?.ci95 == null ? null : 100 * accuracy.ci95,
    published_readme_percent: readmePercent ?? null,
    published_book_percent: bookPercent ?? null,
    difference_points: accuracy === null || published === undefined ? null : 100 * accuracy.mean - published,
  };
}

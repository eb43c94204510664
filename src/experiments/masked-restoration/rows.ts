/** Evaluations of masked restoration as rows of its table, published figures beside the network's own. */
import { maskedPercent } from "../../corruptions/corruption.ts";
import type { Evaluation } from "../../metrics/evaluate.ts";
import { statedQuality } from "../../metrics/quality.ts";
import type { Row } from "../../results/table.ts";
import { publishedMse } from "./published.ts";

export const NETWORK = "network";

export interface RowContext {
  readonly preset: string;
  readonly seed: number;
}

export function tableRow({ preset, seed }: RowContext, evaluation: Evaluation): Row {
  const { restorer, corruption, composited, mseAll, mseHole, psnrDb, ssim } = evaluation;
  const published = restorer === NETWORK ? publishedMse(corruption.kind, corruption.sizePx)?.mse : undefined;
  return {
    experiment: "masked-restoration",
    preset,
    seed,
    restorer,
    corruption: corruption.kind,
    size_px: corruption.sizePx,
    masked_percent: maskedPercent(corruption),
    composited,
    mse_all: mseAll.mean,
    mse_all_ci95: mseAll.ci95,
    mse_hole: mseHole.mean,
    mse_hole_ci95: mseHole.ci95,
    psnr_db: psnrDb.mean,
    psnr_db_ci95: psnrDb.ci95,
    ssim: ssim.mean,
    ssim_ci95: ssim.ci95,
    published_mse: published ?? null,
    difference_percent: published === undefined ? null : 100 * (mseAll.mean / published - 1),
    quality: statedQuality(mseAll.mean),
    n_images: mseAll.count,
  };
}

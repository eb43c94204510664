/** Evaluations as rows of the yardstick. */
import { isNoise, maskedPercent, sizeOf } from "../../corruptions/corruption.ts";
import type { Evaluation } from "../../metrics/evaluate.ts";
import type { Row } from "../../results/table.ts";

/** @param linearHoleMse - linear fill's on the same images, null where it was not measured */
export function yardstickRow(preset: string, evaluation: Evaluation, linearHoleMse: number | null): Row {
  const { restorer, corruption, composited, mseAll, mseHole, psnrDb, ssim, accuracy } = evaluation;
  return {
    experiment: "yardstick",
    preset,
    restorer,
    corruption: corruption.kind,
    size: sizeOf(corruption),
    masked_percent: isNoise(corruption) ? null : maskedPercent(corruption),
    composited,
    mse_hole: mseHole.mean,
    mse_hole_ci95: mseHole.ci95,
    ratio_to_linear: linearHoleMse === null || linearHoleMse === 0 ? null : mseHole.mean / linearHoleMse,
    mse_all: mseAll.mean,
    mse_all_ci95: mseAll.ci95,
    psnr_db: psnrDb.mean,
    ssim: ssim.mean,
    accuracy_percent: accuracy === null ? null : 100 * accuracy.mean,
    accuracy_percent_ci95: accuracy === null || accuracy.ci95 === null ? null : 100 * accuracy.ci95,
    n_images: mseAll.count,
  };
}

/** What came of one setting as rows of the table, one for each image. */
import { maskedPercent } from "../../corruptions/corruption.ts";
import { PIXELS } from "../../data/dataset.ts";
import { shareInterval } from "../../metrics/interval.ts";
import { mseAll, mseHole } from "../../metrics/mse.ts";
import type { Row } from "../../results/table.ts";
import type { LatentInpaintingValues } from "./parameters.ts";
import type { Pictures } from "./pictures.ts";
import { publishedPlateau } from "./published.ts";
import type { Setting, SettingOutcome } from "./search-setting.ts";

/** An error ‖ideal − restored‖₂ below this is a success: the picture is the right one, give or take its shades. */
export const SUCCESS_BELOW = 2;

/** @param truths - J of the codes that the ideal pictures were drawn from; null where there are none */
export function settingRows(
  preset: string,
  values: LatentInpaintingValues,
  { kept, optimiser }: Setting,
  pictures: Pictures,
  outcome: SettingOutcome,
  truths: Float32Array | null,
): Row[] {
  const { seed, restarts, steps, selection, source, generator } = values;
  const { taken, errors, lastErrors, chosen, restored, holes } = outcome;
  return chosen.map((start, image) => {
    const ofImage = (all: Float64Array): Float64Array => all.subarray(image * restarts, (image + 1) * restarts);
    const lowestJ = taken.objective[start] as number;
    const publishedJ = pictures.arePublished ? publishedPlateau(kept, image) : null;
    const success = shareInterval(successes(ofImage(errors)), restarts);
    return {
      experiment: "latent-inpainting",
      preset,
      seed,
      n_kept: kept,
      image: image + 1,
      optimiser,
      restarts,
      lowest_j: lowestJ,
      error_l2: errors[start] as number,
      mse_all: mseAll(restored, pictures.ideal, image),
      mse_hole: mseHole(restored, pictures.ideal, holes, image),
      success_rate: success.mean,
      success_rate_ci95: restarts === 1 ? null : success.ci95,
      success_rate_last: successes(ofImage(lastErrors)) / restarts,
      median_error_l2: median(ofImage(errors)),
      j_at_truth: truths?.[image] ?? null,
      published_j: publishedJ,
      difference_percent: publishedJ === null ? null : 100 * (lowestJ / publishedJ - 1),
      kept_rms: keptRms(restored, pictures.noisy, holes, image),
      dropped_percent: maskedPercent({ kind: "first-pixels", sizePx: kept }),
      steps,
      selection,
      source,
      generator,
    };
  });
}

function successes(errors: Float64Array): number {
  return errors.filter((error) => error < SUCCESS_BELOW).length;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return ((sorted[low] as number) + (sorted[high] as number)) / 2;
}

function keptRms(restored: Float32Array, noisy: Float32Array, holes: Uint8Array, image: number): number {
  let squares = 0;
  let kept = 0;
  for (let i = image * PIXELS; i < (image + 1) * PIXELS; i++) {
    if (holes[i] === 1) continue;
    squares += ((restored[i] as number) - (noisy[i] as number)) ** 2;
    kept++;
  }
  return Math.sqrt(squares / kept);
}

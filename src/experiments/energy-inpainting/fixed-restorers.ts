/** The restorers that learn without steps: PCA as published, the four baselines, and the grey hole left alone. */
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import { linearFill } from "../../restorers/linear-fill.ts";
import { leaveBlack } from "../../restorers/leave-black.ts";
import { leaveGrey } from "../../restorers/leave-grey.ts";
import { meanImage } from "../../restorers/mean-image.ts";
import { pca } from "../../restorers/pca.ts";
import { pixelMoments } from "../../restorers/pixel-moments.ts";
import { pixelSpectrum, type PixelSpectrum } from "../../restorers/pixel-spectrum.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import { prepared } from "../baselines.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";

/** What seed 000 projects: the hole filled with mid-grey. */
const GREY = 0.5;

/** Directions of the baseline that projects a black hole, as everywhere in the lab. */
const BASELINE_COMPONENTS = 20;

export interface FixedRestorer {
  readonly restorer: Restorer;
  /** Its row in the strips; null where it has none. */
  readonly label: string | null;
  /** PCA as published, and what it keeps. */
  readonly projection: { readonly components: number; readonly varianceKeptPercent: number } | null;
}

export async function* fixedRestorers(
  images: ImageSet,
  components: readonly number[],
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, FixedRestorer[], void> {
  const total = components.length + 5; // settings to be measured afterwards
  const moments = yield* prepared("mean and covariance of pixels", pixelMoments(images), total, breathe);
  const spectrum = yield* prepared("principal directions", pixelSpectrum(moments), total, breathe);
  const fill = yield* prepared("linear fill", linearFill(moments, breathe), total, breathe);
  const projections = components.map((count) => ({
    restorer: pca(spectrum, count, breathe, { holeValue: GREY, name: `pca-${count}` }),
    label: `PCA ${count}`,
    projection: { components: count, varianceKeptPercent: varianceKept(spectrum, count) },
  }));
  return [
    ...projections,
    { restorer: meanImage(moments), label: "mean image", projection: null },
    { restorer: fill, label: "linear fill", projection: null },
    { restorer: leaveGrey, label: null, projection: null },
    { restorer: leaveBlack, label: null, projection: null },
    { restorer: pca(spectrum, BASELINE_COMPONENTS, breathe), label: null, projection: null },
  ];
}

function varianceKept({ variances }: PixelSpectrum, components: number): number {
  let [kept, all] = [0, 0];
  for (let k = 0; k < PIXELS; k++) {
    all += variances[k] as number;
    if (k < components) kept += variances[k] as number;
  }
  return (100 * kept) / all;
}

/** The methods that train no network, made ready from the training images: what every restoring network is set beside. */
import type { ImageSet } from "../data/dataset.ts";
import type { InPieces } from "../restorers/in-pieces.ts";
import { leaveBlack } from "../restorers/leave-black.ts";
import { linearFill } from "../restorers/linear-fill.ts";
import { meanImage } from "../restorers/mean-image.ts";
import { pca } from "../restorers/pca.ts";
import { pixelMoments } from "../restorers/pixel-moments.ts";
import { pixelSpectrum } from "../restorers/pixel-spectrum.ts";
import type { Restorer } from "../restorers/restorer.ts";
import type { RunContext, RunUpdate } from "./experiment.ts";

/**
 * Leave black, mean image, PCA and linear fill, in this order; `linear-fill` is the last.
 *
 * @param images - all training images: baselines have no epochs to choose and so need no validation images
 * @param total - settings to be measured afterwards, for the progress
 */
export async function* makeBaselines(
  images: ImageSet,
  { pcaComponents }: { readonly pcaComponents: number },
  total: number,
  { breathe }: RunContext,
): AsyncGenerator<RunUpdate, Restorer[], void> {
  const moments = yield* prepared("mean and covariance of pixels", pixelMoments(images), total, breathe);
  const spectrum = yield* prepared("principal directions", pixelSpectrum(moments), total, breathe);
  const fill = yield* prepared("linear fill", linearFill(moments, breathe), total, breathe);
  return [leaveBlack, meanImage(moments), pca(spectrum, pcaComponents, breathe), fill];
}

/** Drives a computation that precedes the measuring to its end and tells how far it is. */
export async function* prepared<T>(
  what: string,
  work: InPieces<T>,
  total: number,
  breathe: () => Promise<void>,
): AsyncGenerator<RunUpdate, T, void> {
  let share = 0;
  for (;;) {
    const label = `preparing baselines: ${what}, ${Math.floor(100 * share)} %`;
    yield { kind: "progress", phase: "measuring", done: 0, total, unit: "settings", label };
    await breathe();
    const piece = work.next();
    if (piece.done === true) return piece.value;
    share = piece.value;
  }
}

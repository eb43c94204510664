/** Peak signal-to-noise ratio of pixels in [0, 1]. */
import type { Interval } from "./interval.ts";

/**
 * `10·log₁₀(1 / MSE)`, dB, of a mean squared error; Infinity at 0.
 *
 * The lab takes it of the mean over images and not the mean of the images' own values, which are infinite wherever a
 * hole happened to fall on empty paper.
 */
export function psnrDb(mse: number): number {
  return -10 * Math.log10(mse);
}

/** The same for a mean with its interval, the interval carried over by the slope (delta method). */
export function psnrInterval(mse: Interval): Interval {
  const ci95 = mse.ci95 === null || mse.mean === 0 ? null : (10 / Math.LN10) * (mse.ci95 / mse.mean);
  return { mean: psnrDb(mse.mean), ci95, count: mse.count };
}

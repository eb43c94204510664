/** Two methods on the same images, compared image by image: what both find hard then cancels out. */
import { meanInterval } from "./interval.ts";

export interface PairedRatio {
  /** Mean error over the mean error of the other; below 1 is better. */
  readonly ratio: number;
  /** Half the width of the ratio's 95 % interval; null for a single image. */
  readonly ci95: number | null;
  /** Its standard error; null for a single image. */
  readonly standardError: number | null;
  /** Share of the images in which the error is the lower of the two, 0..1; ties count half. */
  readonly wins: number;
}

/**
 * The ratio of two means with its error by the delta method: that of the mean of aᵢ − r·bᵢ, over the mean of b. Null where
 * the other makes no error at all.
 *
 * @param errors - of the method, by image @param others - of the one that it is compared with, by image
 * @throws RangeError when they are not as many
 */
export function pairedRatio(errors: Float64Array, others: Float64Array): PairedRatio | null {
  if (errors.length !== others.length) {
    throw new RangeError(`Cannot compare image by image: got ${errors.length} errors and ${others.length} others`);
  }
  const mean = meanInterval(errors).mean;
  const base = meanInterval(others).mean;
  if (base === 0) return null;
  const ratio = mean / base;
  const left = errors.map((error, i) => (error - ratio * (others[i] as number)) / base);
  const { ci95 } = meanInterval(left);
  let wins = 0;
  let squares = 0;
  for (let i = 0; i < errors.length; i++) {
    const [own, other] = [errors[i] as number, others[i] as number];
    wins += own < other ? 1 : own === other ? 0.5 : 0;
    squares += (left[i] as number) ** 2; // their mean is 0
  }
  const count = errors.length;
  return {
    ratio,
    ci95,
    standardError: count === 1 ? null : Math.sqrt(squares / (count - 1) / count),
    wins: wins / count,
  };
}

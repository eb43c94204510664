/** A mean with its 95 % interval, over images or over seeds. */

export interface Interval {
  readonly mean: number;
  /** Half the width of the 95 % interval; null where one value alone says nothing of its spread. */
  readonly ci95: number | null;
  readonly count: number;
}

/**
 * Mean and 95 % interval of independent values, by Student's t.
 *
 * @throws RangeError when there are no values
 */
export function meanInterval(values: ArrayLike<number>): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError("Cannot take a mean: there are no values");
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] as number;
  const mean = sum / count;
  if (count === 1) return { mean, ci95: null, count };
  let squares = 0;
  for (let i = 0; i < count; i++) squares += ((values[i] as number) - mean) ** 2;
  return { mean, ci95: studentT95(count - 1) * Math.sqrt(squares / (count - 1) / count), count };
}

/**
 * A share with its 95 % interval (binomial, normal approximation).
 *
 * @throws RangeError when there is nothing to take a share of
 */
export function shareInterval(hits: number, count: number): Interval {
  if (count === 0) throw new RangeError("Cannot take a share: there is nothing to count");
  const mean = hits / count;
  return { mean, ci95: 1.96 * Math.sqrt((mean * (1 - mean)) / count), count };
}

/** Two-sided 95 % quantiles of Student's t for 1..30 degrees of freedom. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Beyond the table, Hill's first-order expansion around the normal quantile: right to three digits. */
function studentT95(degreesOfFreedom: number): number {
  const z = 1.959964;
  return T95[degreesOfFreedom - 1] ?? z + (z ** 3 + z) / (4 * degreesOfFreedom);
}

/** A curve made calm without being made up: an exponential running mean over every raw value, before anything is left out. */

/**
 * Debiased by the weight that the past really has, v / (1 − memoryᵗ), so that the first values count as what they are and not
 * as if zeros came before. A value that is no number leaves the mean as it was.
 *
 * @param memory - weight of the past, 0 (none) to below 1
 * @returns as many values; NaN before the first number
 */
export function smooth(values: ArrayLike<number>, memory: number): Float64Array {
  const means = new Float64Array(values.length);
  let mean = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isFinite(value)) {
      mean = memory * mean + (1 - memory) * value;
      weight = memory * weight + (1 - memory);
    }
    means[i] = mean / weight;
  }
  return means;
}

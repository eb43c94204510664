/**
 * What is said about a list of times: middle, spread, and whether it has settled. Medians and percentiles only; a mean
 * would follow the one step that another program interrupted. It keeps no clock and measures nothing.
 */

/**
 * The value below which a share of the sorted values lies, straight lines between them (R's type 7, NumPy's default).
 *
 * @param share - 0 to 1; 0.5 is the median
 * @throws RangeError when there are no values or the share is outside 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError("Cannot take a quantile: there are no values");
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`Cannot take a quantile: its share must be 0 to 1, got ${share}`);
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (position - below) * (high - low);
}

/** @throws RangeError when there are no values */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A warm-up is over when a block of steps is no longer this much faster than the one before it. */
export const SETTLED_BELOW_GAIN = 0.05;

/** What a warm-up may cost at most, whatever its blocks say. */
export interface WarmUpCaps {
  readonly steps: number;
  readonly ms: number;
}

/** Steps in blocks, in the order in which they were taken, each in ms: is the machine warm? */
export function isWarm(blocks: readonly (readonly number[])[], caps: WarmUpCaps): boolean {
  const all = blocks.flat();
  if (all.length >= caps.steps || all.reduce((sum, ms) => sum + ms, 0) >= caps.ms) return true;
  const [former, latest] = blocks.slice(-2);
  if (former === undefined || latest === undefined) return false;
  return median(latest) > median(former) * (1 - SETTLED_BELOW_GAIN);
}

/**
 * How far the last third lies from the first, by their medians: 0.1 is 10 % slower, as when a machine heats up.
 * Null where there are too few values to say.
 */
export function drift(values: readonly number[]): number | null {
  const third = Math.floor(values.length / 3);
  if (third < 3) return null;
  return median(values.slice(-third)) / median(values.slice(0, third)) - 1;
}

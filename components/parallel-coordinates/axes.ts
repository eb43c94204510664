/** Axes that stand side by side: where a value lies on each, from 0 (below) to 1 (above). */

export interface ParallelAxis {
  readonly label: string;
  readonly scale: "linear" | "log";
  readonly low: number;
  readonly high: number;
  /** One for each run; null where it has none. */
  readonly values: readonly (number | null)[];
}

/** Values further apart than this factor are placed by their logarithms. */
const WIDE_SPAN = 20;

export function parallelAxis(label: string, values: readonly (number | null)[]): ParallelAxis {
  const numbers = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  const [low, high] = numbers.length === 0 ? [0, 1] : [Math.min(...numbers), Math.max(...numbers)];
  const scale = low > 0 && high / low >= WIDE_SPAN ? "log" : "linear";
  return { label, scale, low, high, values };
}

/** The middle where all values are the same. */
export function shareOn({ scale, low, high }: ParallelAxis, value: number): number {
  if (low === high) return 0.5;
  return scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

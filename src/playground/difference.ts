/** Restored minus original, and how far it goes: what the difference tile shows and what is printed below it. */

export interface Difference {
  /** `[784]`, −1 (too dark) to 1 (too bright). */
  readonly pixels: Float32Array;
  readonly lowest: number;
  readonly highest: number;
}

/** Of two pictures in [0, 1] of one size. */
export function differenceOf(restored: Float32Array, original: Float32Array): Difference {
  const pixels = restored.map((ink, p) => ink - (original[p] as number));
  return {
    pixels,
    lowest: pixels.reduce((low, value) => Math.min(low, value), 0),
    highest: pixels.reduce((high, value) => Math.max(high, value), 0),
  };
}

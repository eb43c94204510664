/** Points of a scatter figure as pixels: one colour per digit, the digit itself written at the middle of its points. */
import type { ScatterFigure } from "../../src/results/figure.ts";

/** Ten hues that stay apart in grey and for the colour-blind as well as ten can (Tol's muted scheme and black). */
export const DIGIT_COLOURS = [
  "#332288",
  "#88ccee",
  "#44aa99",
  "#117733",
  "#999933",
  "#ddcc77",
  "#cc6677",
  "#882255",
  "#aa4499",
  "#555555",
] as const;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface Square {
  readonly left: number;
  readonly top: number;
  /** px. */
  readonly size: number;
}

const POINT_PX = 3;

export function paintScatter(context: Context, { points, labels }: ScatterFigure, { left, top, size }: Square): void {
  const [x, y] = [rangeOf(points, 0), rangeOf(points, 1)];
  const place = (index: number): readonly [number, number] => [
    left + (size * ((points[2 * index] as number) - x.low)) / (x.high - x.low),
    top + size - (size * ((points[2 * index + 1] as number) - y.low)) / (y.high - y.low),
  ];
  labels.forEach((digit, index) => {
    const [across, down] = place(index);
    context.fillStyle = DIGIT_COLOURS[digit] ?? "#000000";
    context.fillRect(across - POINT_PX / 2, down - POINT_PX / 2, POINT_PX, POINT_PX);
  });
}

/** Lowest and highest value with a little air; never an empty range. */
export function rangeOf(points: Float32Array, axis: 0 | 1): { readonly low: number; readonly high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = axis; i < points.length; i += 2) {
    low = Math.min(low, points[i] as number);
    high = Math.max(high, points[i] as number);
  }
  if (!(low <= high)) return { low: 0, high: 1 };
  const air = Math.max((high - low) * 0.03, 1e-6);
  return { low: low - air, high: high + air };
}

/**
 * Curves made fit for a screen: split by series, smoothed on all raw points, thinned to what the pixels can show.
 * Thinning keeps each bucket's lowest and highest point, so that no spike is lost.
 */
import type { CurvePoint } from "../../src/protocol.ts";
import { smooth } from "../../src/results/smoothing.ts";

export interface XY {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly series: string;
  /** Every point, in order; x is the epoch or the step. */
  readonly raw: readonly XY[];
  /** The smoothed curve, or null where points are too few for smoothing to mean anything. */
  readonly smooth: readonly XY[] | null;
}

/** Curves with more points per epoch than this are smoothed. */
const SMOOTHED_ABOVE_PER_EPOCH = 4;

/** The running mean looks back over this share of an epoch. */
const MEMORY_EPOCHS = 1 / 6;

/** Curves over steps with at least so many points are smoothed, over about so many of them. */
const SMOOTHED_FROM_POINTS = 120;
const MEMORY_POINTS = 20;

/** What the curves are drawn over. */
export type CurveAxis = "epoch" | "step";

export function curvesOf(points: readonly CurvePoint[], over: CurveAxis = "epoch"): Curve[] {
  const bySeries = new Map<string, XY[]>();
  for (const point of points) {
    if (!Number.isFinite(point.value)) continue;
    let raw = bySeries.get(point.series);
    if (raw === undefined) bySeries.set(point.series, (raw = []));
    raw.push({ x: point[over], y: point.value });
  }
  const smooth = over === "epoch" ? smoothedIfDense : smoothedIfLong;
  return [...bySeries].map(([series, raw]) => ({ series, raw, smooth: smooth(raw) }));
}

/** The running mean of a curve, as `smooth` has it. */
export function smoothed(raw: readonly XY[], memory: number): XY[] {
  const means = smooth(
    raw.map(({ y }) => y),
    memory,
  );
  return raw.map(({ x }, index) => ({ x, y: means[index] as number }));
}

/**
 * At most two points per bucket, the lowest and the highest, in their order; first and last always stay.
 *
 * @param widthPx - one bucket per whole pixel
 */
export function thinned(points: readonly XY[], widthPx: number): XY[] {
  const buckets = Math.max(1, Math.floor(widthPx));
  if (points.length <= 2 * buckets + 2) return [...points];
  const kept: XY[] = [points[0] as XY];
  const size = (points.length - 2) / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor(bucket * size);
    const to = Math.max(from + 1, 1 + Math.floor((bucket + 1) * size));
    let low = from;
    let high = from;
    for (let i = from + 1; i < to; i++) {
      if ((points[i] as XY).y < (points[low] as XY).y) low = i;
      if ((points[i] as XY).y > (points[high] as XY).y) high = i;
    }
    kept.push(points[Math.min(low, high)] as XY);
    if (low !== high) kept.push(points[Math.max(low, high)] as XY);
  }
  kept.push(points[points.length - 1] as XY);
  return kept;
}

/** The last value of each series within each epoch, or at each step, for the table. */
export function byPlace(
  points: readonly CurvePoint[],
  over: CurveAxis = "epoch",
): { place: number; values: ReadonlyMap<string, number> }[] {
  const places = new Map<number, Map<string, number>>();
  for (const { series, epoch, step, value } of points) {
    const place = over === "step" ? step : Math.max(0, Math.ceil(epoch - 1e-9));
    let values = places.get(place);
    if (values === undefined) places.set(place, (values = new Map<string, number>()));
    values.set(series, value);
  }
  return [...places].sort(([a], [b]) => a - b).map(([place, values]) => ({ place, values }));
}

function smoothedIfDense(raw: readonly XY[]): XY[] | null {
  const first = raw[0];
  const last = raw[raw.length - 1];
  if (first === undefined || last === undefined || raw.length < 10) return null;
  const perEpoch = raw.length / (last.x - first.x);
  return perEpoch > SMOOTHED_ABOVE_PER_EPOCH ? smoothed(raw, 1 - 1 / Math.max(1, MEMORY_EPOCHS * perEpoch)) : null;
}

function smoothedIfLong(raw: readonly XY[]): XY[] | null {
  return raw.length < SMOOTHED_FROM_POINTS ? null : smoothed(raw, 1 - 1 / MEMORY_POINTS);
}

/**
 * Curves made fit for a screen: split by series, smoothed on all raw points, thinned to what the pixels can show.
 * Thinning keeps each bucket's lowest and highest point, so that no spike is lost.
 */
import type { CurvePoint } from "../../src/protocol.ts";

export interface XY {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly series: string;
  /** Every point, in order; x is the epoch. */
  readonly raw: readonly XY[];
  /** The smoothed curve, or null where points are too few for smoothing to mean anything. */
  readonly smooth: readonly XY[] | null;
}

/** Curves with more points per epoch than this are smoothed. */
const SMOOTHED_ABOVE_PER_EPOCH = 4;

/** The running mean looks back over this share of an epoch. */
const MEMORY_EPOCHS = 1 / 6;

export function curvesOf(points: readonly CurvePoint[]): Curve[] {
  const bySeries = new Map<string, XY[]>();
  for (const { series, epoch, value } of points) {
    if (!Number.isFinite(value)) continue;
    let raw = bySeries.get(series);
    if (raw === undefined) bySeries.set(series, (raw = []));
    raw.push({ x: epoch, y: value });
  }
  return [...bySeries].map(([series, raw]) => ({ series, raw, smooth: smoothedIfDense(raw) }));
}

/**
 * Exponential running mean, debiased: the first values count as what they are and not as if zeros came before.
 *
 * @param memory - weight of the past, 0 (none) to below 1
 */
export function smoothed(raw: readonly XY[], memory: number): XY[] {
  let mean = 0;
  let weight = 0;
  return raw.map(({ x, y }) => {
    mean = memory * mean + (1 - memory) * y;
    weight = memory * weight + (1 - memory);
    return { x, y: mean / weight };
  });
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

/** The last value of each series within each epoch, for the table. */
export function byEpoch(points: readonly CurvePoint[]): { epoch: number; values: ReadonlyMap<string, number> }[] {
  const epochs = new Map<number, Map<string, number>>();
  for (const { series, epoch, value } of points) {
    const whole = Math.max(0, Math.ceil(epoch - 1e-9));
    let values = epochs.get(whole);
    if (values === undefined) epochs.set(whole, (values = new Map<string, number>()));
    values.set(series, value);
  }
  return [...epochs].sort(([a], [b]) => a - b).map(([epoch, values]) => ({ epoch, values }));
}

function smoothedIfDense(raw: readonly XY[]): XY[] | null {
  const first = raw[0];
  const last = raw[raw.length - 1];
  if (first === undefined || last === undefined || raw.length < 10) return null;
  const perEpoch = raw.length / (last.x - first.x);
  return perEpoch > SMOOTHED_ABOVE_PER_EPOCH ? smoothed(raw, 1 - 1 / Math.max(1, MEMORY_EPOCHS * perEpoch)) : null;
}

/**
 * A curve with as many points as the screen can show: of each pixel's column the lowest and the highest, so that no spike is
 * lost however many points there are.
 */
import type { Extremes } from "./extremes.ts";

export interface ThinnedPoint {
  readonly x: number;
  readonly y: number;
}

/** What is looked at. */
export interface ThinningView {
  readonly from: number;
  readonly to: number;
  /** One bucket for each whole pixel. */
  readonly widthPx: number;
  /** Buckets of a logarithmic axis hold even factors; places that are not above 0 are left out. */
  readonly scale: "linear" | "log";
}

/**
 * The points in view in their order, and one neighbour on either side so that lines reach the edges. Values that are no
 * numbers are left out.
 *
 * @param xs - rising
 * @param curve - the values there; it may be thinned time and again, at the cost of what is kept rather than of what there is
 */
export function thin(xs: ArrayLike<number>, curve: Extremes, view: ThinningView): ThinnedPoint[] {
  const ys = curve.values;
  const kept: ThinnedPoint[] = [];
  const keep = (i: number): unknown => kept.push({ x: xs[i] as number, y: ys[i] as number });
  const isNumber = (i: number): boolean => Number.isFinite(ys[i]);

  const begin = view.scale === "log" ? firstThat(xs, 0, (x) => x > 0) : 0;
  const first = firstThat(xs, begin, (x) => x >= view.from);
  const end = firstThat(xs, first, (x) => x > view.to);
  let left = first - 1;
  while (left >= begin && !isNumber(left)) left--;
  if (left >= begin && first < xs.length) keep(left);

  const bucketEnd = bucketEnds(view);
  for (let i = first; i < end;) {
    const start = i;
    const border = bucketEnd(xs[start] as number);
    i = Math.min(
      end,
      firstThat(xs, start + 1, (x) => x >= border),
    );
    const [low, high] = curve.within(start, i) ?? [];
    if (low === undefined || high === undefined) continue;
    keep(Math.min(low, high));
    if (low !== high) keep(Math.max(low, high));
  }

  let right = end;
  while (right < xs.length && !isNumber(right)) right++;
  if (right < xs.length) keep(right);
  return kept;
}

/** For a place in view, where the bucket after its own begins. */
function bucketEnds({ from, to, widthPx, scale }: ThinningView): (x: number) => number {
  const [place, back] = scale === "log" ? [Math.log, Math.exp] : [same, same];
  const [start, end] = [place(from), place(to)];
  const buckets = Math.max(1, Math.floor(widthPx));
  return (x) => {
    const own = end > start ? Math.floor(((place(x) - start) / (end - start)) * buckets) : buckets;
    return own >= buckets - 1 ? Infinity : back(start + ((own + 1) / buckets) * (end - start));
  };
}

/** The first index, from `start` on, whose place is such; once one is, all after it are. */
function firstThat(xs: ArrayLike<number>, start: number, isSuch: (x: number) => boolean): number {
  let [low, high] = [start, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSuch(xs[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function same(value: number): number {
  return value;
}

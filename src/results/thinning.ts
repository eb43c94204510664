/**
 * A curve with as many points as the screen can show: of each pixel's column the lowest and the highest, so that no spike is
 * lost however many points there are.
 */

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
 */
export function thin(xs: ArrayLike<number>, ys: ArrayLike<number>, view: ThinningView): ThinnedPoint[] {
  const [place, back] = view.scale === "log" ? [Math.log, Math.exp] : [same, same];
  const [start, end] = [place(view.from), place(view.to)];
  const buckets = Math.max(1, Math.floor(view.widthPx));
  const kept: ThinnedPoint[] = [];
  /** The lowest and the highest of the bucket, and where the next one begins: asked for every point, so it must be cheap. */
  let [low, high, next] = [-1, -1, -Infinity];
  const flush = (): void => {
    if (low < 0) return;
    for (const index of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      kept.push({ x: xs[index] as number, y: ys[index] as number });
    }
  };
  const canBeShown = (i: number): boolean =>
    Number.isFinite(ys[i]) && (view.scale === "linear" || (xs[i] as number) > 0);
  const first = firstFrom(xs, view.from);
  for (let i = first - 1; i >= 0; i--) {
    if (!canBeShown(i)) continue;
    if (first < xs.length) kept.push({ x: xs[i] as number, y: ys[i] as number });
    break;
  }
  for (let i = first; i < xs.length; i++) {
    if (!canBeShown(i)) continue;
    const [x, y] = [xs[i] as number, ys[i] as number];
    if (x > view.to) {
      flush();
      [low, high] = [-1, -1];
      kept.push({ x, y });
      break;
    }
    if (x >= next) {
      flush();
      [low, high] = [i, i];
      const own = end > start ? Math.min(buckets - 1, Math.floor(((place(x) - start) / (end - start)) * buckets)) : 0;
      next = own === buckets - 1 ? Infinity : back(start + ((own + 1) / buckets) * (end - start));
    } else {
      if (y < (ys[low] as number)) low = i;
      if (y >= (ys[high] as number)) high = i;
    }
  }
  flush();
  return kept;
}

/** The first place that is not below `from`. */
function firstFrom(xs: ArrayLike<number>, from: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function same(value: number): number {
  return value;
}

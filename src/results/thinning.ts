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
  const place = view.scale === "log" ? Math.log : (x: number): number => x;
  const [start, end] = [place(view.from), place(view.to)];
  const buckets = Math.max(1, Math.floor(view.widthPx));
  const kept: ThinnedPoint[] = [];
  let [bucket, low, high, last] = [-Infinity, -1, -1, -1];
  const flush = (): void => {
    if (low < 0) return;
    for (const index of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      kept.push({ x: xs[index] as number, y: ys[index] as number });
    }
  };
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i] as number, ys[i] as number];
    if (!Number.isFinite(y) || (view.scale === "log" && x <= 0)) continue;
    if (x < view.from) {
      last = i;
      continue;
    }
    if (last >= 0 && bucket === -Infinity) kept.push({ x: xs[last] as number, y: ys[last] as number });
    if (x > view.to) {
      flush();
      [low, high] = [-1, -1];
      kept.push({ x, y });
      break;
    }
    const own = end > start ? Math.min(buckets - 1, Math.floor(((place(x) - start) / (end - start)) * buckets)) : 0;
    if (own !== bucket) {
      flush();
      [bucket, low, high] = [own, i, i];
    } else {
      if (y < (ys[low] as number)) low = i;
      if (y >= (ys[high] as number)) high = i;
    }
  }
  flush();
  return kept;
}

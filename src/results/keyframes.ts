/**
 * How a figure came about: what it showed as the training went on. The history is bounded: it keeps the first and the newest,
 * and of those between as many as are worth looking at, evenly; pixels are kept in 8 bits, which is what a screen shows.
 */
import type { CurvePoint } from "../protocol.ts";
import type { Figure, FigureRow, ScatterFigure, TileFigure } from "./figure.ts";

/** Of one figure: as many steps as a hand can tell apart on a slider, and no more than its share of the browser's storage. */
const MOST_FRAMES = 60;
const MOST_BYTES = 2_000_000;

/** Pixels from 0 to 1 as 0 to 255; of differences −1 to 1 as 1 to 255, with no difference at 128 exactly. */
export type PackedRow = Omit<FigureRow, "pixels"> & { readonly pixels: Uint8Array };
export type PackedTiles = Omit<TileFigure, "rows"> & { readonly rows: readonly PackedRow[] };
export type PackedFigure = PackedTiles | ScatterFigure;

export interface Keyframe {
  /** How many figures of this id came before it. */
  readonly place: number;
  /** Where the training was: "epoch 12 of 50". */
  readonly when: string;
  readonly figure: PackedFigure;
}

/** Of one figure, by its id. */
export interface FigureHistory {
  readonly id: string;
  /** In order of arrival, the newest last. */
  readonly frames: readonly Keyframe[];
}

/**
 * The histories after one more figure; those of other figures stay the same objects.
 *
 * @param skipped - how many of its id came since the one before it and are not told of
 */
export function withKeyframe(
  histories: readonly FigureHistory[],
  figure: Figure,
  when: string,
  skipped = 0,
): FigureHistory[] {
  const { id } = figure;
  const former = histories.find((history) => history.id === id);
  const place = (former?.frames.at(-1)?.place ?? -1) + 1 + skipped;
  const frames = bounded([...(former?.frames ?? []), { place, when, figure: packFigure(figure) }]);
  const history = { id, frames };
  return former === undefined ? [...histories, history] : histories.map((each) => (each === former ? history : each));
}

/** As many frames of one figure as are kept of it: all while they are few, and always the first and the newest. */
export function bounded<Frame extends Pick<Keyframe, "place" | "figure">>(frames: readonly Frame[]): readonly Frame[] {
  const newest = frames.at(-1);
  if (newest === undefined) return frames;
  return thinned(frames, Math.max(2, Math.min(MOST_FRAMES, Math.floor(MOST_BYTES / bytesOf(newest.figure)))));
}

/** Where a training is: by epochs where it has several, else by steps. */
export function momentWords(
  plan: { readonly epochs: number; readonly stepsPerEpoch: number } | null,
  newest: Pick<CurvePoint, "epoch" | "step"> | null,
): string {
  if (newest === null) return "before training";
  const { epoch, step } = newest;
  if (plan !== null && plan.epochs > 1) return `epoch ${Number(epoch.toFixed(1))} of ${plan.epochs}`;
  return plan === null ? `step ${step}` : `step ${step} of ${plan.stepsPerEpoch}`;
}

export function packFigure(figure: Figure): PackedFigure {
  if (figure.kind === "scatter") return figure;
  const rows = figure.rows.map((row) => ({ ...row, pixels: Uint8Array.from(row.pixels, PACK[row.role]) }));
  return { ...figure, rows };
}

export function unpackFigure(figure: PackedFigure): Figure {
  if (figure.kind === "scatter") return figure;
  const rows = figure.rows.map((row) => ({ ...row, pixels: Float32Array.from(row.pixels, UNPACK[row.role]) }));
  return { ...figure, rows };
}

const ink = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));
const inkBack = (value: number): number => value / 255;

const PACK: Readonly<Record<FigureRow["role"], (value: number) => number>> = {
  image: ink,
  damaged: ink,
  difference: (value) => 128 + Math.round(127 * Math.min(1, Math.max(-1, value))),
};

const UNPACK: Readonly<Record<FigureRow["role"], (value: number) => number>> = {
  image: inkBack,
  damaged: inkBack,
  difference: (value) => (value - 128) / 127,
};

/** Leaves out, one by one, the frame whose neighbours are closest to each other, and never the first or the last. */
function thinned<Frame extends Pick<Keyframe, "place">>(frames: readonly Frame[], most: number): readonly Frame[] {
  const kept = [...frames];
  while (kept.length > most) {
    let [least, narrowest] = [1, Infinity];
    for (let i = 1; i < kept.length - 1; i++) {
      const gap = (kept[i + 1] as Frame).place - (kept[i - 1] as Frame).place;
      if (gap < narrowest) [least, narrowest] = [i, gap];
    }
    kept.splice(least, 1);
  }
  return kept;
}

function bytesOf(figure: PackedFigure): number {
  if (figure.kind === "scatter") return Math.max(1, figure.points.byteLength + figure.labels.byteLength);
  const bytes = figure.rows.map(({ pixels, holes }) => pixels.byteLength + (holes?.byteLength ?? 0));
  return Math.max(
    1,
    bytes.reduce((sum, each) => sum + each, 0),
  );
}

/**
 * A scatter figure as pixels: one colour per digit, and the digit itself written at the middle of its points for whoever
 * cannot tell ten colours apart. The one place that paints it, for the page, the PNG and the command line alike.
 */
import type { ScatterFigure } from "../../src/results/figure.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface Square {
  readonly left: number;
  readonly top: number;
  /** px. */
  readonly size: number;
}

/** What the page takes from its theme and a file from itself. */
export interface ScatterColours {
  /** One for each digit. */
  readonly digits: readonly string[];
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly fontFamily: string;
}

/** On white, whatever the theme. */
export const PRINT_COLOURS: ScatterColours = {
  digits: [
    "#12304b",
    "#5c0089",
    "#4b5785",
    "#1495fe",
    "#b186b8",
    "#6e020c",
    "#ae351b",
    "#da7e11",
    "#9648c7",
    "#55886f",
  ],
  text: "#1b1f24",
  quiet: "#59626d",
  line: "#e1e4e8",
  surface: "#ffffff",
  fontFamily: '"Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", Arial, sans-serif',
};

/** Room for the figures of the axes and their names, px. */
export const AXES_PX = { left: 46, bottom: 40, top: 6, right: 6 } as const;

const FONT_PX = 12;
const TICK_PX = 4;
/** What is not in the light keeps this much of its colour. */
const FAINT = 0.08;
/** Digits with fewer points than this, or than this share of the most, carry no name: it would cover them. */
const NAMED_COUNT = 4;
const NAMED_SHARE = 0.02;

/** Which digit stands out, and whether the others are dimmed or not there at all. */
export interface Focus {
  readonly digit: number;
  readonly others: "dimmed" | "hidden";
}

/** @param box - of the whole figure with its axes */
export function paintScatter(
  context: Context,
  figure: ScatterFigure,
  box: Square,
  colours: ScatterColours = PRINT_COLOURS,
  focus: Focus | null = null,
): void {
  const plot = plotOf(box);
  context.save();
  paintAxes(context, figure, plot, colours);
  const placeX = placing(figure.points, 0, plot.left, plot.size);
  const placeY = placing(figure.points, 1, plot.top + plot.size, -plot.size);
  const radius = pointRadius(figure.labels.length);
  const alpha = figure.labels.length > 1500 ? 0.65 : 0.85;
  figure.labels.forEach((label, index) => {
    const isLit = focus === null || label === focus.digit;
    if (!isLit && focus.others === "hidden") return;
    context.globalAlpha = isLit ? alpha : FAINT;
    context.fillStyle = colours.digits[label] ?? colours.text;
    context.beginPath();
    context.arc(
      placeX(figure.points[2 * index] as number),
      placeY(figure.points[2 * index + 1] as number),
      radius,
      0,
      2 * Math.PI,
    );
    context.fill();
  });
  context.globalAlpha = 1;
  for (const { label, x, y } of middles(figure)) {
    if (focus === null || label === focus.digit) paintName(context, label, placeX(x), placeY(y), colours);
  }
  context.restore();
}

/** Where points lie within the whole figure. */
export function plotOf({ left, top, size }: Square): Square {
  return {
    left: left + AXES_PX.left,
    top: top + AXES_PX.top,
    size: size - AXES_PX.left - AXES_PX.right,
  };
}

/** How high a figure of this width is, px. */
export function scatterHeight(size: number): number {
  return plotOf({ left: 0, top: 0, size }).size + AXES_PX.top + AXES_PX.bottom;
}

/**
 * @param digit - the only one that is there, or null for all
 * @returns the index of the nearest point to a place in the box, or -1 where none is within reach
 */
export function pointAt(
  { points, labels }: ScatterFigure,
  box: Square,
  left: number,
  top: number,
  digit: number | null,
): number {
  const plot = plotOf(box);
  const placeX = placing(points, 0, plot.left, plot.size);
  const placeY = placing(points, 1, plot.top + plot.size, -plot.size);
  let [found, least] = [-1, REACH_PX ** 2];
  labels.forEach((label, index) => {
    if (digit !== null && label !== digit) return;
    const across = placeX(points[2 * index] as number) - left;
    const down = placeY(points[2 * index + 1] as number) - top;
    const distance = across * across + down * down;
    if (distance <= least) [found, least] = [index, distance];
  });
  return found;
}

const REACH_PX = 14;

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

/** Four to six steps of 1, 2 or 5 times a power of ten. */
export function ticksOf(low: number, high: number): { readonly value: number; readonly text: string }[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  // A step that is no binary fraction misses its own multiples by a hair.
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) }, (_, index) => {
    const value = (first + index) * step;
    return { value, text: (value === 0 ? 0 : value).toFixed(digits).replace("-", "−") };
  });
}

/** The median point of each digit that is there, which a few strays do not move. */
export function middles({ points, labels }: ScatterFigure): { label: number; x: number; y: number }[] {
  const byDigit = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const indices = byDigit.get(label) ?? [];
    indices.push(index);
    byDigit.set(label, indices);
  });
  const most = Math.max(0, ...[...byDigit.values()].map(({ length }) => length));
  return [...byDigit]
    .filter(([, indices]) => indices.length >= Math.max(NAMED_COUNT, NAMED_SHARE * most))
    .sort(([a], [b]) => a - b)
    .map(([label, indices]) => ({
      label,
      x: median(indices.map((index) => points[2 * index] as number)),
      y: median(indices.map((index) => points[2 * index + 1] as number)),
    }));
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function placing(points: Float32Array, axis: 0 | 1, from: number, length: number): (value: number) => number {
  const { low, high } = rangeOf(points, axis);
  return (value) => from + (length * (value - low)) / (high - low);
}

function pointRadius(count: number): number {
  return count > 5000 ? 1.5 : count > 1500 ? 2 : 3;
}

function paintAxes(
  context: Context,
  { points, xLabel, yLabel }: ScatterFigure,
  { left, top, size }: Square,
  { quiet, line, fontFamily }: ScatterColours,
): void {
  context.font = `${FONT_PX}px ${fontFamily}`;
  context.strokeStyle = line;
  context.fillStyle = quiet;
  context.lineWidth = 1;
  context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, size, size);
  const [x, y] = [rangeOf(points, 0), rangeOf(points, 1)];
  const [placeX, placeY] = [placing(points, 0, left, size), placing(points, 1, top + size, -size)];
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const { value, text } of ticksOf(x.low, x.high)) context.fillText(text, placeX(value), top + size + TICK_PX + 2);
  context.fillText(xLabel, left + size / 2, top + size + TICK_PX + FONT_PX + 8);
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const { value, text } of ticksOf(y.low, y.high)) context.fillText(text, left - TICK_PX - 2, placeY(value));
  context.textAlign = "center";
  context.translate(left - AXES_PX.left + FONT_PX / 2 + 1, top + size / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(yLabel, 0, 0, size);
  context.rotate(Math.PI / 2);
  context.translate(-(left - AXES_PX.left + FONT_PX / 2 + 1), -(top + size / 2));
}

/** The digit in its colour on a ground of its own, so that it reads among its points. */
function paintName(context: Context, digit: number, left: number, top: number, colours: ScatterColours): void {
  context.font = `700 15px ${colours.fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 5;
  context.strokeStyle = colours.surface;
  context.strokeText(String(digit), left, top);
  context.fillStyle = colours.text;
  context.fillText(String(digit), left, top);
}

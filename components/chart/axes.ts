/** Axes in the lab's hand: hairlines, quiet figures, few ticks. */
import type { Scale, ScaleOptionsByType } from "chart.js";
import type { Palette } from "../theme.ts";
import type { AxisKind } from "./chart-element.ts";

type Axis = ScaleOptionsByType<"linear" | "logarithmic">;
export type AxisOptions = { [Key in keyof Axis | "grace"]?: unknown };

export const AXIS_FONT_PX = 12;

/** A logarithmic axis that spans less than this factor has too few powers of ten, and gets even steps. */
const SHORT_SPAN = 4;

/** The value axis. */
export function valueAxis(kind: AxisKind, title: string, colours: Palette): AxisOptions {
  return {
    type: kind,
    ...(kind === "linear" ? { beginAtZero: true } : {}),
    title: axisTitle(title, colours),
    grid: { color: colours.line, drawTicks: false },
    border: { display: false },
    afterBuildTicks(axis: Scale) {
      if (kind === "logarithmic" && axis.max / axis.min < SHORT_SPAN) axis.ticks = evenTicks(axis.min, axis.max);
    },
    ticks: {
      color: colours.quiet,
      font: { size: AXIS_FONT_PX },
      padding: 6,
      maxTicksLimit: 7,
      callback(this: Scale, value: string | number) {
        return kind === "linear" ? shortNumber(Number(value)) : logarithmicLabel(Number(value), this.max / this.min);
      },
    },
  };
}

export function axisTitle(text: string, colours: Palette): object {
  return { display: true, text, color: colours.quiet, font: { size: AXIS_FONT_PX } };
}

/** More places than this along an axis, and it counts in even steps instead of naming each. */
const MOST_PLACES = 10;

/** Measured places further apart than this factor stand at their logarithms, or all but one would touch. */
const WIDE_SPAN = 20;

/** The axis of measured places, each named where they are few. */
export function placesAxis(places: readonly number[], title: string, colours: Palette): AxisOptions {
  return {
    type: placesAxisKind(places),
    title: axisTitle(title, colours),
    grid: { display: false },
    border: { color: colours.line },
    grace: "5%",
    afterBuildTicks(axis: Scale) {
      const places = placesOf(axis);
      if (places.length <= MOST_PLACES) axis.ticks = places.map((value) => ({ value }));
    },
    ticks: {
      color: colours.quiet,
      font: { size: AXIS_FONT_PX },
      maxTicksLimit: 8,
      callback: (value: string | number) => shortNumber(Number(value)),
    },
  };
}

/** Which kind of axis measured places ask for. */
export function placesAxisKind(places: readonly number[]): AxisKind {
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return low > 0 && high / low >= WIDE_SPAN && new Set(places).size <= MOST_PLACES ? "logarithmic" : "linear";
}

function placesOf({ chart }: Scale): number[] {
  const points = chart.data.datasets.flatMap(({ data }) => data as unknown as { x: number }[]);
  return [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
}

/** 0.002, 0.05, 12: as short as it can be and still be the number. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Four to nine steps of 1, 2 or 5 times a power of ten. */
function evenTicks(minimum: number, maximum: number): { value: number }[] {
  const rough = (maximum - minimum) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(minimum / step);
  const count = Math.floor(maximum / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({ value: (first + index) * step }));
}

/** On a logarithmic axis only 1, 2 and 5 carry a figure, where there is room for few only 1, and in a short one all do. */
function logarithmicLabel(value: number, span: number): string | null {
  if (span < SHORT_SPAN) return shortNumber(value);
  const leading = Number(value.toExponential().charAt(0));
  const exact = Math.abs(value / 10 ** Math.floor(Math.log10(value) + 1e-9) - leading) < 1e-6;
  const shown = span > 300 ? [1] : span > 8 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 8];
  return exact && shown.includes(leading) ? shortNumber(value) : null;
}

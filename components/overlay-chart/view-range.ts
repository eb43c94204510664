/**
 * Which part of a chart's axis is looked at: by buttons, by dragging (which moves it), by the wheel with Ctrl (which enlarges
 * about the pointer). A plain wheel still scrolls the page.
 */
import type { Chart, ChartEvent, Plugin } from "chart.js";

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Closer than this share of the whole there is nothing more to see. */
const CLOSEST = 1e-5;

/** @returns null where it is the whole again */
export function zoomed(range: Range, whole: Range, factor: number, isLog: boolean, about = 0.5): Range | null {
  const [place, back] = isLog ? [Math.log, Math.exp] : [same, same];
  const [low, high] = [place(range.from), place(range.to)];
  const [start, end] = [place(whole.from), place(whole.to)];
  const span = Math.max((high - low) * factor, (end - start) * CLOSEST);
  if (span >= end - start) return null;
  const from = Math.min(Math.max(start, low + about * (high - low) - about * span), end - span);
  return { from: back(from), to: back(from + span) };
}

/** Moves by a share of what is in view, and never beyond the ends. */
export function panned(range: Range, whole: Range, share: number, isLog: boolean): Range {
  const [place, back] = isLog ? [Math.log, Math.exp] : [same, same];
  const [low, high] = [place(range.from), place(range.to)];
  const [start, end] = [place(whole.from), place(whole.to)];
  const from = Math.min(Math.max(start, low + share * (high - low)), end - (high - low));
  return { from: back(from), to: back(from + high - low) };
}

export class ViewRange {
  isLog = false;
  whole: Range = { from: 0, to: 1 };
  /** Null for the whole. */
  range: Range | null = null;

  readonly #chart: () => Chart<"line", { x: number; y: number }[]> | null;
  readonly #changed: (range: Range | null) => void;

  constructor(chart: () => Chart<"line", { x: number; y: number }[]> | null, changed: (range: Range | null) => void) {
    this.#chart = chart;
    this.#changed = changed;
  }

  zoom(factor: number, about = 0.5): void {
    this.#changed(zoomed(this.range ?? this.whole, this.whole, factor, this.isLog, about));
  }

  pan(share: number): void {
    if (this.range !== null) this.#changed(panned(this.range, this.whole, share, this.isLog));
  }

  /** Listens to the canvas for as long as its chart lives. */
  plugin(): Plugin<"line"> {
    let held: { readonly x: number; readonly range: Range } | null = null;
    let canvas: HTMLCanvasElement | null = null;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 0.8 : 1.25, this.#shareAt(event.offsetX));
    };
    const onUp = (): void => void (held = null);
    return {
      id: "view-range",
      install: (chart) => {
        canvas = chart.canvas;
        canvas.addEventListener("wheel", onWheel, { passive: false });
        window.addEventListener("pointerup", onUp);
      },
      uninstall: () => {
        // By now the chart itself has let go of its canvas, on which the next chart may be drawn.
        canvas?.removeEventListener("wheel", onWheel);
        window.removeEventListener("pointerup", onUp);
      },
      beforeInit: (chart) => {
        chart.options.events = ["mousemove", "mouseout", "click", "mousedown"];
      },
      beforeEvent: (_chart, { event }) => {
        held = this.#follow(event, held);
      },
    };
  }

  #follow(event: ChartEvent, held: { readonly x: number; readonly range: Range } | null): typeof held {
    const x = event.x ?? 0;
    if (String(event.type) === "mousedown") return this.range === null ? null : { x, range: this.range };
    if (event.type !== "mousemove" || held === null) return event.type === "mouseout" ? null : held;
    const width = this.#chart()?.chartArea.width ?? 1;
    this.#changed(panned(held.range, this.whole, (held.x - x) / width, this.isLog));
    return held;
  }

  #shareAt(x: number): number {
    const area = this.#chart()?.chartArea;
    return area === undefined ? 0.5 : Math.min(1, Math.max(0, (x - area.left) / area.width));
  }
}

function same(value: number): number {
  return value;
}

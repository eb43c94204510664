/**
 * A Chart.js plugin that writes each line's name and last value at its end, so that four lines need no legend. It takes as much
 * room on the right as the words need; where that would leave too little for the lines, it leaves the names to a legend.
 */
import type { Chart, Plugin } from "chart.js";
import { AXIS_FONT_PX, shortNumber } from "../chart/axes.ts";
import type { ChartPoint } from "../chart/chart-element.ts";
import { LINES_WITH_END_LABELS } from "./line-styles.ts";

/** Name and value side by side, one above the other, or no room for either. */
export type LabelLayout = "one line" | "two lines" | "none";

export interface EndLabel {
  readonly name: string;
  readonly value: string;
}

const LINE_HEIGHT_PX = 15;

/** Between the end of a line and its name, and between the name and the edge. */
const GAP_PX = 6;

/** A chart narrower than this puts the name above the value instead of before it. */
const ROOM_FOR_ONE_LINE_PX = 480;

/** Names may take this share of the chart's width. */
const MOST_SHARE = 0.34;

/** Room on the right of a chart at least, so that usual names do not move the lines as their figures change, px. */
const ROOM_PX = { "one line": 124, "two lines": 72, none: 8 } as const;

/** Room grows in such steps, for the same reason. */
const STEP_PX = 16;

/** @param measure - width of words in the labels' font, px */
export function layOut(
  labels: readonly EndLabel[],
  widthPx: number,
  measure: (words: string) => number,
): { readonly layout: LabelLayout; readonly roomPx: number } {
  const widest = (words: readonly string[]): number => Math.max(0, ...words.map(measure)) + 2 * GAP_PX;
  const side = widest(labels.map(({ name, value }) => `${name} ${value}`));
  const stacked = widest(labels.flatMap(({ name, value }) => [name, value]));
  const most = MOST_SHARE * widthPx;
  const fits: readonly [LabelLayout, number][] = [
    ["one line", widthPx < ROOM_FOR_ONE_LINE_PX ? Infinity : side],
    ["two lines", stacked],
  ];
  const [layout, neededPx] = fits.find(([, px]) => px <= most) ?? (["none", 0] as const);
  return { layout, roomPx: Math.max(ROOM_PX[layout], STEP_PX * Math.ceil(neededPx / STEP_PX)) };
}

/** @param onLayout - told of each layout: what is left to the legend changes with the width and the names */
export function endLabels(fontFamily: string, onLayout: (layout: LabelLayout) => void): Plugin<"line"> {
  const font = `${AXIS_FONT_PX}px ${fontFamily}`;
  let layout: LabelLayout = "one line";
  return {
    id: "end-labels",
    // Asked before each layout, because a chart learns its width only after it has been made.
    beforeLayout(chart) {
      const padding = chart.options.layout?.padding;
      const labels = labelsOf(chart).map(({ label }) => label);
      if (typeof padding !== "object") return;
      if (labels.length === 0 || chart.width === 0) return void Object.assign(padding, { right: ROOM_PX.none });
      const { ctx } = chart;
      ctx.save();
      ctx.font = font;
      const laid = layOut(labels, chart.width, (words) => ctx.measureText(words).width);
      ctx.restore();
      layout = laid.layout;
      Object.assign(padding, { right: laid.roomPx });
      onLayout(layout);
    },
    afterDatasetsDraw(chart) {
      if (layout !== "none") paint(chart, font, layout);
    },
  };
}

function paint(chart: Chart<"line">, font: string, layout: Exclude<LabelLayout, "none">): void {
  const { ctx, chartArea } = chart;
  const labels = labelsOf(chart).flatMap(({ label, index, colour }) => {
    const last = chart.getDatasetMeta(index).data.at(-1);
    return last === undefined ? [] : [{ ...label, colour, x: last.x, y: last.y }];
  });
  labels.sort((a, b) => a.y - b.y);
  const isStacked = layout === "two lines";
  const heightPx = isStacked ? 2 * LINE_HEIGHT_PX : LINE_HEIGHT_PX;
  // Pushed apart from the top down, but never so far that the last would leave the chart.
  let floor = chartArea.top;
  ctx.save();
  ctx.font = font;
  ctx.textBaseline = "middle";
  labels.forEach(({ x, y, name, value, colour }, index) => {
    const lowest = chartArea.bottom - (isStacked ? LINE_HEIGHT_PX / 2 : 0);
    const ceiling = lowest - heightPx * (labels.length - 1 - index);
    const labelY = Math.min(Math.max(y, floor), ceiling);
    floor = labelY + heightPx;
    ctx.fillStyle = colour;
    const lines = isStacked ? [name, value] : [`${name} ${value}`];
    lines.forEach((line, row) => {
      const offset = isStacked ? (row - 0.5) * (LINE_HEIGHT_PX - 2) : 0;
      ctx.fillText(line, x + GAP_PX, labelY + offset);
    });
  });
  ctx.restore();
}

/** None where there are so many lines that they go by other names. */
function labelsOf(
  chart: Chart<"line">,
): { readonly label: EndLabel; readonly index: number; readonly colour: string }[] {
  const labels = chart.data.datasets.flatMap((dataset, index) => {
    const { label: name = "", data, borderColor } = dataset;
    const value = (data as unknown as ChartPoint[]).at(-1)?.y;
    if (name === "" || value === undefined) return [];
    const colour = typeof borderColor === "string" ? borderColor : "";
    return [{ label: { name, value: shortNumber(value) }, index, colour }];
  });
  return labels.length > LINES_WITH_END_LABELS ? [] : labels;
}

/**
 * A Chart.js plugin for lying bars: each one's interval and value, and published figures as hollow points across their group.
 * On a logarithmic axis a bar's length means nothing, and a point stands where its end would be.
 */
import type { Chart, Plugin } from "chart.js";
import { AXIS_FONT_PX } from "../chart/axes.ts";
import type { ChartPoint } from "../chart/chart-element.ts";
import type { Palette } from "../theme.ts";
import type { PublishedMark } from "./series.ts";

const CAP_PX = 3;
const GAP_PX = 6;

/** More bars than this are read off the axis. */
const MOST_VALUES = 48;

export interface BarMarks {
  readonly published: () => readonly PublishedMark[];
  readonly text: (value: number) => string;
  readonly arePoints: boolean;
}

export function barMarks({ published, text, arePoints }: BarMarks, colours: Palette): Plugin<"bar"> {
  return {
    id: "bar-marks",
    afterDatasetsDraw(chart) {
      const { ctx, scales } = chart;
      const x = scales["x"];
      if (x === undefined) return;
      const count = chart.data.datasets.reduce((sum, { data }) => sum + data.length, 0);
      ctx.save();
      ctx.font = `${AXIS_FONT_PX}px ${colours.fontFamily}`;
      ctx.textBaseline = "middle";
      chart.data.datasets.forEach((dataset, index) => {
        (dataset.data as unknown as ChartPoint[]).forEach((point, at) => {
          const bar = chart.getDatasetMeta(index).data[at];
          if (bar === undefined) return;
          const end = x.getPixelForValue(point.x);
          if (point.error !== undefined) paintInterval(chart, point, bar.y, colours);
          if (arePoints) paintPoint(ctx, end, bar.y, colourOf(dataset.borderColor), null);
          ctx.fillStyle = colours.text;
          // In a column of their own, where neither whiskers nor published points lie.
          if (count <= MOST_VALUES) ctx.fillText(text(point.x), chart.chartArea.right + GAP_PX, bar.y);
        });
      });
      for (const mark of published()) {
        const middle = scales["y"]?.getPixelForValue(mark.x) ?? 0;
        paintPoint(ctx, x.getPixelForValue(mark.y), middle, colours.published, colours.surface);
      }
      ctx.restore();
    },
  };
}

function paintInterval(
  { ctx, scales }: Chart<"bar">,
  { x, error = 0 }: ChartPoint,
  top: number,
  colours: Palette,
): void {
  const axis = scales["x"];
  if (axis === undefined) return;
  const [low, high] = [axis.getPixelForValue(Math.max(x - error, axis.min)), axis.getPixelForValue(x + error)];
  ctx.strokeStyle = colours.text;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  ctx.moveTo(low, top);
  ctx.lineTo(high, top);
  for (const at of [low, high]) {
    ctx.moveTo(at, top - CAP_PX);
    ctx.lineTo(at, top + CAP_PX);
  }
  ctx.stroke();
}

function paintPoint(
  ctx: CanvasRenderingContext2D,
  left: number,
  top: number,
  stroke: string,
  fill: string | null,
): void {
  ctx.beginPath();
  ctx.arc(left, top, 4, 0, 2 * Math.PI);
  ctx.fillStyle = fill ?? stroke;
  ctx.fill();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.6;
  ctx.stroke();
}

/** Chart.js allows gradients and functions where this chart gives plain colours. */
function colourOf(colour: unknown): string {
  return typeof colour === "string" ? colour : "";
}

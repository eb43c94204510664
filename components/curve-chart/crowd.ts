/**
 * A Chart.js plugin that draws a crowd of curves: all thin and faint, the chosen one bold, the one that is pointed at lifted
 * out by name. Chart.js makes an object for each point of each line; three hundred lines stay fluent only without them.
 */
import type { Chart, ChartEvent, Plugin } from "chart.js";
import { AXIS_FONT_PX, shortNumber } from "../chart/axes.ts";
import type { Palette } from "../theme.ts";
import type { XY } from "./curves.ts";

export interface CrowdLine {
  readonly name: string;
  readonly points: readonly XY[];
  readonly isChosen: boolean;
}

/** How near the pointer has to come, px. */
const REACH_PX = 24;

/** @param lines - those to draw at the moment of drawing */
export function crowd(lines: () => readonly CrowdLine[], colours: Palette): Plugin<"line"> {
  let pointed: { readonly line: CrowdLine; readonly point: XY } | null = null;
  return {
    id: "crowd",
    beforeDatasetsDraw(chart) {
      const all = lines();
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.lineJoin = "round";
      ctx.lineWidth = 1;
      ctx.strokeStyle = colours.text;
      ctx.globalAlpha = Math.max(0.1, Math.min(0.4, 8 / all.length));
      for (const line of all) if (!line.isChosen) strokeLine(chart, line);
      ctx.globalAlpha = 1;
      ctx.lineWidth = 2.4;
      ctx.strokeStyle = colours.ours;
      for (const line of all) if (line.isChosen) strokeLine(chart, line);
      ctx.restore();
      if (pointed !== null && all.includes(pointed.line)) lift(chart, pointed, colours);
    },
    afterEvent(chart, args) {
      const next = args.event.type === "mouseout" ? null : nearest(chart, lines(), args.event);
      if (next?.point === pointed?.point) return;
      pointed = next;
      args.changed = true;
    },
  };
}

function strokeLine({ ctx, scales }: Chart, { points }: CrowdLine): void {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return;
  ctx.beginPath();
  const [only] = points;
  // A single point draws no line, and the first step would look empty.
  if (only !== undefined && points.length === 1) {
    ctx.arc(x.getPixelForValue(only.x), y.getPixelForValue(only.y), 1.5, 0, 2 * Math.PI);
  }
  for (const point of points) ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.y));
  ctx.stroke();
}

/** The line that is pointed at, with its name and the value at the point, kept within the chart. */
function lift(chart: Chart, { line, point }: { line: CrowdLine; point: XY }, colours: Palette): void {
  const { ctx, chartArea, scales } = chart;
  const left = scales["x"]?.getPixelForValue(point.x) ?? 0;
  const top = scales["y"]?.getPixelForValue(point.y) ?? 0;
  const text = `${line.name}: ${shortNumber(point.y)}`;
  ctx.save();
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = line.isChosen ? colours.ours : colours.text;
  strokeLine(chart, line);
  ctx.beginPath();
  ctx.arc(left, top, 3, 0, 2 * Math.PI);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.fill();
  ctx.font = `${AXIS_FONT_PX}px ${colours.fontFamily}`;
  const width = ctx.measureText(text).width + 12;
  const boxLeft = Math.max(chartArea.left, Math.min(left + 8, chartArea.right - width));
  const boxTop = top - 30 < chartArea.top ? top + 8 : top - 30;
  ctx.fillStyle = colours.text;
  ctx.fillRect(boxLeft, boxTop, width, 22);
  ctx.fillStyle = colours.surface;
  ctx.textBaseline = "middle";
  ctx.fillText(text, boxLeft + 6, boxTop + 11);
  ctx.restore();
}

function nearest(
  { scales }: Chart,
  lines: readonly CrowdLine[],
  { x: pointerX, y: pointerY }: ChartEvent,
): { readonly line: CrowdLine; readonly point: XY } | null {
  const { x, y } = scales;
  if (x === undefined || y === undefined || pointerX === null || pointerY === null) return null;
  let found: { line: CrowdLine; point: XY } | null = null;
  let least = REACH_PX ** 2;
  for (const line of lines) {
    for (const point of line.points) {
      const across = x.getPixelForValue(point.x) - pointerX;
      if (Math.abs(across) > REACH_PX) continue;
      const distance = across ** 2 + (y.getPixelForValue(point.y) - pointerY) ** 2;
      if (distance < least) [least, found] = [distance, { line, point }];
    }
  }
  return found;
}

/** A Chart.js plugin that writes each bar's value at its end, so that nobody has to read it off an axis. */
import type { Plugin } from "chart.js";
import { AXIS_FONT_PX } from "../chart/axes.ts";
import type { Palette } from "../theme.ts";
import type { BarLine } from "./bar-lines.ts";

const GAP_PX = 6;

/** @param lines - those in the chart at the moment of drawing, in its order */
export function barValues(lines: () => readonly BarLine[], colours: Palette): Plugin<"bar"> {
  return {
    id: "bar-values",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `${AXIS_FONT_PX}px ${colours.fontFamily}`;
      ctx.fillStyle = colours.text;
      ctx.textBaseline = "middle";
      lines().forEach(({ value, text }, index) => {
        const bar = chart.getDatasetMeta(0).data[index];
        if (value === null || bar === undefined) return;
        ctx.fillText(text, Math.max(bar.x, chartArea.left) + GAP_PX, bar.y);
      });
      ctx.restore();
    },
  };
}

/** Chart.js plugins of the hidden-share chart: 95 % whiskers, and a name and a hairline for each panel. */
import type { Chart, Plugin } from "chart.js";
import { AXIS_FONT_PX } from "../chart/axes.ts";
import type { ChartPoint } from "../chart/chart-element.ts";
import type { Palette } from "../theme.ts";

const CAP_PX = 3;

/** Draws the interval of each point that has one, in the colour of its line. */
export function whiskers(): Plugin<"line"> {
  return {
    id: "whiskers",
    beforeDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.lineWidth = 1.2;
      chart.data.datasets.forEach((dataset, index) => {
        const { xAxisID } = chart.getDatasetMeta(index);
        const x = chart.scales[xAxisID ?? "x"];
        const y = chart.scales["y"];
        if (dataset.label !== "ours" || x === undefined || y === undefined) return;
        ctx.strokeStyle = typeof dataset.borderColor === "string" ? dataset.borderColor : "";
        for (const point of dataset.data as unknown as ChartPoint[]) {
          if (point.error === undefined) continue;
          const at = x.getPixelForValue(point.x);
          const top = y.getPixelForValue(point.y + point.error);
          const bottom = y.getPixelForValue(Math.max(point.y - point.error, y.min));
          ctx.beginPath();
          ctx.moveTo(at, top);
          ctx.lineTo(at, bottom);
          ctx.moveTo(at - CAP_PX, top);
          ctx.lineTo(at + CAP_PX, top);
          ctx.moveTo(at - CAP_PX, bottom);
          ctx.lineTo(at + CAP_PX, bottom);
          ctx.stroke();
        }
      });
      ctx.restore();
    },
  };
}

/** Names above the panels, a hairline between them, and what their shared axis counts; `titles` by x axis, left to right. */
export function panelTitles(titles: readonly string[], colours: Palette): Plugin<"line"> {
  return {
    id: "panel-titles",
    beforeDatasetsDraw(chart: Chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `600 ${AXIS_FONT_PX}px ${colours.fontFamily}`;
      ctx.fillStyle = colours.text;
      ctx.strokeStyle = colours.line;
      ctx.textAlign = "center";
      titles.forEach((title, index) => {
        const axis = chart.scales[`x${index}`];
        if (axis === undefined) return;
        ctx.fillText(title, (axis.left + axis.right) / 2, chartArea.top - 10, axis.width - 8);
        if (index === 0) return;
        ctx.beginPath();
        ctx.moveTo(axis.left, chartArea.top);
        ctx.lineTo(axis.left, chartArea.bottom);
        ctx.stroke();
      });
      // One name for all three share axes; Chart.js would squeeze it under one of them.
      ctx.font = `${AXIS_FONT_PX}px ${colours.fontFamily}`;
      ctx.fillStyle = colours.quiet;
      ctx.fillText("Hidden share of the image (%)", (chartArea.left + chartArea.right) / 2, chart.height - 6);
      ctx.restore();
    },
  };
}

/** A Chart.js plugin of the hidden-share chart: a name and a hairline for each panel. */
import type { Chart, Plugin } from "chart.js";
import { AXIS_FONT_PX } from "../chart/axes.ts";
import type { Palette } from "../theme.ts";

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

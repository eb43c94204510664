/** A Chart.js plugin that writes beside each published point where it was published, as long as there are few of them. */
import type { Plugin } from "chart.js";
import { AXIS_FONT_PX } from "../chart/axes.ts";
import type { Palette } from "../theme.ts";
import type { PublishedMark } from "./series.ts";

/** More labels than this would cover what they name; then they stand in the table alone. */
const MOST_LABELS = 8;

/** @param marks - those in the chart at the moment of drawing */
export function publishedLabels(marks: () => readonly PublishedMark[], colours: Palette): Plugin<"line"> {
  return {
    id: "published-labels",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { x, y } = scales;
      const shown = marks();
      // One label for all of them stands in the legend.
      if (x === undefined || y === undefined || new Set(shown.map(({ label }) => label)).size < 2) return;
      if (shown.length > MOST_LABELS) return;
      ctx.save();
      ctx.font = `${AXIS_FONT_PX}px ${colours.fontFamily}`;
      ctx.fillStyle = colours.quiet;
      ctx.textBaseline = "middle";
      for (const mark of shown) {
        const left = x.getPixelForValue(mark.x);
        const isRight = left > (chartArea.left + chartArea.right) / 2;
        ctx.textAlign = isRight ? "right" : "left";
        ctx.fillText(mark.label, left + (isRight ? -8 : 8), y.getPixelForValue(mark.y));
      }
      ctx.restore();
    },
  };
}

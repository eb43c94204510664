/** A Chart.js plugin that writes each line's name and last value at its end, so that four lines need no legend. */
import type { Plugin } from "chart.js";
import { AXIS_FONT_PX, shortNumber } from "../chart/axes.ts";
import type { ChartPoint } from "../chart/chart-element.ts";

const LINE_HEIGHT_PX = 15;

/** A chart narrower than this puts the name above the value instead of before it. */
const ROOM_FOR_ONE_LINE_PX = 480;

/** Room on the right of a chart that carries names, and of one that does not, px. */
const ROOM_PX = { twoLines: 72, oneLine: 124, none: 8 } as const;

export function endLabels(fontFamily: string): Plugin<"line"> {
  return {
    id: "end-labels",
    // Asked before each layout, because a chart learns its width only after it has been made.
    beforeLayout(chart) {
      const isNamed = chart.data.datasets.some(({ label = "" }) => label !== "");
      const room = chart.width < ROOM_FOR_ONE_LINE_PX ? ROOM_PX.twoLines : ROOM_PX.oneLine;
      const padding = chart.options.layout?.padding;
      if (typeof padding === "object") Object.assign(padding, { right: isNamed ? room : ROOM_PX.none });
    },
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      const labels = chart.data.datasets.flatMap((dataset, index) => {
        const last = chart.getDatasetMeta(index).data.at(-1);
        const value = (dataset.data as unknown as ChartPoint[]).at(-1)?.y;
        if (last === undefined || value === undefined || (dataset.label ?? "") === "") return [];
        return [
          {
            x: last.x,
            y: last.y,
            text: [dataset.label ?? "", shortNumber(value)],
            colour: typeof dataset.borderColor === "string" ? dataset.borderColor : "",
          },
        ];
      });
      if (labels.length > 4) return;
      labels.sort((a, b) => a.y - b.y);
      const isNarrow = chart.width < ROOM_FOR_ONE_LINE_PX;
      const heightPx = isNarrow ? 2 * LINE_HEIGHT_PX : LINE_HEIGHT_PX;
      // Pushed apart from the top down, but never so far that the last would leave the chart.
      let floor = chartArea.top;
      ctx.save();
      ctx.font = `${AXIS_FONT_PX}px ${fontFamily}`;
      ctx.textBaseline = "middle";
      labels.forEach(({ x, y, text, colour }, index) => {
        const lowest = chartArea.bottom - (isNarrow ? LINE_HEIGHT_PX / 2 : 0);
        const ceiling = lowest - heightPx * (labels.length - 1 - index);
        const labelY = Math.min(Math.max(y, floor), ceiling);
        floor = labelY + heightPx;
        ctx.fillStyle = colour;
        if (isNarrow)
          text.forEach((line, row) => ctx.fillText(line, x + 6, labelY + (row - 0.5) * (LINE_HEIGHT_PX - 2)));
        else ctx.fillText(text.join(" "), x + 6, labelY);
      });
      ctx.restore();
    },
  };
}

/** A Chart.js plugin that draws the 95 % interval of each point that has one, in the colour of its line. */
import type { Plugin } from "chart.js";
import type { ChartPoint } from "./chart-element.ts";

const CAP_PX = 3;

/** @param isWanted - whether the data set of this label shows its intervals */
export function whiskers(isWanted: (label: string) => boolean): Plugin<"line"> {
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
        if (!isWanted(dataset.label ?? "") || x === undefined || y === undefined) return;
        ctx.strokeStyle = typeof dataset.borderColor === "string" ? dataset.borderColor : "";
        for (const point of dataset.data as unknown as ChartPoint[]) {
          if (point.error === undefined) continue;
          const at = x.getPixelForValue(point.x);
          const top = y.getPixelForValue(Math.min(point.y + point.error, y.max));
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

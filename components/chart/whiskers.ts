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
          const [high, low] = [point.y + point.error, point.y - point.error];
          const top = y.getPixelForValue(Math.min(high, y.max));
          const bottom = y.getPixelForValue(Math.max(low, y.min));
          ctx.beginPath();
          ctx.moveTo(at, top);
          ctx.lineTo(at, bottom);
          // One that goes on beyond the chart has no cap there.
          for (const end of [...(high <= y.max ? [top] : []), ...(low >= y.min ? [bottom] : [])]) {
            ctx.moveTo(at - CAP_PX, end);
            ctx.lineTo(at + CAP_PX, end);
          }
          ctx.stroke();
        }
      });
      ctx.restore();
    },
  };
}

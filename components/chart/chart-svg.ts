/** A chart as an SVG: made once more with the same parts and data, on a context that writes shapes. Fetched on demand. */
import { BasicPlatform, Chart } from "chart.js";
import { svgPicture, type SvgFrame } from "../svg-picture.ts";
import type { Palette } from "../theme.ts";
import type { ChartKind, LabChart, LabChartConfiguration } from "./chart-element.ts";
import { legendFoot } from "./legend-svg.ts";

/**
 * @param fill - puts the data into it
 * @param legend - items of the legend below it
 */
export function chartSvg<Kind extends ChartKind>(
  frame: SvgFrame,
  configuration: LabChartConfiguration<Kind>,
  fill: (chart: LabChart<Kind>) => void,
  legend: Iterable<Element>,
  colours: Palette,
): Blob {
  const paint = (context: CanvasRenderingContext2D): void => {
    // A picture hears nothing: neither the window's size nor a pointer.
    const { width, height } = frame;
    Object.assign(context, { addEventListener: () => undefined, removeEventListener: () => undefined });
    const options = { ...configuration.options, responsive: false, devicePixelRatio: 1, events: [] };
    const chart = new Chart(
      { getContext: () => context, width, height } as unknown as HTMLCanvasElement,
      {
        ...configuration,
        options,
        platform: BasicPlatform,
      } as LabChartConfiguration<Kind>,
    );
    try {
      fill(chart);
      chart.update("none");
    } finally {
      context.clearRect = () => undefined; // the chart wipes what it leaves, and that is the picture
      chart.destroy();
    }
  };
  return svgPicture(frame, paint, legendFoot(legend, frame.width, colours));
}

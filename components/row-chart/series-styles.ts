/** How the series of a chart of rows look: baselines as everywhere in the lab, others by order, each with a dash of its own. */
import type { PointStyle } from "chart.js";
import type { Palette } from "../theme.ts";
import type { RowSeries } from "./series.ts";

export interface SeriesStyle {
  /** The custom property that holds its colour, for legends. */
  readonly token: string;
  readonly colour: (colours: Palette) => string;
  readonly dash: readonly number[];
  readonly point: PointStyle;
}

const BASELINES: Readonly<Record<string, Omit<SeriesStyle, "point">>> = {
  "leave-black": { token: "--data-black", colour: ({ black }) => black, dash: [2, 3] },
  "mean-image": { token: "--data-mean", colour: ({ mean }) => mean, dash: [7, 3] },
  pca: { token: "--data-pca", colour: ({ pca }) => pca, dash: [8, 3, 2, 3] },
  "linear-fill": { token: "--data-linear", colour: ({ linear }) => linear, dash: [12, 4] },
};

const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [10, 3, 2, 3]];
const POINTS: readonly PointStyle[] = ["circle", "rect", "triangle", "rectRot"];

export function seriesStyles(series: readonly RowSeries[]): SeriesStyle[] {
  let next = 0;
  return series.map(({ key }) => {
    const baseline = BASELINES[key];
    if (baseline !== undefined) return { ...baseline, point: "circle" };
    const index = next++;
    return {
      token: `--series-${(index % 8) + 1}`,
      colour: ({ series: hues }) => hues[index % hues.length] ?? "",
      dash: DASHES[index % DASHES.length] ?? [],
      point: POINTS[index % POINTS.length] ?? "circle",
    };
  });
}

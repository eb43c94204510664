/** The lines of many runs as datasets of one chart: as few points as its pixels and its pace allow. */
import type { Extremes } from "../../src/results/extremes.ts";
import { thin, type ThinningView } from "../../src/results/thinning.ts";
import type { LineChart } from "../chart/chart-element.ts";
import type { RunStyle } from "../compare-page/run-styles.ts";

export interface OverlayLine {
  readonly runId: string;
  readonly name: string;
  readonly style: RunStyle;
  /** Places along the axis, rising. */
  readonly xs: Float64Array;
  /** Raw values at those places. */
  readonly ys: Float64Array;
}

/** A line as it is drawn. */
export interface ShownLine extends OverlayLine {
  readonly values: Extremes;
  /** Running means of its values. */
  readonly means: Extremes;
  readonly colour: string;
}

export interface LineLook {
  /** Whether the means differ from the values, which then stand faint behind them. */
  readonly isSmoothed: boolean;
  /** Whether the view follows a hand. */
  readonly isMoving: boolean;
}

/** Raw values of more runs than this would be one grey cloud. */
const RUNS_WITH_RAW = 10;

/** More runs than this are drawn by hair lines, which cost a third of the time. */
const RUNS_WITH_BODY = 10;

/** What is drawn at most, over all lines, while the view is at rest and while it moves: a frame lasts 16 ms. */
const POINTS_AT_REST = 20_000;
const POINTS_IN_MOTION = 6_000;

/** A line of the chart, known again by its key. */
type KeyedDataset = LineChart["data"]["datasets"][number] & { readonly key: string };

/** @param view - as wide as the chart */
export function putLines(
  chart: LineChart,
  lines: readonly ShownLine[],
  view: ThinningView,
  { isSmoothed, isMoving }: LineLook,
): void {
  const withRaw = isSmoothed && lines.length <= RUNS_WITH_RAW ? lines : [];
  const most = isMoving ? POINTS_IN_MOTION : POINTS_AT_REST;
  // Two points to a column: the lowest and the highest.
  const columns = most / 2 / Math.max(1, lines.length + withRaw.length);
  const drawn = { ...view, widthPx: Math.min(view.widthPx, columns) };
  const calm = lines.map(({ runId, name, style, xs, means, colour }) => ({
    key: runId,
    label: name,
    data: thin(xs, means, drawn),
    borderColor: colour,
    borderWidth: lines.length > RUNS_WITH_BODY ? 1 : 1.8,
    borderDash: [...style.dash],
    pointRadius: xs.length === 1 ? 2.5 : 0,
    pointBackgroundColor: colour,
  }));
  const raw = withRaw.map(({ runId, xs, values, colour }) => ({
    key: `raw ${runId}`,
    label: "",
    data: thin(xs, values, drawn),
    borderColor: `${colour}40`,
    borderWidth: 1,
    pointRadius: 0,
    pointHoverRadius: 0,
  }));
  putDatasets(chart, [...calm, ...raw]);
}

/** The library makes everything about a dataset anew unless it meets the very same object again. */
function putDatasets(chart: LineChart, wanted: readonly KeyedDataset[]): void {
  const before = new Map((chart.data.datasets as KeyedDataset[]).map((dataset) => [dataset.key, dataset]));
  chart.data.datasets = wanted.map((dataset) => Object.assign(before.get(dataset.key) ?? {}, dataset));
}

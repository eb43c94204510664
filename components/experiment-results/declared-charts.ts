/** Charts of rows, as a spec or a sweep declares them, in order; masked restoration's picture has a place of its own. */
import { html, type TemplateResult } from "lit";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import "../heat-map.ts";
import "../row-chart.ts";

export function declaredCharts(
  { charts, columns }: Pick<ExperimentSpec, "charts" | "columns">,
  record: RunRecord | null,
): TemplateResult[] {
  return charts.flatMap((chart) => {
    switch (chart.kind) {
      case "mse-by-hidden-share":
        return [];
      case "lines":
        return [html`<row-chart class="item" .chart=${chart} .columns=${columns} .record=${record}></row-chart>`];
      case "heat-map":
        return [html`<heat-map class="wide" .chart=${chart} .columns=${columns} .record=${record}></heat-map>`];
      default:
        chart satisfies never;
        return [];
    }
  });
}

export function hasShareChart({ charts }: ExperimentSpec): boolean {
  return charts.some(({ kind }) => kind === "mse-by-hidden-share");
}

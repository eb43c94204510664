/** Losses while they fall: train solid, validation dashed, raw points faint behind a debiased running mean. */
import { html, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RunRecord } from "../src/results/run-record.ts";
import { axisTitle, AXIS_FONT_PX, shortNumber, valueAxis } from "./chart/axes.ts";
import {
  ChartElement,
  type AxisKind,
  type ChartPanel,
  type LineChart,
  type LineChartConfiguration,
} from "./chart/chart-element.ts";
import { NEAREST, tooltip } from "./chart/tooltip.ts";
import { byEpoch, curvesOf, thinned, type Curve } from "./loss-chart/curves.ts";
import { endLabels } from "./loss-chart/end-labels.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import type { Palette } from "./theme.ts";

/** More lines than this no longer fit names at their ends. */
const LINES_WITH_END_LABELS = 4;

@customElement("loss-chart")
export class LossChart extends ChartElement {
  @property({ attribute: false }) record: RunRecord | null = null;

  protected readonly fileName = "loss";
  #curves: readonly Curve[] = [];

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlyRecord = changed.size === 1 && changed.has("record");
    return !isOnlyRecord || partsDiffer(changed.get("record") ?? null, this.record, ["points", "status", "plan"]);
  }

  override willUpdate(): void {
    this.#curves = curvesOf(this.record?.points ?? []);
  }

  protected panel(): ChartPanel {
    const filled = this.#curves.length > 0;
    return {
      heading: "Loss",
      state: panelState(this.record, filled),
      hint: filled ? "" : hintFor(this.record),
      description: `Loss against epochs. ${this.#curves
        .map(({ series, raw }) => `${series}: ${raw.length} points, last ${shortNumber(raw.at(-1)?.y ?? 0)}`)
        .join("; ")}. Show as table for the figures.`,
    };
  }

  protected configuration(colours: Palette, axis: AxisKind): LineChartConfiguration {
    return {
      type: "line",
      data: { datasets: [] },
      plugins: [endLabels(colours.fontFamily)],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        interaction: NEAREST,
        plugins: {
          tooltip: tooltip(colours, { place: (epoch) => `epoch ${shortNumber(epoch)}`, name: (label) => label }),
        },
        font: { family: colours.fontFamily },
        layout: { padding: { right: 8, top: 8 } },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: "round" } },
        scales: {
          x: {
            type: "linear",
            min: 0,
            title: axisTitle("Epoch", colours),
            grid: { display: false },
            border: { color: colours.line },
            ticks: {
              color: colours.quiet,
              font: { size: AXIS_FONT_PX },
              maxRotation: 0,
              maxTicksLimit: 8,
              precision: 0,
            },
          },
          y: valueAxis(axis, "Loss", colours),
        },
      },
    } as LineChartConfiguration;
  }

  protected fill(chart: LineChart, colours: Palette): void {
    const pixels = Math.max(100, chart.chartArea?.width ?? 400);
    const labelled = this.#curves.length <= LINES_WITH_END_LABELS;
    const lines = this.#curves.flatMap(({ series, raw, smooth }) => {
      const colour = isValidation(series) ? colours.text : colours.ours;
      const line = {
        label: labelled ? series : "",
        data: thinned(smooth ?? raw, pixels),
        borderColor: colour,
        borderWidth: 1.8,
        // The last point lies on the edge and should show whole.
        clip: false as const,
        borderDash: isValidation(series) ? [5, 4] : [],
        // A single point draws no line, and the first epoch would look empty.
        pointRadius: raw.length === 1 ? 2.5 : 0,
        pointBackgroundColor: colour,
      };
      const faint = {
        label: "",
        data: thinned(raw, pixels),
        borderColor: `${colour}40`,
        borderWidth: 1,
        pointRadius: 0,
      };
      return smooth === null ? [line] : [faint, line];
    });
    chart.data.datasets = lines;
    const epochs = this.record?.plan?.epochs;
    const x = chart.options.scales?.["x"];
    if (x !== undefined && epochs !== undefined) x.max = epochs;
  }

  protected renderLegend(): TemplateResult {
    if (this.#curves.length <= LINES_WITH_END_LABELS) return html``;
    return html`<ul class="legend">
      <li>Solid: train. Dashed: validation. One line per seed; last values are in the table.</li>
    </ul>`;
  }

  protected renderTable(): TemplateResult {
    const series = this.#curves.map((curve) => curve.series);
    return html`<table>
      <caption class="sr-only">
        Last loss of each epoch
      </caption>
      <thead>
        <tr>
          <th scope="col">Epoch</th>
          ${series.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${byEpoch(this.record?.points ?? []).map(
          ({ epoch, values }) =>
            html`<tr>
              <td>${epoch}</td>
              ${series.map((name) => html`<td>${formatLoss(values.get(name))}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

function isValidation(series: string): boolean {
  return series.startsWith("validation");
}

function formatLoss(value: number | undefined): string {
  return value === undefined ? "–" : value.toPrecision(4);
}

function hintFor(record: RunRecord | null): string {
  switch (panelState(record, false)) {
    case "empty":
      return "Train and validation loss are drawn here, step by step, once a run begins.";
    case "loading":
    case "running":
      return "Waiting for the first step.";
    case "stopped":
      return "Stopped before the first step.";
    case "failed":
      return "The run failed before the first step.";
    case "done":
      return "This run drew no curve.";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "loss-chart": LossChart;
  }
}

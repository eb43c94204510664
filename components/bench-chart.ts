/**
 * The benchmark at a glance: one bar per engine, in groups by workload, as speed-up over the reference engine or as time
 * per step. Engines are told apart by their names beside the bars; colour only says whose kernels run.
 */
import { BarController, BarElement, CategoryScale, Chart } from "chart.js";
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { REFERENCE_ENGINE } from "../src/bench/protocol.ts";
import { type LiveRow, speedUp } from "../src/bench/results.ts";
import { AXIS_FONT_PX, valueAxis } from "./chart/axes.ts";
import {
  ChartElement,
  type AxisKind,
  type ChartPanel,
  type LabChart,
  type LabChartConfiguration,
} from "./chart/chart-element.ts";
import { barValues } from "./bench-chart/bar-values.ts";
import { kernelsOf, linesOf, type BarLine } from "./bench-chart/bar-lines.ts";
import { formatRatio, formatTime } from "./bench-table/format.ts";
import type { PanelState } from "./panel-state.ts";
import type { Palette } from "./theme.ts";

export type BenchMeasure = "speed-up" | "step time";

const HEADINGS: Readonly<Record<BenchMeasure, string>> = {
  "speed-up": `Times as fast as ${REFERENCE_ENGINE}`,
  "step time": "Time per step",
};

const AXIS_TITLES: Readonly<Record<BenchMeasure, string>> = {
  "speed-up": "×, longer is faster",
  "step time": "Median in ms, shorter is faster",
};

const LINE_PX = 26;

/** Axis and its title. */
const FRAME_PX = 54;

Chart.register(BarController, BarElement, CategoryScale);

@customElement("bench-chart")
export class BenchChart extends ChartElement<"bar"> {
  @property({ attribute: false }) rows: readonly LiveRow[] = [];

  @property() state: PanelState = "empty";

  @state() private _wanted: BenchMeasure = "speed-up";

  protected readonly fileName = "bench";
  #lines: readonly BarLine[] = [];

  constructor() {
    super();
    this._axis = "linear"; // a bar's length means something only from nought
  }

  /** Without the reference engine nothing can be compared to it. */
  get measure(): BenchMeasure {
    return this.rows.some((row) => speedUp(row, this.rows) !== null) ? this._wanted : "step time";
  }

  override willUpdate(): void {
    this.#lines = linesOf(this.rows, this.measure);
    this.style.setProperty("--chart-height", `${FRAME_PX + LINE_PX * this.#lines.length}px`);
  }

  protected panelWords(): ChartPanel {
    const told = this.#lines.flatMap(({ kind, label, text }) =>
      kind === "bar" ? [`${label} ${text}`] : [`${label}:`],
    );
    return {
      heading: this.rows.length === 0 ? "Speed" : HEADINGS[this.measure],
      state: this.state,
      hint: this.rows.length > 0 ? "" : hintFor(this.state),
      description: `${HEADINGS[this.measure]}. ${told.join(", ")}. Show as table for the figures.`,
    };
  }

  protected configuration(colours: Palette, axis: AxisKind): LabChartConfiguration<"bar"> {
    return {
      type: "bar",
      data: { labels: [], datasets: [] },
      plugins: [barValues(() => this.#lines, colours)],
      options: {
        indexAxis: "y",
        parsing: false,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [], // every figure stands beside its bar
        font: { family: colours.fontFamily },
        layout: { padding: { right: 72, top: 4 } },
        scales: {
          x: { ...valueAxis(axis, AXIS_TITLES[this.measure], colours), position: "bottom" },
          y: {
            type: "category",
            grid: { display: false },
            border: { display: false },
            ticks: {
              autoSkip: false,
              crossAlign: "far",
              color: ({ index }: { index: number }) => (this.#isHeading(index) ? colours.quiet : colours.text),
              font: ({ index }: { index: number }) => ({
                size: AXIS_FONT_PX,
                family: colours.fontFamily,
                weight: this.#isHeading(index) ? 600 : 400,
              }),
            },
          },
        },
      },
    } as LabChartConfiguration<"bar">;
  }

  protected fill(chart: LabChart<"bar">, colours: Palette): void {
    chart.data.labels = this.#lines.map(({ label }) => label);
    chart.data.datasets = [
      {
        data: this.#lines.map(({ value }, y) => ({ x: value ?? NaN, y })),
        backgroundColor: this.#lines.map(({ kernels, isFinal }) => {
          const colour = kernels === "ours" ? colours.ours : colours.published;
          return isFinal ? colour : `${colour}80`;
        }),
        barThickness: 14,
        // On a logarithmic axis a bar begins where both are equally fast.
        ...(this._axis === "logarithmic" && this.measure === "speed-up" ? { base: 1 } : {}),
      },
    ];
    const x = chart.options.scales?.["x"] as { title?: { text: string } } | undefined;
    if (x?.title !== undefined) x.title.text = AXIS_TITLES[this.measure];
  }

  protected override renderOwnActions(): TemplateResult {
    const other = this.measure === "speed-up" ? "Step time" : "Speed-up";
    const isPossible = this.rows.some((row) => speedUp(row, this.rows) !== null);
    return html`<wa-button
      size="xs"
      appearance="plain"
      title=${isPossible ? "Show the other measure" : `There is no ${REFERENCE_ENGINE} to compare with`}
      ?disabled=${!isPossible}
      @click=${this._onMeasure}
      >${other}</wa-button
    >`;
  }

  protected renderLegend(): TemplateResult {
    const kernels = new Set(this.rows.map((row) => kernelsOf(row.engine)));
    if (kernels.size < 2) return html``;
    return html`<ul class="legend">
      <li><span style="width:14px;height:10px;background:var(--data-ours)"></span>the lab's own kernels</li>
      <li><span style="width:14px;height:10px;background:var(--data-published)"></span>others</li>
    </ul>`;
  }

  protected renderTable(): TemplateResult {
    return html`<table>
      <caption class="sr-only">
        Speed-up and time per step of each engine
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">Workload</th>
          <th scope="col" class="text">Engine</th>
          <th scope="col">× ${REFERENCE_ENGINE}</th>
          <th scope="col">Step, p50 <span class="unit">ms</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          (row) =>
            html`<tr>
              <td class="text">${row.workload}</td>
              <td class="text">${row.engine}</td>
              <td>${formatRatio(speedUp(row, this.rows))}</td>
              <td>${formatTime(row.step_ms_p50)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #isHeading(index: number): boolean {
    return this.#lines[index]?.kind === "heading";
  }

  private _onMeasure(): void {
    this._wanted = this.measure === "speed-up" ? "step time" : "speed-up";
  }
}

function hintFor(state: PanelState): string {
  switch (state) {
    case "empty":
      return "One bar per engine is drawn here while it is measured.";
    case "loading":
    case "running":
      return "The engines start and warm up; bars come with the first measured steps.";
    case "stopped":
      return "Stopped before anything was measured.";
    case "failed":
    case "done":
      return "Nothing could be measured; the notes say why.";
    default:
      state satisfies never;
      return "";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bench-chart": BenchChart;
  }
}

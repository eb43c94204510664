/**
 * What the lab's charts have in common: one Chart.js chart that lives as long as its element is on the page, follows the
 * theme, redraws once per change of properties (the page changes them once per frame), and can always be read as a
 * table or taken away as a picture. Only this folder and its subclasses know Chart.js.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartConfiguration,
} from "chart.js";
import { css, html, nothing, render, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { baseStyles, tableStyles } from "../lab-styles.ts";
import "../lab-panel.ts";
import { OwnTaskElement } from "../own-task-element.ts";
import type { PanelState } from "../panel-state.ts";
import { saveBlob } from "../save-blob.ts";
import { onThemeChange, palette, type Palette } from "../theme.ts";
import { tableCsv } from "./table-csv.ts";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

export type ChartKind = "line" | "bar";
export type LabChart<Kind extends ChartKind> = Chart<Kind, ChartPoint[]>;
export type LabChartConfiguration<Kind extends ChartKind> = ChartConfiguration<Kind, ChartPoint[]>;
export type LineChart = LabChart<"line">;
export type LineChartConfiguration = LabChartConfiguration<"line">;

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Half the width of the 95 % interval, where there is one. */
  readonly error?: number | undefined;
}

/** What the panel around the chart says. */
export interface ChartPanel {
  readonly heading: string;
  readonly state: PanelState;
  /** Stands in place of the chart while there is nothing to draw; "" otherwise. */
  readonly hint: string;
  /** What the chart shows, for someone who cannot see it. */
  readonly description: string;
}

type View = "chart" | "table";
export type AxisKind = "logarithmic" | "linear";

export abstract class ChartElement<Kind extends ChartKind = "line"> extends OwnTaskElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .canvas {
        position: relative;
        height: var(--chart-height, 260px);
        margin: 0 8px 8px;
        min-width: var(--chart-min-width, 0);
      }
      .sideways {
        position: relative;
        overflow-x: auto;
      }
      canvas {
        display: block;
      }
      .scroller {
        max-height: var(--chart-height, 260px);
        margin: 0 0 8px;
        padding-inline: 8px;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        padding: 0 12px 12px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
        list-style: none;
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];

  @state() protected _axis: AxisKind = "logarithmic";
  @state() private _view: View = "chart";
  @query("canvas") private readonly _canvas!: HTMLCanvasElement | null;

  #chart: LabChart<Kind> | null = null;
  #drawnAxis: AxisKind = "logarithmic";
  #endThemeWatch: (() => void) | null = null;

  /** The words around the chart. */
  protected abstract panelWords(): ChartPanel;
  /** The parts of the chart that stay; asked anew when theme or axis change. */
  protected abstract configuration(colours: Palette, axis: AxisKind): LabChartConfiguration<Kind>;
  /** Puts the present data into the chart; the caller redraws. */
  protected abstract fill(chart: LabChart<Kind>, colours: Palette): void;
  /** The same data as a table. */
  protected abstract renderTable(): TemplateResult;
  protected abstract renderLegend(): TemplateResult;
  /** Whether every value is above nought; an axis without logarithms is drawn linear and offers no other. */
  protected canBeLogarithmic(): boolean {
    return true;
  }
  /** Buttons of one chart alone, beside those that all have. */
  protected renderOwnActions(): TemplateResult {
    return html``;
  }
  /** Without extension. */
  protected abstract get fileName(): string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endThemeWatch = onThemeChange(() => {
      this.#dispose();
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endThemeWatch?.();
    this.#dispose();
  }

  override render(): TemplateResult {
    const { heading, state, hint, description } = this.panelWords();
    const isChart = this._view === "chart";
    return html`
      <lab-panel heading=${heading} .state=${state} hint=${hint}>
        ${hint === "" ? this.#renderActions(isChart) : ""}
        ${
          isChart
            ? html`<div class="sideways" tabindex="0" role="group" aria-label=${`${heading}, chart`}>
                  <div class="canvas"><canvas role="img" aria-label=${description}></canvas></div>
                </div>
                ${this.renderLegend()}`
            : html`<div class="scroller" tabindex="0" role="group" aria-label=${`${heading}, table`}>
                ${this.renderTable()}
              </div>`
        }
      </lab-panel>
    `;
  }

  override updated(): void {
    const canvas = this._canvas;
    if (canvas === null || this.panelWords().hint !== "") return this.#dispose();
    const colours = palette();
    const axis = this.canBeLogarithmic() ? this._axis : "linear";
    if (this.#chart !== null && (this.#chart.canvas !== canvas || this.#drawnAxis !== axis)) this.#dispose();
    this.#drawnAxis = axis;
    this.#chart ??= new Chart(canvas, this.configuration(colours, axis));
    this.fill(this.#chart, colours);
    this.#chart.update("none");
  }

  /** Makes the chart anew at the next update, because its parts that stay no longer fit. */
  protected renew(): void {
    this.#dispose();
  }

  #renderActions(isChart: boolean): TemplateResult {
    const otherAxis = this._axis === "logarithmic" ? "Linear" : "Log";
    return html`<div slot="actions">
      ${
        isChart
          ? html`${this.renderOwnActions()}${
                this.canBeLogarithmic()
                  ? html`<wa-button size="xs" appearance="plain" title="Change the value axis" @click=${this._onAxis}
                      >${otherAxis}</wa-button
                    >`
                  : nothing
              }
              <wa-button size="xs" appearance="plain" title="Save the chart as a picture" @click=${this._onSave}
                >PNG</wa-button
              >
              <wa-button size="xs" appearance="plain" title="Save the chart as shapes and text" @click=${this._onSvg}
                >SVG</wa-button
              >`
          : nothing
      }
      <wa-button size="xs" appearance="plain" title="Save the chart's data" @click=${this._onCsv}>CSV</wa-button>
      <wa-button size="xs" appearance="plain" title="Show the same data the other way" @click=${this._onView}
        >${isChart ? "Table" : "Chart"}</wa-button
      >
    </div>`;
  }

  #dispose(): void {
    this.#chart?.destroy();
    this.#chart = null;
  }

  private _onAxis(): void {
    this._axis = this._axis === "logarithmic" ? "linear" : "logarithmic";
    this.#dispose();
  }

  private _onView(): void {
    this._view = this._view === "chart" ? "table" : "chart";
  }

  private _onCsv(): void {
    const room = document.createElement("div");
    render(this.renderTable(), room);
    const table = room.querySelector("table");
    if (table !== null) saveBlob(new Blob([tableCsv(table)], { type: "text/csv" }), `${this.fileName}.csv`);
  }

  /** As large as on the page, with its colours. */
  private async _onSvg(): Promise<void> {
    const chart = this.#chart;
    if (chart === null) return;
    const { heading, description } = this.panelWords();
    const [colours, { width, height }] = [palette(), chart];
    const { chartSvg } = await import("./chart-svg.ts");
    const frame = { width, height, ground: colours.surface, title: `${heading}. ${description}` };
    const fill = (copy: LabChart<Kind>): void => this.fill(copy, colours);
    const legend = this.renderRoot.querySelectorAll(".legend li");
    const svg = chartSvg(frame, this.configuration(colours, this.#drawnAxis), fill, legend, colours);
    // Filling tells an element which chart it has, and the one on the page is to have the last word.
    this.requestUpdate();
    saveBlob(svg, `${this.fileName}.svg`);
  }

  /** The chart on its own ground, because a transparent picture cannot be read on every page. */
  private async _onSave(): Promise<void> {
    const source = this.#chart?.canvas;
    if (source === undefined) return;
    const copy = new OffscreenCanvas(source.width, source.height);
    const context = copy.getContext("2d");
    if (context === null) return;
    context.fillStyle = palette().surface;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(source, 0, 0);
    saveBlob(await copy.convertToBlob({ type: "image/png" }), `${this.fileName}.png`);
  }
}

/**
 * Runs as lines across their parameters to a metric: which values go with good ones is seen at once. Every line can be reached
 * by the keyboard and says its values; the same is there as a table.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { shortNumber } from "./chart/axes.ts";
import { linesCsv } from "./chart/table-csv.ts";
import { runStyle } from "./compare-page/run-styles.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import { shareOn, type ParallelAxis } from "./parallel-coordinates/axes.ts";
import { saveBlob } from "./save-blob.ts";
import { onThemeChange, palette } from "./theme.ts";

const [WIDTH, HEIGHT] = [960, 300];
const ROOM = { side: 70, top: 34, bottom: 26 } as const;
const PICTURE_SCALE = 2;

@customElement("parallel-coordinates")
export class ParallelCoordinates extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .room {
        overflow-x: auto;
        padding: 0 8px 8px;
      }
      svg {
        display: block;
        width: 100%;
        min-width: 560px;
        height: auto;
      }
      .run {
        outline: none;
        cursor: pointer;
      }
      .run:hover path,
      .run:focus-visible path {
        stroke-width: 5;
      }
      .said {
        min-height: 24px;
        padding: 0 12px 8px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      .scroller {
        padding: 0 8px 8px;
      }
    `,
  ];

  /** One for each run. */
  @property({ attribute: false }) names: readonly string[] = [];

  /** The metric is the last. */
  @property({ attribute: false }) axes: readonly ParallelAxis[] = [];

  @state() private _view: "chart" | "table" = "chart";
  @state() private _said = "";
  @query("svg") private readonly _svg!: SVGSVGElement | null;

  #endThemeWatch: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endThemeWatch = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endThemeWatch?.();
  }

  override render(): TemplateResult {
    const isChart = this._view === "chart";
    return html`<lab-panel heading="Parameters and metric" .state=${"done"}>
      <div slot="actions">
        ${
          isChart
            ? html`<wa-button size="xs" appearance="plain" title="Save the chart as a picture" @click=${this._onPng}
                  >PNG</wa-button
                >
                <wa-button size="xs" appearance="plain" title="Save the chart as shapes and text" @click=${this._onSvg}
                  >SVG</wa-button
                >`
            : ""
        }
        <wa-button size="xs" appearance="plain" title="Save the chart's data" @click=${this._onCsv}>CSV</wa-button>
        <wa-button size="xs" appearance="plain" title="Show the same data the other way" @click=${this._onView}
          >${isChart ? "Table" : "Chart"}</wa-button
        >
      </div>
      ${
        isChart
          ? html`<div class="room" tabindex="0" role="group" aria-label="Parameters and metric, chart">
                ${this.#renderChart()}
              </div>
              <p class="said" aria-live="polite">
                ${this._said === "" ? "Point at a line, or go through them with Tab." : this._said}
              </p>`
          : html`<div class="scroller" tabindex="0" role="group" aria-label="Parameters and metric, table">
              ${this.#renderTable()}
            </div>`
      }
    </lab-panel>`;
  }

  /** Colours are written out, so that the picture file needs no style sheet. */
  #renderChart(): TemplateResult {
    const colours = palette();
    const text = { size: 12, family: colours.fontFamily };
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="group" aria-label="One line for each run">
      ${this.axes.map((axis, index) => {
        const x = this.#xOf(index);
        const isLast = index === this.axes.length - 1;
        return svg`<g font-size=${text.size} font-family=${text.family} text-anchor="middle">
          <line x1=${x} x2=${x} y1=${ROOM.top} y2=${HEIGHT - ROOM.bottom} stroke=${colours.line} stroke-width="2"></line>
          <text x=${x} y="14" fill=${colours.text} font-weight=${isLast ? 700 : 400}>${axis.label}</text>
          <text x=${x} y=${ROOM.top - 5} fill=${colours.quiet}>${shortNumber(axis.high)}</text>
          <text x=${x} y=${HEIGHT - 8} fill=${colours.quiet}>${shortNumber(axis.low)}${axis.scale === "log" ? " (log)" : ""}</text>
        </g>`;
      })}
      ${this.names.map((name, run) => this.#renderRun(name, run, colours.series))}
    </svg>`;
  }

  #renderRun(name: string, run: number, hues: readonly string[]): SVGTemplateResult {
    const { colour, dash } = runStyle(run);
    const points = this.axes.flatMap((axis, index) => {
      const value = axis.values[run] ?? null;
      return value === null ? [] : [`${this.#xOf(index).toFixed(1)},${this.#yOf(axis, value).toFixed(1)}`];
    });
    const words = this.#wordsOf(name, run);
    const say = (): void => void (this._said = words);
    return svg`<g class="run" tabindex="0" role="img" aria-label=${words} @pointerenter=${say} @focus=${say}>
      <path d=${`M${points.join("L")}`} fill="none" stroke="transparent" stroke-width="14"></path>
      <path d=${`M${points.join("L")}`} fill="none" stroke=${hues[colour] ?? ""} stroke-width="2" stroke-linejoin="round"
        stroke-dasharray=${dash.join(" ")}></path>
    </g>`;
  }

  #renderTable(): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col" class="text">Run</th>
          ${this.axes.map(({ label }) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.names.map(
          (name, run) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${this.axes.map(({ values }) => html`<td>${values[run] == null ? "–" : shortNumber(values[run])}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #wordsOf(name: string, run: number): string {
    const parts = this.axes.map(
      ({ label, values }) => `${label} ${values[run] == null ? "none" : shortNumber(values[run])}`,
    );
    return `${name}: ${parts.join(", ")}`;
  }

  #xOf(index: number): number {
    const gaps = Math.max(1, this.axes.length - 1);
    return ROOM.side + (index * (WIDTH - 2 * ROOM.side)) / gaps;
  }

  #yOf(axis: ParallelAxis, value: number): number {
    return HEIGHT - ROOM.bottom - shareOn(axis, value) * (HEIGHT - ROOM.top - ROOM.bottom);
  }

  private _onView(): void {
    this._view = this._view === "chart" ? "table" : "chart";
  }

  private _onCsv(): void {
    const lines = [
      ["run", ...this.axes.map(({ label }) => label)],
      ...this.names.map((name, run) => [name, ...this.axes.map(({ values }) => String(values[run] ?? ""))]),
    ];
    saveBlob(new Blob([linesCsv(lines)], { type: "text/csv" }), "compare-parameters.csv");
  }

  private async _onSvg(): Promise<void> {
    if (this._svg === null) return;
    const copy = this._svg.cloneNode(true) as SVGSVGElement;
    const { svgBlob } = await import("./svg-picture.ts");
    const frame = { width: WIDTH, height: HEIGHT, ground: palette().surface, title: "Parameters and metric" };
    saveBlob(svgBlob(copy, frame), "compare-parameters.svg");
  }

  private async _onPng(): Promise<void> {
    if (this._svg === null) return;
    const copy = this._svg.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("width", String(WIDTH));
    copy.setAttribute("height", String(HEIGHT));
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(PICTURE_SCALE * WIDTH, PICTURE_SCALE * HEIGHT);
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.fillStyle = palette().surface;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    saveBlob(await canvas.convertToBlob({ type: "image/png" }), "compare-parameters.png");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "parallel-coordinates": ParallelCoordinates;
  }
}

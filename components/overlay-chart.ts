/**
 * One curve of many runs on one chart: the running mean of every raw value, the raw values faint behind while runs are few, and
 * of what is in view as many points as there are pixels. What is looked at can be moved and enlarged.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { Extremes } from "../src/results/extremes.ts";
import { smooth } from "../src/results/smoothing.ts";
import { thin, type ThinningView } from "../src/results/thinning.ts";
import { axisTitle, AXIS_FONT_PX, shortNumber, valueAxis } from "./chart/axes.ts";
import {
  ChartElement,
  type AxisKind,
  type ChartPanel,
  type LineChart,
  type LineChartConfiguration,
} from "./chart/chart-element.ts";
import { NEAREST, tooltip } from "./chart/tooltip.ts";
import type { CompareOver } from "./compare-page/comparison.ts";
import { renderSwatch } from "./compare-page/run-styles.ts";
import { putLines, type OverlayLine } from "./overlay-chart/lines.ts";
import { overlayStyles } from "./overlay-chart/styles.ts";
import { ViewRange, type Range } from "./overlay-chart/view-range.ts";
import type { Palette } from "./theme.ts";

/** The view counts as moving for so long after it moved, ms. */
const REST_MS = 150;

/** What the table holds at most, over all runs. */
const TABLE_ROWS = 1000;

const X_NAMES: Readonly<Record<CompareOver, string>> = { step: "Step", epoch: "Epoch", time: "Time (s)" };

@customElement("overlay-chart")
export class OverlayChart extends ChartElement {
  static override styles = [...ChartElement.styles, overlayStyles];

  /** One for each run that has the curve. */
  @property({ attribute: false }) lines: readonly OverlayLine[] = [];

  /** The curve's name. */
  @property() series = "";

  @property() over: CompareOver = "step";

  @property({ type: Boolean }) logX = false;

  /** Weight of the past, 0 to below 1. */
  @property({ type: Number }) smoothing = 0;

  @state() private _hidden: ReadonlySet<string> = new Set();
  @state() private _range: Range | null = null;
  @state() private _motion: "moving" | "at rest" = "at rest";

  #values: readonly Extremes[] = [];
  #means: readonly Extremes[] = [];
  #lowest = Infinity;
  #whole: Range = { from: 0, to: 1 };
  #chart: LineChart | null = null;
  readonly #view = new ViewRange(
    () => this.#chart,
    (range) => this.#move(range),
  );
  #rest: ReturnType<typeof setTimeout> | undefined;

  protected get fileName(): string {
    return `compare-${this.series.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
    this._motion = "at rest";
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("over") || changed.has("logX") || changed.has("series")) {
      this._range = null;
      this.renew();
    }
    if (changed.has("lines")) this.#values = this.lines.map(({ ys }) => new Extremes(ys));
    if (changed.has("lines") || changed.has("smoothing")) {
      this.#means = this.lines.map(({ ys }) => new Extremes(smooth(ys, this.smoothing)));
    }
    if (changed.has("lines") || changed.has("logX")) this.#measure();
    this.#view.isLog = this.logX;
    this.#view.whole = this.#whole;
    this.#view.range = this._range;
  }

  protected override canBeLogarithmic(): boolean {
    return this.#lowest > 0;
  }

  protected panelWords(): ChartPanel {
    const filled = this.lines.length > 0;
    const last = this.lines.map(({ name, ys }) => `${name}: ${ys.length} points, last ${shortNumber(ys.at(-1) ?? 0)}`);
    return {
      heading: this.series === "" ? "Curves" : this.series,
      state: filled ? "done" : "empty",
      hint: filled ? "" : "None of these runs has drawn a curve.",
      description: `${this.series} against ${this.over} of ${this.lines.length} runs. ${last.join("; ")}. Show as table for the figures.`,
    };
  }

  protected configuration(colours: Palette, axis: AxisKind): LineChartConfiguration {
    const { over } = this;
    return {
      type: "line",
      data: { datasets: [] },
      plugins: [this.#view.plugin()],
      options: {
        parsing: false,
        normalized: true,
        animation: false,
        // Another width shows another number of points.
        onResize: () => this.requestUpdate(),
        responsive: true,
        maintainAspectRatio: false,
        interaction: NEAREST,
        plugins: {
          tooltip: tooltip(colours, {
            place: (x) => (over === "time" ? `${shortNumber(x)} s` : `${over} ${shortNumber(x)}`),
            name: (label) => label,
          }),
        },
        font: { family: colours.fontFamily },
        layout: { padding: { right: 12, top: 8 } },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: "bevel" } },
        scales: {
          x: {
            type: this.logX ? "logarithmic" : "linear",
            title: axisTitle(X_NAMES[over], colours),
            grid: { display: false },
            border: { color: colours.line },
            ticks: {
              color: colours.quiet,
              font: { size: AXIS_FONT_PX },
              maxTicksLimit: 8,
              callback: (value: string | number) => shortNumber(Number(value)),
            },
          },
          y: { ...valueAxis(axis, this.series, colours), beginAtZero: false },
        },
      },
    } as LineChartConfiguration;
  }

  protected fill(chart: LineChart, colours: Palette): void {
    this.#chart = chart;
    const { from, to } = this._range ?? this.#whole;
    // Before its first layout a chart knows no width, but the element does.
    const widthPx = (chart.chartArea?.width ?? 0) > 50 ? chart.chartArea.width : Math.max(200, this.clientWidth);
    const shown = this.lines.flatMap((line, index) => {
      const [values, means] = [this.#values[index], this.#means[index]];
      if (values === undefined || means === undefined || !this.#isShown(line)) return [];
      return [{ ...line, values, means, colour: colours.series[line.style.colour] ?? colours.ours }];
    });
    const view: ThinningView = { from, to, widthPx, scale: this.logX ? "log" : "linear" };
    putLines(chart, shown, view, { isSmoothed: this.smoothing > 0, isMoving: this._motion === "moving" });
    const { x } = chart.options.scales ?? {};
    if (x !== undefined) Object.assign(x, { min: from, max: to });
  }

  protected override renderOwnActions(): TemplateResult {
    return html`<wa-button
        size="xs"
        appearance="plain"
        title="Look closer; the wheel with Ctrl does it too"
        @click=${() => this.#view.zoom(0.5)}
        >Zoom in</wa-button
      >
      ${
        this._range === null
          ? nothing
          : html`<wa-button size="xs" appearance="plain" @click=${() => this.#view.zoom(2)}>Zoom out</wa-button>
              <wa-button
                size="xs"
                appearance="plain"
                title="To smaller values of the axis"
                @click=${() => this.#view.pan(-0.25)}
                >←<span class="sr-only"> Move left</span></wa-button
              >
              <wa-button
                size="xs"
                appearance="plain"
                title="To larger values of the axis"
                @click=${() => this.#view.pan(0.25)}
                >→<span class="sr-only"> Move right</span></wa-button
              >
              <wa-button size="xs" appearance="plain" @click=${() => (this._range = null)}>Whole</wa-button>`
      }`;
  }

  protected renderLegend(): TemplateResult {
    const isIsolated = this.lines.filter((line) => this.#isShown(line)).length === 1;
    // Moving the view asks for a frame every 16 ms, and changes nothing here.
    return html`<ul class="legend">
      ${guard([this.lines, this._hidden], () =>
        this.lines.map((line) => {
          const { runId, name, style } = line;
          const isShown = this.#isShown(line);
          return html`<li>
            <button
              type="button"
              aria-pressed=${isShown ? "true" : "false"}
              title="Show or hide"
              @click=${() => this.#toggle(runId)}
            >
              ${renderSwatch(style)}${name}
            </button>
            ${
              this.lines.length < 2
                ? nothing
                : html`<button type="button" class="only" @click=${() => this.#isolate(runId)}>
                    ${isIsolated && isShown ? "all" : "only"}<span class="sr-only">
                      ${isIsolated && isShown ? "runs" : name}</span
                    >
                  </button>`
            }
          </li>`;
        }),
      )}
    </ul>`;
  }

  protected renderTable(): TemplateResult {
    const { from, to } = this._range ?? this.#whole;
    const widthPx = Math.max(4, Math.floor(TABLE_ROWS / Math.max(1, this.lines.length) / 2));
    const view: ThinningView = { from, to, widthPx, scale: this.logX ? "log" : "linear" };
    return html`<table>
      <caption class="sr-only">
        ${this.series}, the lowest and highest values along the axis; every point is in the zip of Export
      </caption>
      <thead>
        <tr>
          <th scope="col" class="text">Run</th>
          <th scope="col">${X_NAMES[this.over]}</th>
          <th scope="col">${this.smoothing > 0 ? "Running mean" : "Value"}</th>
        </tr>
      </thead>
      <tbody>
        ${this.lines.flatMap((line, index) => {
          const means = this.#means[index];
          if (means === undefined || !this.#isShown(line)) return [];
          return thin(line.xs, means, view).map(
            ({ x, y }) =>
              html`<tr>
                <th scope="row">${line.name}</th>
                <td data-value=${x}>${shortNumber(x)}</td>
                <td data-value=${y}>${y.toPrecision(4)}</td>
              </tr>`,
          );
        })}
      </tbody>
    </table>`;
  }

  /** Fewer points are drawn while the view follows a hand, and all that the screen can show once it rests. */
  #move(range: Range | null): void {
    this._range = range;
    this._motion = "moving";
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this._motion = "at rest"), REST_MS);
  }

  #isShown({ runId }: OverlayLine): boolean {
    return !this._hidden.has(runId);
  }

  #toggle(runId: string): void {
    const hidden = new Set(this._hidden);
    if (!hidden.delete(runId)) hidden.add(runId);
    this._hidden = hidden;
  }

  /** One alone; pressed again, all of them. */
  #isolate(runId: string): void {
    const others = this.lines.map((line) => line.runId).filter((other) => other !== runId);
    const isAlone = !this._hidden.has(runId) && others.every((other) => this._hidden.has(other));
    this._hidden = new Set(isAlone ? [] : others);
  }

  #measure(): void {
    let [from, to, lowest] = [Infinity, -Infinity, Infinity];
    for (const { xs, ys } of this.lines) {
      for (const x of xs) {
        if (this.logX && x <= 0) continue;
        if (x < from) from = x;
        if (x > to) to = x;
      }
      for (const y of ys) if (y < lowest) lowest = y;
    }
    this.#lowest = lowest;
    this.#whole = from <= to ? { from, to } : { from: this.logX ? 1 : 0, to: this.logX ? 10 : 1 };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "overlay-chart": OverlayChart;
  }
}

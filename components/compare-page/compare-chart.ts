/** One curve of all runs on one chart, and which: over what, on which axis and how smooth. What is chosen goes to the address. */
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { StoredRun } from "../../store/stored-run.ts";
import { baseStyles } from "../lab-styles.ts";
import "../overlay-chart.ts";
import type { OverlayLine } from "../overlay-chart/lines.ts";
import { COMPARE_OVER, MOST_SMOOTHING, USUAL_COMPARISON, type CompareOver, type Comparison } from "./comparison.ts";
import { ComparisonEvent } from "./events.ts";
import { optionKey } from "./option-key.ts";
import { overlayLines, seriesOfAll } from "./overlay-lines.ts";
import { runNames } from "./run-names.ts";
import { compareControlStyles } from "./styles.ts";
import type { CurvesByRun } from "./watched-curves.ts";

const OVER_WORDS: Readonly<Record<CompareOver, string>> = { step: "Steps", epoch: "Epochs", time: "Time" };

/** @fires comparison */
@customElement("compare-chart")
export class CompareChart extends LitElement {
  static override styles = [
    baseStyles,
    compareControlStyles,
    css`
      .controls .short {
        width: 120px;
      }
      input[type="range"] {
        width: 140px;
        accent-color: var(--lab-accent);
      }
      overlay-chart {
        --chart-height: 380px;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly StoredRun[] = [];

  @property({ attribute: false }) curves: CurvesByRun = new Map();

  @property({ attribute: false }) comparison: Comparison = USUAL_COMPARISON;

  #series: readonly string[] = [];
  #lines: readonly OverlayLine[] = [];

  override willUpdate(): void {
    this.#series = seriesOfAll(this.runs, this.curves);
    const { runs, curves, comparison } = this;
    this.#lines = overlayLines(runs, runNames(runs), curves, this.#shownSeries, comparison.over);
  }

  override render(): TemplateResult {
    const { over, logX, smoothing } = this.comparison;
    return html`<div class="controls">
        <wa-select size="s" label="Curve" .value=${optionKey(this.#shownSeries)} @change=${this._onSeries}>
          ${this.#series.map((series) => html`<wa-option value=${optionKey(series)}>${series}</wa-option>`)}
        </wa-select>
        <wa-select class="short" size="s" label="Over" .value=${over} @change=${this._onOver}>
          ${COMPARE_OVER.map((each) => html`<wa-option value=${each}>${OVER_WORDS[each]}</wa-option>`)}
        </wa-select>
        <label
          ><input type="checkbox" .checked=${logX} @change=${this._onLogX} />Log
          ${OVER_WORDS[over].toLowerCase()}</label
        >
        <label
          >Smoothing
          <input
            type="range"
            min="0"
            max=${MOST_SMOOTHING}
            step="0.001"
            .value=${String(smoothing)}
            @change=${this._onSmoothing}
          /><span class="number">${smoothing}</span></label
        >
      </div>
      <overlay-chart
        .lines=${this.#lines}
        .series=${this.#shownSeries}
        .over=${over}
        ?logX=${logX}
        .smoothing=${smoothing}
      ></overlay-chart>`;
  }

  get #shownSeries(): string {
    return this.comparison.series ?? this.#series[0] ?? "";
  }

  #ask(change: Partial<Comparison>): void {
    this.dispatchEvent(new ComparisonEvent({ ...this.comparison, ...change }));
  }

  private _onSeries(event: Event): void {
    const key = String((event.target as WaSelect).value);
    this.#ask({ series: this.#series.find((series) => optionKey(series) === key) ?? null });
  }

  private _onOver(event: Event): void {
    const value = String((event.target as WaSelect).value);
    this.#ask({ over: COMPARE_OVER.find((over) => over === value) ?? "step" });
  }

  private _onLogX(event: Event): void {
    this.#ask({ logX: (event.target as HTMLInputElement).checked });
  }

  private _onSmoothing(event: Event): void {
    this.#ask({ smoothing: Number((event.target as HTMLInputElement).value) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "compare-chart": CompareChart;
  }
}

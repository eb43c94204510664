/**
 * What the differing parameters have to do with one metric: lines across parallel axes, and a plane where exactly two
 * differ. It hides where the runs leave nothing to show, and still knows which metric was chosen.
 */
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Metric } from "../../src/results/metrics.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import "../heat-map.ts";
import { baseStyles } from "../lab-styles.ts";
import "../parallel-coordinates.ts";
import { parallelAxis } from "../parallel-coordinates/axes.ts";
import { numericDifferences, pairOf, type Difference } from "./differences.ts";
import { metricsOfAll } from "./metric-lines.ts";
import { optionKey } from "./option-key.ts";
import { parameterPlane } from "./parameter-plane.ts";
import { shortName } from "./run-styles.ts";
import { compareControlStyles } from "./styles.ts";

/** Fewer lines across axes show nothing that the table does not. */
const RUNS_FOR_PARALLEL = 3;

@customElement("parameter-space")
export class ParameterSpace extends LitElement {
  static override styles = [baseStyles, compareControlStyles];

  @property({ attribute: false }) runs: readonly StoredRun[] = [];

  /** Of these runs. */
  @property({ attribute: false }) differences: readonly Difference[] = [];

  /** Its name; "" for the first that there is. */
  @state() private _metric = "";

  #metrics: readonly Metric[] = [];
  #shown: Metric | undefined;
  #numeric: readonly Difference[] = [];
  #pair: ReturnType<typeof pairOf> = null;

  override willUpdate(): void {
    this.#metrics = metricsOfAll(this.runs);
    this.#shown = this.#metrics.find(({ name }) => name === this._metric) ?? this.#metrics[0];
    const isParallel = this.runs.length >= RUNS_FOR_PARALLEL;
    this.#numeric = isParallel ? numericDifferences(this.differences) : [];
    this.#pair = pairOf(this.differences);
    this.hidden = this.#shown === undefined || (this.#numeric.length === 0 && this.#pair === null);
  }

  override render(): TemplateResult | typeof nothing {
    const metric = this.#shown;
    if (this.hidden || metric === undefined) return nothing;
    const values = this.runs.map(({ metrics }) => metrics.find(({ name }) => name === metric.name)?.last ?? null);
    return html`
      <div class="controls">
        <wa-select size="s" label="Metric" .value=${optionKey(metric.name)} @change=${this._onMetric}>
          ${this.#metrics.map(({ name, label }) => html`<wa-option value=${optionKey(name)}>${label}</wa-option>`)}
        </wa-select>
      </div>
      ${this.#renderAxes(metric, values)} ${this.#renderPlane(metric, values)}
    `;
  }

  #renderAxes({ label }: Metric, values: readonly (number | null)[]): TemplateResult | typeof nothing {
    if (this.#numeric.length === 0) return nothing;
    const axes = [
      ...this.#numeric.map((difference) => parallelAxis(difference.label, difference.values as readonly number[])),
      parallelAxis(label, values),
    ];
    return html`<parallel-coordinates
      .names=${this.runs.map(({ runId, experiment }) => shortName(runId, experiment))}
      .axes=${axes}
    ></parallel-coordinates>`;
  }

  #renderPlane(metric: Metric, values: readonly (number | null)[]): TemplateResult | typeof nothing {
    const [first] = this.runs;
    if (this.#pair === null || first === undefined) return nothing;
    const { chart, columns, record } = parameterPlane(this.#pair, metric, values, first.config);
    return html`<heat-map .chart=${chart} .columns=${columns} .record=${record}></heat-map>`;
  }

  private _onMetric(event: Event): void {
    const key = String((event.target as WaSelect).value);
    this._metric = this.#metrics.find(({ name }) => optionKey(name) === key)?.name ?? "";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "parameter-space": ParameterSpace;
  }
}

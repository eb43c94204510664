/**
 * Several runs side by side: what they were asked for, as far as it differs, one of their curves on one chart, their metrics,
 * and what the differing parameters have to do with one metric. A run has one colour everywhere on the page.
 */
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Metric } from "../src/results/metrics.ts";
import { newRecord, type RunRecord } from "../src/results/run-record.ts";
import type { Cell, Column } from "../src/results/table.ts";
import type { RunList } from "../store/lab-store.ts";
import { curveColumns, type StoredCurves } from "../store/stored-curves.ts";
import type { StoredRun } from "../store/stored-run.ts";
import {
  COMPARE_OVER,
  MOST_COMPARED,
  MOST_SMOOTHING,
  USUAL_COMPARISON,
  type Comparison,
  type CompareOver,
} from "./compare-page/comparison.ts";
import { differencesOf, numericDifferences, pairOf, type Difference } from "./compare-page/differences.ts";
import { ComparisonEvent } from "./compare-page/events.ts";
import { metricLines, metricsOfAll } from "./compare-page/metric-lines.ts";
import { renderSwatch, runStyle, shortName } from "./compare-page/run-styles.ts";
import { comparePageStyles } from "./compare-page/styles.ts";
import "./heat-map.ts";
import type { HeatMapSpec } from "./heat-map/grid.ts";
import type { StoreDesk } from "./lab-controller/store-desk.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import "./overlay-chart.ts";
import type { OverlayLine } from "./overlay-chart.ts";
import "./parallel-coordinates.ts";
import { parallelAxis } from "./parallel-coordinates/axes.ts";
import { titleOfExperiment } from "./runs-page/changes.ts";
import { metricText } from "./runs-page/columns.ts";
import { runHash } from "./url-state.ts";

/** Fewer lines across axes show nothing that the table does not. */
const RUNS_FOR_PARALLEL = 3;

/** The newest that can be added without going back to the table. */
const OFFERED = 60;

const OVER_WORDS: Readonly<Record<CompareOver, string>> = { step: "Steps", epoch: "Epochs", time: "Time" };

/** @fires comparison */
@customElement("compare-page")
export class ComparePage extends LitElement {
  static override styles = [baseStyles, tableStyles, comparePageStyles];

  @property({ attribute: false }) desk!: StoreDesk;

  /** What the store holds; null while it is not known. */
  @property({ attribute: false }) list: RunList | null = null;

  /** Why something could not be kept or read; null while all is well. */
  @property() fault: string | null = null;

  @property({ attribute: false }) comparison: Comparison = USUAL_COMPARISON;

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  @state() private _curves: ReadonlyMap<string, readonly StoredCurves[]> = new Map();
  @state() private _metric = "";

  #runs: readonly StoredRun[] = [];
  #lines: readonly OverlayLine[] = [];
  #series: readonly string[] = [];
  #unwatch: (() => void) | null = null;
  #watched = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#unwatch = null;
    this.#watched = "";
  }

  override willUpdate(changed: PropertyValues<this> & Map<string, unknown>): void {
    if (this.#watched !== this.comparison.runIds.join()) void this.#watch();
    if (changed.has("list") || changed.has("comparison")) {
      const byId = new Map((this.list?.runs ?? []).map((run) => [run.runId, run]));
      this.#runs = this.comparison.runIds.flatMap((runId) => byId.get(runId) ?? []);
    }
    if (changed.has("comparison") || changed.has("_curves") || changed.has("list")) this.#arrange();
  }

  override render(): TemplateResult {
    return html`
      <div class="head">
        <div>
          <h1>Compare runs</h1>
          <p class="quiet"><a href="#/runs">Runs</a> / ${this.#runs.length} side by side</p>
        </div>
        <div class="tools">${this.#renderAdd()}</div>
      </div>
      <div class="out">
        ${[...this.warnings, ...(this.fault === null ? [] : [this.fault]), ...this.#missing()].map(
          (line) => html`<p class="warn" role="status">${line}</p>`,
        )}
        ${this.#renderBody()}
      </div>
    `;
  }

  #renderBody(): TemplateResult {
    if (this.list === null) return html`<p class="empty quiet" role="status">Reading the runs</p>`;
    if (this.#runs.length === 0) {
      return html`<p class="empty">
        No run is chosen. Select two or more in the <a href="#/runs">table of runs</a> and press Compare.
      </p>`;
    }
    const differences = differencesOf(this.#runs);
    return html`${this.#renderControls()}
      <overlay-chart
        .lines=${this.#lines}
        .series=${this.#shownSeries}
        .over=${this.comparison.over}
        ?logX=${this.comparison.logX}
        .smoothing=${this.comparison.smoothing}
      ></overlay-chart>
      ${this.#renderDifferences(differences)} ${this.#renderMetrics()} ${this.#renderSpace(differences)}`;
  }

  #renderAdd(): TemplateResult {
    const { runIds } = this.comparison;
    const own = new Set(this.#runs.map(({ experiment }) => experiment));
    const others = (this.list?.runs ?? []).filter(({ runId }) => !runIds.includes(runId));
    // Runs of the same experiment have the same curves and metrics.
    const offered = [
      ...others.filter((run) => own.has(run.experiment)),
      ...others.filter((run) => !own.has(run.experiment)),
    ];
    if (offered.length === 0 || runIds.length >= MOST_COMPARED) return html``;
    return html`<wa-select size="s" aria-label="Add a run" placeholder="Add a run" .value=${""} @change=${this._onAdd}>
      ${offered
        .slice(0, OFFERED)
        .map(
          (run) =>
            html`<wa-option value=${run.runId}
              >${titleOfExperiment(run.experiment)}, ${shortName(run.runId, run.experiment)}</wa-option
            >`,
        )}
    </wa-select>`;
  }

  #renderControls(): TemplateResult {
    const { over, logX, smoothing } = this.comparison;
    return html`<div class="controls">
      <wa-select size="s" label="Curve" .value=${keyOf(this.#shownSeries)} @change=${this._onSeries}>
        ${this.#series.map((series) => html`<wa-option value=${keyOf(series)}>${series}</wa-option>`)}
      </wa-select>
      <wa-select class="short" size="s" label="Over" .value=${over} @change=${this._onOver}>
        ${COMPARE_OVER.map((each) => html`<wa-option value=${each}>${OVER_WORDS[each]}</wa-option>`)}
      </wa-select>
      <label
        ><input type="checkbox" .checked=${logX} @change=${this._onLogX} />Log ${OVER_WORDS[over].toLowerCase()}</label
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
    </div>`;
  }

  #renderHeads(): TemplateResult[] {
    return this.#runs.map(
      ({ runId, experiment }) =>
        html`<th scope="col">
          <span class="run"
            >${renderSwatch(this.#styleOf(runId))}<a href=${runHash(runId)}>${shortName(runId, experiment)}</a
            ><button
              type="button"
              class="remove"
              aria-label=${`Take ${runId} out`}
              title="Take out"
              @click=${() => this.#remove(runId)}
            >
              ×
            </button></span
          >
        </th>`,
    );
  }

  #renderDifferences(differences: readonly Difference[]): TemplateResult {
    return html`<lab-panel heading="What differs" .state=${"done"}>
      ${
        differences.length === 0
          ? html`<p class="hint">
              ${this.#runs.length < 2 ? "Add a second run to see what differs." : "Nothing: these runs were asked for the same."}
            </p>`
          : nothing
      }
      <div class="scroller" tabindex="0" role="group" aria-label="What differs, table">
        <table class="diff">
          <thead>
            <tr>
              <td></td>
              ${this.#renderHeads()}
            </tr>
          </thead>
          <tbody>
            ${differences.map(
              ({ label, texts }) =>
                html`<tr>
                  <th scope="row">${label}</th>
                  ${texts.map((text) => html`<td>${text}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </lab-panel>`;
  }

  #renderMetrics(): TemplateResult | typeof nothing {
    const lines = metricLines(this.#runs);
    if (lines.length === 0) return nothing;
    return html`<lab-panel heading="Metrics" .state=${"done"}>
      <div class="scroller" tabindex="0" role="group" aria-label="Metrics, table">
        <table class="diff">
          <thead>
            <tr>
              <td></td>
              ${this.#renderHeads()}
            </tr>
          </thead>
          <tbody>
            ${lines.map(
              ({ label, better, cells }) =>
                html`<tr>
                  <th scope="row">${label} <span class="quiet">(${better} is better)</span></th>
                  ${cells.map((cell) =>
                    cell === null
                      ? html`<td>–</td>`
                      : html`<td class=${cell.isBest ? "best" : ""}>
                          ${metricText(cell.value)}${cell.ci95 === null ? nothing : html` ± ${cell.ci95.toPrecision(2)}`}${
                            cell.isBest ? html` <span title="best">★</span><span class="sr-only"> best</span>` : nothing
                          }
                        </td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </lab-panel>`;
  }

  /** What the differing parameters have to do with one metric. */
  #renderSpace(differences: readonly Difference[]): TemplateResult | typeof nothing {
    const metrics = metricsOfAll(this.#runs);
    const metric = metrics.find(({ name }) => name === this._metric) ?? metrics[0];
    const numeric = numericDifferences(differences);
    const pair = pairOf(differences);
    const isParallel = this.#runs.length >= RUNS_FOR_PARALLEL && numeric.length > 0;
    if (metric === undefined || (!isParallel && pair === null)) return nothing;
    const values = this.#runs.map(({ metrics: own }) => own.find(({ name }) => name === metric.name)?.last ?? null);
    const axes = [
      ...numeric.map(({ label, values: own }) => parallelAxis(label, own as readonly number[])),
      parallelAxis(metric.label, values),
    ];
    return html`
      <div class="controls">
        <wa-select size="s" label="Metric" .value=${keyOf(metric.name)} @change=${this._onMetric}>
          ${metrics.map(({ name, label }) => html`<wa-option value=${keyOf(name)}>${label}</wa-option>`)}
        </wa-select>
      </div>
      ${
        isParallel
          ? html`<parallel-coordinates
              .names=${this.#runs.map(({ runId, experiment }) => shortName(runId, experiment))}
              .axes=${axes}
            ></parallel-coordinates>`
          : nothing
      }
      ${pair === null ? nothing : this.#renderHeatMap(pair, metric, values)}
    `;
  }

  #renderHeatMap(
    [down, across]: readonly [Difference, Difference],
    { label, better }: Metric,
    values: readonly (number | null)[],
  ): TemplateResult | typeof nothing {
    const [first] = this.#runs;
    if (first === undefined) return nothing;
    const spec: HeatMapSpec = {
      kind: "heat-map",
      title: `${label} by ${down.label} and ${across.label}`,
      rows: ["down"],
      columns: ["across"],
      values: [{ column: "metric", better }],
    };
    const columns: Column[] = [
      { name: "down", label: down.label },
      { name: "across", label: across.label },
      { name: "metric", label },
    ];
    const rows = values.map((value, run) => ({
      down: cellOf(down, run),
      across: cellOf(across, run),
      metric: value === null ? null : Number(value.toPrecision(4)),
    }));
    // The heat map keeps the order of its rows, and neighbours should compare.
    rows.sort(
      (a, b) => ORDER.compare(String(a.across), String(b.across)) || ORDER.compare(String(a.down), String(b.down)),
    );
    const record: RunRecord = { ...newRecord(first.config), status: "done", rows };
    return html`<heat-map .chart=${spec} .columns=${columns} .record=${record}></heat-map>`;
  }

  get #shownSeries(): string {
    const { series } = this.comparison;
    return series ?? this.#series[0] ?? "";
  }

  /** By place in the address, so that a run keeps its colour whatever else is missing. */
  #styleOf(runId: string): ReturnType<typeof runStyle> {
    return runStyle(this.#runs.findIndex((run) => run.runId === runId));
  }

  #missing(): string[] {
    if (this.list === null) return [];
    const there = new Set(this.#runs.map(({ runId }) => runId));
    const missing = this.comparison.runIds.filter((runId) => !there.has(runId));
    if (missing.length === 0) return [];
    return [`This browser does not keep ${missing.join(", ")}: deleted, or made in another browser.`];
  }

  /** The curve's columns of each run; those that most runs have are offered first. */
  #arrange(): void {
    const counts = new Map<string, number>();
    for (const { runId } of this.#runs) {
      const names = new Set((this._curves.get(runId) ?? []).flatMap(({ series }) => series));
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    this.#series = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
    const series = this.#shownSeries;
    this.#lines = this.#runs.flatMap(({ runId, experiment }) => {
      const { epoch, step, wallMs, value } = curveColumns(this._curves.get(runId) ?? [], series);
      if (value.length === 0) return [];
      const xs = { epoch, step, time: wallMs.map((ms) => ms / 1000) }[this.comparison.over];
      return [{ runId, name: shortName(runId, experiment), style: this.#styleOf(runId), xs, ys: value }];
    });
  }

  async #watch(): Promise<void> {
    const { runIds } = this.comparison;
    const key = runIds.join();
    this.#unwatch?.();
    this.#unwatch = null;
    this.#watched = key;
    const store = await this.desk.open();
    if (store === null || this.#watched !== key) return;
    this.#unwatch = store.watch(
      async (each) =>
        new Map(await Promise.all(runIds.map(async (runId) => [runId, await each.curves(runId)] as const))),
      (curves) => {
        if (this.#watched === key) this._curves = curves;
      },
      ({ message }) => (this.fault = message),
    );
  }

  #ask(change: Partial<Comparison>): void {
    this.dispatchEvent(new ComparisonEvent({ ...this.comparison, ...change }));
  }

  #remove(runId: string): void {
    this.#ask({ runIds: this.comparison.runIds.filter((each) => each !== runId) });
  }

  private _onAdd(event: Event): void {
    const runId = String((event.target as WaSelect).value);
    if (runId !== "") this.#ask({ runIds: [...this.comparison.runIds, runId] });
  }

  private _onSeries(event: Event): void {
    const key = String((event.target as WaSelect).value);
    this.#ask({ series: this.#series.find((series) => keyOf(series) === key) ?? null });
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

  private _onMetric(event: Event): void {
    const key = String((event.target as WaSelect).value);
    this._metric = metricsOfAll(this.#runs).find(({ name }) => keyOf(name) === key)?.name ?? "";
  }
}

const ORDER = new Intl.Collator("en", { numeric: true });

/** An option's value may hold no blanks. */
function keyOf(name: string): string {
  return encodeURIComponent(name);
}

function cellOf({ values, texts }: Difference, run: number): Cell {
  const value = values[run] ?? null;
  return typeof value === "number" ? value : (texts[run] ?? null);
}

declare global {
  interface HTMLElementTagNameMap {
    "compare-page": ComparePage;
  }
}

/**
 * Several runs side by side: what they were asked for, as far as it differs, one of their curves on one chart, their metrics,
 * and what the differing parameters have to do with one metric. A run has one colour everywhere on the page.
 */
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RunList } from "../store/lab-store.ts";
import type { StoredRun } from "../store/stored-run.ts";
import "./compare-page/compare-chart.ts";
import { MOST_COMPARED, USUAL_COMPARISON, type Comparison } from "./compare-page/comparison.ts";
import { differencesOf, type Difference } from "./compare-page/differences.ts";
import { ComparisonEvent, type RunTakenOutEvent } from "./compare-page/events.ts";
import { metricLines, type MetricLine } from "./compare-page/metric-lines.ts";
import "./compare-page/parameter-space.ts";
import { shortName } from "./compare-page/run-styles.ts";
import "./compare-page/side-by-side.ts";
import type { SideBySideLine } from "./compare-page/side-by-side.ts";
import { comparePageStyles } from "./compare-page/styles.ts";
import { WatchedCurves } from "./compare-page/watched-curves.ts";
import type { StoreDesk } from "./lab-controller/store-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import { titleOfExperiment } from "./runs-page/changes.ts";
import { metricText } from "./runs-page/columns.ts";

/** The newest that can be added without going back to the table. */
const OFFERED = 60;

/** @fires comparison */
@customElement("compare-page")
export class ComparePage extends LitElement {
  static override styles = [baseStyles, comparePageStyles];

  @property({ attribute: false }) desk!: StoreDesk;

  /** What the store holds; null while it is not known. */
  @property({ attribute: false }) list: RunList | null = null;

  /** Why something could not be kept or read; null while all is well. */
  @property() fault: string | null = null;

  @property({ attribute: false }) comparison: Comparison = USUAL_COMPARISON;

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  readonly #watched = new WatchedCurves(
    this,
    () => this.desk,
    (message) => (this.fault = message),
  );
  /** By place in the address, which is what their look goes by. */
  #runs: readonly StoredRun[] = [];

  override willUpdate(changed: PropertyValues<this>): void {
    void this.#watched.follow(this.comparison.runIds);
    if (!changed.has("list") && !changed.has("comparison")) return;
    const byId = new Map((this.list?.runs ?? []).map((run) => [run.runId, run]));
    this.#runs = this.comparison.runIds.flatMap((runId) => byId.get(runId) ?? []);
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
      <div class="out" @run-taken-out=${this._onTakenOut}>
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
    return html`<compare-chart
        .runs=${this.#runs}
        .curves=${this.#watched.curves}
        .comparison=${this.comparison}
      ></compare-chart>
      ${this.#renderDifferences(differences)} ${this.#renderMetrics()}
      <parameter-space .runs=${this.#runs} .differences=${differences}></parameter-space>`;
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

  #renderDifferences(differences: readonly Difference[]): TemplateResult {
    const lines = differences.map(({ label, texts }): SideBySideLine => ({
      label,
      cells: texts.map((content) => ({ content, isBest: false })),
    }));
    return html`<side-by-side heading="What differs" .runs=${this.#runs} .lines=${lines}>
      ${
        differences.length === 0
          ? html`<p class="hint">
              ${this.#runs.length < 2 ? "Add a second run to see what differs." : "Nothing: these runs were asked for the same."}
            </p>`
          : nothing
      }
    </side-by-side>`;
  }

  #renderMetrics(): TemplateResult | typeof nothing {
    const lines = metricLines(this.#runs);
    if (lines.length === 0) return nothing;
    return html`<side-by-side heading="Metrics" .runs=${this.#runs} .lines=${lines.map(metricLine)}></side-by-side>`;
  }

  #missing(): string[] {
    if (this.list === null) return [];
    const there = new Set(this.#runs.map(({ runId }) => runId));
    const missing = this.comparison.runIds.filter((runId) => !there.has(runId));
    if (missing.length === 0) return [];
    return [`This browser does not keep ${missing.join(", ")}: deleted, or made in another browser.`];
  }

  #ask(change: Partial<Comparison>): void {
    this.dispatchEvent(new ComparisonEvent({ ...this.comparison, ...change }));
  }

  private _onAdd(event: Event): void {
    const runId = String((event.target as WaSelect).value);
    if (runId !== "") this.#ask({ runIds: [...this.comparison.runIds, runId] });
  }

  private _onTakenOut({ runId }: RunTakenOutEvent): void {
    this.#ask({ runIds: this.comparison.runIds.filter((each) => each !== runId) });
  }
}

/** The best is said in words too, for those who cannot see its frame. */
function metricLine({ label, better, cells }: MetricLine): SideBySideLine {
  return {
    label: html`${label} <span class="quiet">(${better} is better)</span>`,
    cells: cells.map((cell) => {
      if (cell === null) return { content: "–", isBest: false };
      const { value, ci95, isBest } = cell;
      const content = html`${metricText(value)}${ci95 === null ? nothing : html` ± ${ci95.toPrecision(2)}`}${
        isBest ? html` <span title="best">★</span><span class="sr-only"> best</span>` : nothing
      }`;
      return { content, isBest };
    }),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "compare-page": ComparePage;
  }
}

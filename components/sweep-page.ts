/**
 * One sweep: where its trials stand, their curves on one chart, what came of each setting, and the buttons that hold it, go on
 * with it and try again what failed. Everything shown is the store's; the run that goes on now is the lab's.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { findExperiment } from "../src/catalog.ts";
import type { CurvePanel, ExperimentSpec } from "../src/experiments/experiment.ts";
import type { CurvePoint } from "../src/protocol.ts";
import { tableCsv } from "../src/results/csv.ts";
import { isOfCrowd } from "../src/results/metrics.ts";
import { newRecord, type RunRecord } from "../src/results/run-record.ts";
import type { Row } from "../src/results/table.ts";
import { formatDuration } from "../src/results/time-left.ts";
import { untoldMetric } from "../src/sweep/course.ts";
import { estimateAll, type FormerTiming } from "../src/sweep/estimate.ts";
import { countStates, isOver, takenUp, type TrialRecord } from "../src/sweep/progress.ts";
import { pooledRows, type Pool } from "../src/sweep/pooled-rows.ts";
import { settingText, sweepTable, variedNames, type SweepTable } from "../src/sweep/sweep-table.ts";
import { readSweep } from "../src/sweep/sweep-json.ts";
import type { Sweep } from "../src/sweep/sweep.ts";
import type { SweepAndTrials } from "../store/lab-store.ts";
import type { StoredRun } from "../store/stored-run.ts";
import { MOST_COMPARED, USUAL_COMPARISON } from "./compare-page/comparison.ts";
import "./curve-chart.ts";
import { SweepActionEvent, type SweepAction } from "./events.ts";
import { declaredCharts } from "./experiment-results/declared-charts.ts";
import { icon, type IconName } from "./icons.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import { formatCell } from "./result-table/format.ts";
import { saveBlob } from "./save-blob.ts";
import { damageLine, stateLine, STATE_WORDS } from "./sweep-page/state-words.ts";
import { pageHeadStyles } from "./page-head-styles.ts";
import "./sweep-page/sweep-results.ts";
import { sweepPageStyles } from "./sweep-page/styles.ts";
import type { GoingSweep } from "./sweep-runner.ts";
import { compareHash } from "./url-state.ts";

/** How the curves of runs are had; they are too many to travel with the list of runs. */
export type ReadPoints = (runId: string) => Promise<readonly CurvePoint[]>;

/** The same of their tables. */
export type ReadRows = (runId: string) => Promise<readonly Row[]>;

/** @fires sweep-action */
@customElement("sweep-page")
export class SweepPage extends LitElement {
  static override styles = [baseStyles, tableStyles, pageHeadStyles, sweepPageStyles];

  /** Null where there is no such sweep, undefined while the store has not answered. */
  @property({ attribute: false }) entry: SweepAndTrials | null | undefined = undefined;

  /** Every run that is kept. */
  @property({ attribute: false }) runs: readonly StoredRun[] = [];

  /** The sweep whose trials run now. */
  @property({ attribute: false }) going: GoingSweep | null = null;

  /** Why it paused by itself. */
  @property({ attribute: false }) remark: string | null = null;

  /** The run that goes on now, of this sweep or not. */
  @property({ attribute: false }) live: RunRecord | null = null;

  @property({ attribute: false }) former: readonly FormerTiming[] = [];

  @property({ attribute: false }) readPoints: ReadPoints = () => Promise.resolve([]);

  @property({ attribute: false }) readRows: ReadRows = () => Promise.resolve([]);

  /** Points of the shown curve by run, of trials that are over. */
  @state() private _points: ReadonlyMap<string, readonly CurvePoint[]> = new Map();

  /** Rows by run, of trials that came to their end. */
  @state() private _rows: ReadonlyMap<string, readonly Row[]> = new Map();

  /** Only anew when another trial has come to its end: a run that goes on asks for a frame every 16 ms. */
  #pools: readonly Pool[] = [];
  readonly #asked = new Set<string>();

  override willUpdate(changed: PropertyValues): void {
    if (this.entry == null) return;
    const { sweep, trials } = this.entry;
    if (changed.has("entry")) void this.#readTrials(trials);
    if (!changed.has("entry") && !changed.has("_rows")) return;
    const asked = readSweep(sweep.json);
    this.#pools = pooledRows(findExperiment(asked.experiment), asked, trials, (trial) => this.#rowsOf(trial));
  }

  override render(): TemplateResult {
    if (this.entry === undefined) return html`<p class="missing quiet" role="status">Opening the sweep</p>`;
    if (this.entry === null) {
      return html`<div class="missing">
        <p>There is no sweep of this name in this browser. It was deleted, or made on another machine.</p>
        <a href="#/sweeps">All sweeps</a>
      </div>`;
    }
    const sweep = readSweep(this.entry.sweep.json);
    const spec = findExperiment(sweep.experiment);
    const { trials } = this.entry;
    const byId = new Map(this.runs.map((run) => [run.runId, run]));
    const table = sweepTable(spec, sweep, trials, ({ runId }) => (runId === null ? null : (byId.get(runId) ?? null)));
    return html`
      <div class="head">
        <h1>${sweep.name === "" ? spec.title : sweep.name}</h1>
        <div class="tools">${this.#renderButtons(trials)}</div>
      </div>
      <div class="body">
        ${this.#renderProgress(spec, sweep, trials)} ${this.#renderCharts(spec, sweep, trials, table)}
        ${this.#renderTable(sweep, trials, table)}
        <sweep-results
          .spec=${spec}
          .pools=${this.#pools}
          .digits=${trials.flatMap(({ runId }) => byId.get(runId ?? "")?.dataset ?? [])[0] ?? null}
        ></sweep-results>
      </div>
    `;
  }

  get #isGoing(): boolean {
    return this.going !== null && this.going.sweepId === this.entry?.sweep.sweepId;
  }

  #renderButtons(trials: readonly TrialRecord[]): TemplateResult {
    const sweepId = this.entry?.sweep.sweepId ?? "";
    const [toResume, failed] = [takenUp(trials, "resume"), takenUp(trials, "retry-failed")];
    const queued = countStates(trials).queued;
    const busy = this.going !== null || this.live !== null;
    const runIds = trials.flatMap(({ runId, state: each }) => (runId !== null && each === "done" ? [runId] : []));
    return html`
      ${
        this.#isGoing
          ? html`${this.#renderButton("Pause", "stop", { kind: "pause" }, false)}
            ${this.#renderButton(
              this.going?.stopsAfterThis === true ? "Stopping after this one" : "Stop after this one",
              "stop",
              { kind: "stop-after-this" },
              this.going?.stopsAfterThis === true,
            )}`
          : nothing
      }
      ${
        !this.#isGoing && toResume + queued > 0
          ? this.#renderButton(`Resume ${toResume + queued}`, "play", { kind: "resume", sweepId }, busy, "brand")
          : nothing
      }
      ${
        !this.#isGoing && failed > 0
          ? this.#renderButton(`Retry ${failed} failed`, "reset", { kind: "retry-failed", sweepId }, busy)
          : nothing
      }
      ${
        runIds.length < 2
          ? nothing
          : html`<wa-button
              size="s"
              appearance="outlined"
              href=${compareHash({ ...USUAL_COMPARISON, runIds: runIds.slice(0, MOST_COMPARED) })}
              >Compare ${Math.min(MOST_COMPARED, runIds.length)} runs</wa-button
            >`
      }
      <wa-button size="s" appearance="outlined" @click=${this._onEdit}
        >${icon("settings", { slot: "start" })}Add values</wa-button
      >
      <wa-button size="s" appearance="outlined" @click=${this._onSaveJson}
        >${icon("export", { slot: "start" })}Sweep, JSON</wa-button
      >
    `;
  }

  #renderButton(
    label: string,
    picture: IconName,
    action: SweepAction,
    disabled: boolean,
    variant: "brand" | "neutral" = "neutral",
  ): TemplateResult {
    return html`<wa-button
      size="s"
      variant=${variant}
      appearance=${variant === "brand" ? "accent" : "outlined"}
      ?disabled=${disabled}
      @click=${() => this.dispatchEvent(new SweepActionEvent(action))}
      >${icon(picture, { slot: "start" })}${label}</wa-button
    >`;
  }

  #renderProgress(spec: ExperimentSpec, sweep: Sweep, trials: readonly TrialRecord[]): TemplateResult {
    const counts = countStates(trials);
    const over = trials.filter(({ state: each }) => isOver(each)).length;
    const { progress } = this.#isGoing && this.live !== null ? this.live : { progress: null };
    const share =
      (over + (progress === null ? 0 : 0.9 * (progress.done / Math.max(1, progress.total)))) / trials.length;
    const waiting = trials.filter(({ state: each }) => !isOver(each)).map(({ config }) => config);
    const left = estimateAll(spec, waiting, this.former);
    const damage = damageLine(this.entry?.damaged ?? 0);
    const untold = this.#untoldMetric(sweep, trials);
    return html`
      <section class="progress" aria-label="Progress">
        <div class="line number">
          <span role="status">${stateLine(counts)}</span>
          ${left === null ? nothing : html`<span class="left quiet">about ${formatDuration(left.ms)} left</span>`}
        </div>
        <wa-progress-bar
          value=${Math.round(100 * Math.min(1, share))}
          label="Share of the trials that are over"
        ></wa-progress-bar>
        ${this.remark === null || this.#isGoing ? nothing : html`<p class="remark" role="status">${this.remark}</p>`}
        ${damage === null ? nothing : html`<p class="remark" role="status">${damage}</p>`}
        ${untold === null ? nothing : html`<p class="remark" role="status">${untold}</p>`}
      </section>
    `;
  }

  #untoldMetric(sweep: Sweep, trials: readonly TrialRecord[]): string | null {
    const done = new Set(trials.flatMap(({ runId, state: each }) => (each === "done" ? [runId] : [])));
    return untoldMetric(
      sweep,
      this.runs.filter(({ runId }) => done.has(runId)).map(({ metrics }) => metrics),
    );
  }

  #renderCharts(
    spec: ExperimentSpec,
    sweep: Sweep,
    trials: readonly TrialRecord[],
    { charts, columns, means }: SweepTable,
  ): TemplateResult {
    const [config] = trials.map((trial) => trial.config);
    // The charts read rows of a run; these are the rows of the sweep.
    const record: RunRecord | null =
      config === undefined ? null : { ...newRecord(config), status: this.#isGoing ? "running" : "done", rows: means };
    return html`<div class="charts">
      ${
        this.#shownSeries(spec, sweep) === null
          ? nothing
          : html`<curve-chart
              .panel=${this.#panel(spec, sweep)}
              .points=${this.#curves(spec, sweep, trials)}
              .record=${record}
            ></curve-chart>`
      }
      ${declaredCharts({ charts, columns }, record)}
    </div>`;
  }

  #rowsOf({ runId, state: each }: TrialRecord): readonly Row[] | null {
    return each === "done" ? (this._rows.get(runId ?? "") ?? null) : null;
  }

  #renderTable(sweep: Sweep, trials: readonly TrialRecord[], { columns, rows }: SweepTable): TemplateResult {
    const shown = columns.filter(({ label }) => label !== undefined);
    return html`
      <div class="scroller trials">
        <table>
          <caption class="sr-only">
            Trials of ${sweep.name}
          </caption>
          <thead>
            <tr>
              ${shown.map(
                ({ label, unit, name }) =>
                  html`<th scope="col" class=${name === "trial" || name === "state" ? "text" : ""}>
                    ${label}${unit === undefined ? nothing : html` <span class="unit">${unit}</span>`}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row, index) => this.#renderRow(row, trials[index] as TrialRecord, shown))}
          </tbody>
        </table>
      </div>
      <div>
        <wa-button size="s" appearance="plain" @click=${() => this.#saveCsv({ columns, rows })}
          >${icon("table", { slot: "start" })}Trials, CSV</wa-button
        >
      </div>
    `;
  }

  #renderRow(row: SweepTable["rows"][number], trial: TrialRecord, shown: SweepTable["columns"]): TemplateResult {
    return html`<tr>
      ${shown.map((column) => {
        if (column.name === "trial") {
          return html`<th scope="row">
            ${trial.runId === null ? trial.id.slice(0, 6) : html`<a href=${`#/run/${trial.runId}`}>${trial.id.slice(0, 6)}</a>`}
          </th>`;
        }
        if (column.name === "state") {
          return html`<td class="text state ${trial.state}">
            ${STATE_WORDS[trial.state]}
            ${trial.error === null ? nothing : html`<div class="error">${trial.error}</div>`}
          </td>`;
        }
        return html`<td>${formatCell(column, row[column.name])}</td>`;
      })}
    </tr>`;
  }

  /** Which curve of the trials is shown: the metric's, or the first that the experiment draws. */
  #panel(spec: ExperimentSpec, sweep: Sweep): CurvePanel {
    const series = this.#shownSeries(spec, sweep) ?? "";
    const declared = spec.curves?.find(({ title }) => series.startsWith(`${title}/`)) ?? spec.curves?.[0];
    return {
      title: `Every trial: ${series}`,
      x: declared?.x ?? "epoch",
      value: declared?.value ?? "Loss",
      axis: declared?.axis ?? "log",
    };
  }

  /** Null where the experiment draws nothing but crowds, of which no single line stands for a trial. */
  #shownSeries(spec: ExperimentSpec, sweep: Sweep): string | null {
    const names = new Set([...this._points.values(), this.live?.points ?? []].flat().map(({ series }) => series));
    const known = [...names].filter((series) => !isOfCrowd(spec, series));
    const wanted = [sweep.metric?.name ?? "", "validation"].find((name) => known.includes(name));
    return wanted ?? known[0] ?? null;
  }

  /** The curve of each trial under the trial's own setting. */
  #curves(spec: ExperimentSpec, sweep: Sweep, trials: readonly TrialRecord[]): CurvePoint[] {
    const series = this.#shownSeries(spec, sweep);
    const varied = variedNames(sweep, trials);
    return trials.flatMap((trial) => {
      const isLive = trial.state === "running" && this.#isGoing && this.live !== null;
      const points = isLive ? (this.live?.points ?? []) : (this._points.get(trial.runId ?? "") ?? []);
      const name = settingText(spec, trial, varied);
      return points.filter((point) => point.series === series).map((point) => ({ ...point, series: name }));
    });
  }

  async #readTrials(trials: readonly TrialRecord[]): Promise<void> {
    const fresh = trials.flatMap(({ runId, state: each }) => {
      return runId !== null && isOver(each) && !this.#asked.has(runId) ? [runId] : [];
    });
    if (fresh.length === 0) return;
    for (const runId of fresh) this.#asked.add(runId);
    const [points, rows] = await Promise.all([
      Promise.all(fresh.map(async (runId) => [runId, await this.readPoints(runId)] as const)),
      Promise.all(fresh.map(async (runId) => [runId, await this.readRows(runId)] as const)),
    ]);
    this._points = new Map([...this._points, ...points]);
    this._rows = new Map([...this._rows, ...rows]);
  }

  private _onEdit(): void {
    if (this.entry == null) return;
    this.dispatchEvent(new SweepActionEvent({ kind: "open", sweep: readSweep(this.entry.sweep.json) }));
  }

  private _onSaveJson(): void {
    const text = `${JSON.stringify(this.entry?.sweep.json, null, 2)}\n`;
    saveBlob(new Blob([text], { type: "application/json" }), "sweep.json");
  }

  #saveCsv({ columns, rows }: Pick<SweepTable, "columns" | "rows">): void {
    saveBlob(new Blob([tableCsv(columns, rows)], { type: "text/csv" }), "trials.csv");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sweep-page": SweepPage;
  }
}

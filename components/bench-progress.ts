/** How far the benchmark is: workload, engine and time left while it runs, and one sentence when it is over. */
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatDuration } from "../src/results/time-left.ts";
import { REFERENCE_ENGINE } from "../src/bench/protocol.ts";
import { speedUp, type BenchRow } from "../src/bench/results.ts";
import type { BenchOutcome } from "../src/bench/session.ts";
import type { BenchReport } from "./bench-controller.ts";
import { formatRatio, formatTime } from "./bench-table/format.ts";
import { baseStyles } from "./lab-styles.ts";

@customElement("bench-progress")
export class BenchProgress extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: baseline;
        min-height: 20px;
      }
      strong {
        font-weight: 600;
      }
      .left {
        margin-inline-start: auto;
      }
      wa-progress-bar {
        --track-height: 6px;
        --track-color: var(--lab-line);
        --indicator-color: var(--lab-accent);
        margin-block: 4px 0;
      }
      .failed {
        color: var(--lab-bad);
      }
      .box {
        border: 1px solid var(--lab-bad);
        background: var(--lab-bad-quiet);
        border-radius: var(--radius);
        padding: 8px 12px;
      }
    `,
  ];

  @property({ attribute: false }) report: BenchReport | null = null;

  /** Whether a stop has been asked for and is on its way. */
  @property({ type: Boolean }) stopping = false;

  override render(): TemplateResult {
    const { report } = this;
    if (report === null) {
      return html`<p class="quiet">
        Nothing has been measured yet. Launch takes well under a minute for what is chosen at first; leave the machine
        alone meanwhile, and this page in sight.
      </p>`;
    }
    return html`
      ${report.outcome === null ? this.#renderRunning(report) : renderOver(report.outcome)}
      <p class="sr-only" role="status">${announcement(report)}</p>
    `;
  }

  #renderRunning({ choice, standing }: BenchReport): TemplateResult {
    const label = this.stopping ? "Stopping" : "Measuring";
    if (standing === null) {
      return html`<div class="line"><strong>${this.stopping ? "Stopping" : "Starting"}</strong></div>
        <wa-progress-bar indeterminate label="Starting"></wa-progress-bar>`;
    }
    const { workload, engine, doing, share, leftMs } = standing;
    const place = choice.workloads.indexOf(workload);
    const total = choice.workloads.length;
    const later = total - place - 1;
    return html`
      <div class="line number">
        <strong>${label} ${workload}</strong>
        <span>${engine} is ${doing === "measuring" ? "being measured" : doing}</span>
        ${total > 1 ? html`<span class="quiet">workload ${place + 1} of ${total}</span>` : nothing}
        <span class="left">${timeLeft(leftMs, later)}</span>
      </div>
      <wa-progress-bar .value=${(100 * (place + share)) / total} label=${`${label} ${workload}`}></wa-progress-bar>
    `;
  }
}

/** Time can be told of the present workload only: how fast engines are on the next is what is to be found out. */
function timeLeft(leftMs: number | null, later: number): string {
  const more = later === 0 ? "" : `, then ${later} more ${later === 1 ? "workload" : "workloads"}`;
  return leftMs === null ? "" : `${formatDuration(leftMs)} left${more}`;
}

function renderOver({ outcome, rows, error }: BenchOutcome): TemplateResult {
  const count = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  switch (outcome) {
    case "done":
      return html`<div class="line"><strong>Done</strong><span>${finding(rows)}</span></div>`;
    case "stopped":
      return html`<div class="line">
        <strong>Stopped</strong>
        <span class="quiet"
          >${rows.length === 0 ? "Nothing had been measured to its end." : `${count} measured before are kept.`}</span
        >
      </div>`;
    case "failed":
      return html`<div class="box">
        <strong class="failed">The benchmark failed</strong>
        <p>${error} Press Launch to try again.</p>
      </div>`;
    default:
      outcome satisfies never;
      return html``;
  }
}

/** The fastest engine in words where one workload was measured; of several the chart tells more. */
function finding(rows: readonly BenchRow[]): string {
  const workloads = new Set(rows.map(({ workload }) => workload));
  const [fastest, ...slower] = [...rows].sort((a, b) => a.step_ms_p50 - b.step_ms_p50);
  if (fastest === undefined || slower.length === 0 || workloads.size > 1) {
    return `${rows.length} ${rows.length === 1 ? "row" : "rows"} measured.`;
  }
  const ratio = speedUp(fastest, rows);
  const times = ratio === null || ratio <= 1 ? "" : `, ${formatRatio(ratio)} times as fast as ${REFERENCE_ENGINE}`;
  return `Fastest on ${fastest.workload}: ${fastest.engine} with ${formatTime(fastest.step_ms_p50)} ms per step${times}.`;
}

/** For screen readers: what has changed, not every turn. */
function announcement({ outcome, standing, rows, choice }: BenchReport): string {
  if (outcome !== null) {
    return outcome.outcome === "failed" ? `Failed. ${outcome.error}` : `${outcome.outcome}: ${rows.length} rows.`;
  }
  if (standing === null) return "Starting.";
  return `Workload ${choice.workloads.indexOf(standing.workload) + 1} of ${choice.workloads.length}: ${standing.workload}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    "bench-progress": BenchProgress;
  }
}

/** How far the run is: what it does now, steps, epochs and time left while it runs, and one sentence when it is over. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Player } from "../src/experiments/turns.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { formatDuration } from "../src/results/time-left.ts";
import { DriveEvent } from "./events.ts";
import type { Drive, DriveAction } from "./lab-controller/drive-desk.ts";
import { baseStyles } from "./lab-styles.ts";

const PHASES = { data: "Preparing the digits", training: "Training", measuring: "Measuring" } as const;

/** @fires drive-run */
@customElement("run-progress")
export class RunProgress extends LitElement {
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
      .line strong {
        font-weight: 600;
      }
      .line .left {
        margin-inline-start: auto;
      }
      wa-progress-bar {
        --track-height: 6px;
        --track-color: var(--lab-line);
        --indicator-color: var(--lab-accent);
        margin-block: 4px 0;
      }
      .drive {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        margin-block-start: 8px;
      }
      .failed {
        color: var(--lab-bad);
      }
      .box {
        border: 1px solid;
        border-radius: var(--radius);
        padding: 8px 12px;
      }
      .box.failed {
        border-color: var(--lab-bad);
        background: var(--lab-bad-quiet);
      }
      .box p {
        color: var(--lab-text);
      }
      ul {
        list-style: none;
        margin-block-start: 8px;
        display: grid;
        gap: 4px;
      }
      li {
        padding: 4px 12px;
        border-inline-start: 3px solid var(--lab-warn);
        background: var(--lab-warn-quiet);
      }
    `,
  ];

  @property({ attribute: false }) record: RunRecord | null = null;

  /** Milliseconds left in this phase, null while it cannot be told. */
  @property({ attribute: false }) timeLeftMs: number | null = null;

  /** Whether the run is paused; null where it cannot be, because it is over or goes on elsewhere. */
  @property({ attribute: false }) drive: Drive | null = null;

  /** Who can learn in it without the others. */
  @property({ attribute: false }) players: readonly Player[] = [];

  /** Whether a stop has been asked for and is on its way. */
  @property({ type: Boolean }) stopping = false;

  override render(): TemplateResult {
    const { record } = this;
    if (record === null)
      return html`<p class="quiet">Nothing has run yet. Launch fills the empty columns and draws the curves.</p>`;
    return html`
      ${this.#renderState(record)}
      ${
        record.notices.length === 0
          ? nothing
          : html`<ul>
              ${record.notices.map((notice) => html`<li>${notice}</li>`)}
            </ul>`
      }
      <p class="sr-only" role="status">${this.#isHeld ? "Paused." : announcement(record)}</p>
    `;
  }

  #renderState(record: RunRecord): TemplateResult {
    switch (record.status) {
      case "starting":
        return html`
          <div class="line">
            <strong>Starting</strong><span class="quiet">The engine wakes up; the first step takes longest.</span>
          </div>
          <wa-progress-bar indeterminate label="Starting"></wa-progress-bar>
        `;
      case "running":
        return html`${this.#renderRunning(record)}${this.#renderDrive()}`;
      case "stopped":
        return html`<div class="line">
          <strong>Stopped</strong>
          <span class="quiet">What was measured stays and can be exported; Launch starts anew.</span
          >${this.#renderTime(record)}
        </div>`;
      case "failed":
        return html`<div class="box failed">
          <strong class="failed">The run failed</strong>
          <p>${record.error}</p>
          ${
            record.rows.length + record.points.length === 0
              ? nothing
              : html`<p class="quiet">What was measured before is kept and can be exported.</p>`
          }
        </div>`;
      case "done":
        return html`<div class="line">
          <strong>Done</strong>
          <span class="quiet number">${record.rows.length} rows on ${count(record.testImages)} test images</span>
          ${this.#renderTime(record)}
        </div>`;
      default:
        record.status satisfies never;
        return html``;
    }
  }

  #renderRunning({ progress, plan }: RunRecord): TemplateResult {
    if (progress === null) {
      return html`
        <div class="line"><strong>${this.#words("Running")}</strong></div>
        <wa-progress-bar indeterminate label="Running"></wa-progress-bar>
      `;
    }
    const { phase, done, total, unit, label } = progress;
    const share = total > 0 ? Math.min(100, (100 * done) / total) : 0;
    const left = this.timeLeftMs === null || this.#isHeld ? "" : `${formatDuration(this.timeLeftMs)} left`;
    return html`
      <div class="line number">
        <strong>${this.#words(PHASES[phase])}</strong>
        <span>${label}</span>
        ${total > 0 ? html`<span class="quiet">${unit} ${count(done)} / ${count(total)}</span>` : nothing}
        ${plan === null ? nothing : html`<span class="quiet">${count(plan.parameters)} parameters</span>`}
        <span class="left">${left}</span>
      </div>
      <wa-progress-bar
        .value=${share}
        ?indeterminate=${total === 0}
        label=${`${PHASES[phase]}: ${label}`}
      ></wa-progress-bar>
    `;
  }

  get #isHeld(): boolean {
    return this.drive !== null && this.drive.kind !== "going";
  }

  #words(phase: string): string {
    if (this.stopping) return "Stopping";
    return this.#isHeld ? "Paused" : phase;
  }

  #renderDrive(): TemplateResult | typeof nothing {
    const { drive } = this;
    if (drive === null || this.stopping) return nothing;
    switch (drive.kind) {
      case "going":
        return html`<div class="drive">
          ${this.#renderAct("Pause", "Hold the run before its next step", { kind: "pause" })}
        </div>`;
      case "pausing":
        return html`<div class="drive">
          ${this.#renderAct("Pause", "The run comes to its next step", null)}<span class="quiet"
            >Finishing the step</span
          >
        </div>`;
      case "paused":
      case "stepping":
        return html`<div class="drive" role="group" aria-label="Paused run">
          ${this.#renderAct("Continue", "Go on as if there had been no pause", { kind: "continue" })}
          ${this.#renderSteps(drive)}
          ${drive.kind === "paused" && drive.fault !== "" ? html`<span class="failed" role="alert">${drive.fault}</span>` : nothing}
        </div>`;
      default:
        drive satisfies never;
        return nothing;
    }
  }

  /** Everybody once, or one alone, where more than one can learn. */
  #renderSteps({ kind, players }: Extract<Drive, { readonly players: readonly string[] }>): TemplateResult[] {
    const movable = this.players.filter(({ name }) => players.includes(name));
    if (movable.length < 2) return [];
    const isReady = kind === "paused";
    const step = (names: readonly string[]): DriveAction | null => (isReady ? { kind: "step", players: names } : null);
    const all = movable.map(({ name }) => name);
    return [
      this.#renderAct(movable.length === 2 ? "Step both" : "Step all", "One update of each, as planned", step(all)),
      ...movable.map(({ name, label }) =>
        this.#renderAct(
          `Step ${label} only`,
          `One update of the ${label}, the other stays; the run is then no longer as planned`,
          step([name]),
        ),
      ),
    ];
  }

  /** @param action - null where it cannot be asked for at the moment */
  #renderAct(words: string, title: string, action: DriveAction | null): TemplateResult {
    return html`<wa-button
      size="s"
      appearance="outlined"
      title=${title}
      ?disabled=${action === null}
      @click=${() => action !== null && this.dispatchEvent(new DriveEvent(action))}
      >${words}</wa-button
    >`;
  }

  #renderTime({ manifest }: RunRecord): TemplateResult | typeof nothing {
    if (manifest === null) return nothing;
    return html`<span class="left quiet number">${formatDuration(manifest.wallMs)} on ${manifest.engine.label}</span>`;
  }
}

/** For screen readers: what has changed, not every step. */
function announcement({ status, progress, error }: RunRecord): string {
  if (status === "running" && progress !== null) return `${PHASES[progress.phase]}.`;
  if (status === "failed") return `The run failed. ${error ?? ""}`;
  return { starting: "Starting.", running: "Running.", stopped: "Stopped.", done: "Done." }[status];
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

declare global {
  interface HTMLElementTagNameMap {
    "run-progress": RunProgress;
  }
}

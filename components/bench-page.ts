/**
 * The benchmark: which engines and workloads on the left, what they take on the right, and the method in words, because a
 * time without its method means nothing. In a narrow window the form moves into a drawer.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/drawer/drawer.js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isEmpty, USUAL_CHOICE } from "../src/bench/choice.ts";
import { methodRules } from "../src/bench/method.ts";
import { USUAL_PLAN } from "../src/bench/plan.ts";
import { liveRows, type LiveRow } from "../src/bench/results.ts";
import type { BenchChoice } from "../src/bench/session.ts";
import "./bench-chart.ts";
import { counted } from "./bench-configurator.ts";
import type { BenchReport, Comparison, Offers } from "./bench-controller.ts";
import "./bench-export.ts";
import { benchPageStyles } from "./bench-page/styles.ts";
import { icon } from "./icons.ts";
import { pageHeadStyles } from "./page-head-styles.ts";
import { surroundings } from "./bench-page/surroundings.ts";
import "./bench-progress.ts";
import { overlapSentence } from "./bench-table.ts";
import { FilesChosenEvent, LaunchRequestedEvent, StopRequestedEvent } from "./events.ts";
import "./lab-panel.ts";
import { baseStyles } from "./lab-styles.ts";
import type { PanelState } from "./panel-state.ts";
import type { RunActivity } from "./run-configurator.ts";
import { WindowWidth } from "./window-width.ts";

/**
 * @fires bench-choice
 * @fires launch-requested
 * @fires stop-requested
 * @fires files-chosen - an older bench.csv was picked; without files it is to be let go of
 */
@customElement("bench-page")
export class BenchPage extends LitElement {
  static override styles = [baseStyles, pageHeadStyles, benchPageStyles];

  @property({ attribute: false }) choice: BenchChoice = USUAL_CHOICE;

  @property({ attribute: false }) offers: Offers = {};

  /** The newest benchmark. */
  @property({ attribute: false }) report: BenchReport | null = null;

  @property({ attribute: false }) comparison: Comparison = { kind: "none" };

  @property() activity: RunActivity = "idle";

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  @state() private _drawer: "open" | "closed" = "closed";

  @query("input[type=file]") private readonly _picker!: HTMLInputElement;

  readonly #window = new WindowWidth(this);

  override render(): TemplateResult {
    return html`
      <div class="head">
        <h1>Bench</h1>
        <div class="tools"><bench-export .report=${this.report}></bench-export></div>
      </div>
      ${this.#window.isNarrow ? this.#renderNarrowForm() : html`<div class="form">${this.#renderForm()}</div>`}
      <div class="out">${this.#renderResults()}</div>
    `;
  }

  #renderForm(): TemplateResult {
    return html`<bench-configurator
      .choice=${this.choice}
      .offers=${this.offers}
      activity=${this.activity}
    ></bench-configurator>`;
  }

  #renderNarrowForm(): TemplateResult {
    const { engines, workloads } = this.choice;
    const runs = this.activity === "running" || this.activity === "stopping";
    return html`
      <div class="bar">
        <span class="chosen">${counted(engines.length, "engine")}, ${counted(workloads.length, "workload")}</span>
        <wa-button size="s" appearance="outlined" @click=${this._onOpenDrawer}
          >${icon("settings", { slot: "start" })}Set up</wa-button
        >
        ${
          runs
            ? html`<wa-button
                size="s"
                appearance="outlined"
                ?disabled=${this.activity === "stopping"}
                @click=${this._onStop}
                >${icon("stop", { slot: "start" })}Stop</wa-button
              >`
            : html`<wa-button
                size="s"
                variant="brand"
                ?disabled=${isEmpty(this.choice) || this.activity !== "idle"}
                @click=${this._onLaunch}
                >${icon("play", { slot: "start" })}Launch</wa-button
              >`
        }
      </div>
      <wa-drawer
        label="Set up"
        placement="start"
        light-dismiss
        ?open=${this._drawer === "open"}
        @wa-after-hide=${this._onDrawerHidden}
        @launch-requested=${this._onCloseDrawer}
      >
        ${this._drawer === "open" ? this.#renderForm() : nothing}
      </wa-drawer>
    `;
  }

  #renderResults(): TemplateResult {
    const { report, comparison } = this;
    const rows = report === null ? [] : liveRows(report.rows, report.standing?.soFar ?? []);
    const state = stateOf(report, rows);
    const notices = report?.notices ?? [];
    return html`
      <div class="results">
        ${this.warnings.map((warning) => html`<p class="warning full" role="status">${warning}</p>`)}
        <p class="introduction full">
          How fast does this browser train? Engines take turns on the same work, from the same weights and images, and
          the table says what each of them took. It is the same code as <code>npm run bench</code>.
        </p>
        <bench-progress class="full" .report=${report} ?stopping=${this.activity === "stopping"}></bench-progress>
        <bench-chart class="full" .rows=${rows} .state=${state}></bench-chart>
        <bench-table
          class="full"
          .rows=${rows}
          .former=${comparison.kind === "former" ? comparison.rows : null}
          .state=${state}
        ></bench-table>
        ${
          notices.length === 0
            ? nothing
            : html`<lab-panel class="full" heading="Notes" .state=${"done"}
                ><ul class="notices">
                  ${notices.map((notice) => html`<li>${notice}</li>`)}
                </ul></lab-panel
              >`
        }
        <lab-panel heading="Method" .state=${"done"}
          ><dl class="rules">
            ${methodRules(report?.outcome?.plan ?? USUAL_PLAN).map(
              ({ term, text }) =>
                html`<div>
                  <dt>${term}</dt>
                  <dd>${text}</dd>
                </div>`,
            )}
          </dl></lab-panel
        >
        <div class="results" style="grid-template-columns:minmax(0,1fr)">
          ${this.#renderEnvironment()} ${this.#renderComparison(rows)}
        </div>
      </div>
    `;
  }

  #renderEnvironment(): TemplateResult {
    const { userAgent, logicalCores, crossOriginIsolated } = surroundings();
    const labels = Object.entries(this.offers).flatMap(([engine, offer]) =>
      offer.kind === "ready" ? [[engine, offer.description.label] as const] : [],
    );
    const lacuna = this.report?.outcome?.lacuna ?? null;
    return html`<lab-panel heading="This machine" .state=${"done"}
      ><dl class="environment">
        <dt>Browser</dt>
        <dd>${userAgent}</dd>
        <dt>Logical cores</dt>
        <dd>${logicalCores}</dd>
        <dt>Threads in WASM</dt>
        <dd>
          ${crossOriginIsolated ? "yes, the page is cross-origin isolated" : "no, the page is not cross-origin isolated"}
        </dd>
        ${labels.map(
          ([engine, label]) =>
            html`<dt>${engine}</dt>
              <dd>${label}</dd>`,
        )}
        ${
          lacuna === null
            ? nothing
            : html`<dt>Lacuna</dt>
                <dd>${lacuna.version}, commit ${lacuna.commit}</dd>`
        }
      </dl></lab-panel
    >`;
  }

  #renderComparison(rows: readonly LiveRow[]): TemplateResult {
    const { comparison } = this;
    return html`<lab-panel heading="Compare with an older bench.csv" .state=${"done"}>
      <div class="panel">
        <div role="status">
          ${
            comparison.kind === "former"
              ? html`<strong>${comparison.name}</strong>. ${overlapSentence(rows, comparison.rows)}`
              : comparison.kind === "fault"
                ? html`<span class="fault">${comparison.message}</span>`
                : html`<span class="quiet"
                    >Drop one anywhere on this page, or choose it. It stays on this machine.</span
                  >`
          }
        </div>
        <div>
          <wa-button size="s" appearance="outlined" @click=${this._onPick}
            >${icon("file", { slot: "start" })}Choose file</wa-button
          >
          ${
            comparison.kind === "none"
              ? nothing
              : html`<wa-button size="s" appearance="plain" @click=${this._onForget}>Forget it</wa-button>`
          }
        </div>
        <input type="file" accept=".csv,text/csv" aria-label="An older bench.csv" hidden @change=${this._onPicked} />
      </div>
    </lab-panel>`;
  }

  private _onPick(): void {
    this._picker.click();
  }

  private _onPicked(): void {
    const files = [...(this._picker.files ?? [])];
    // Cleared, so that picking the same file again is a change again.
    this._picker.value = "";
    if (files.length > 0) this.dispatchEvent(new FilesChosenEvent(files));
  }

  private _onForget(): void {
    this.dispatchEvent(new FilesChosenEvent([]));
  }

  private _onOpenDrawer(): void {
    this._drawer = "open";
  }

  private _onCloseDrawer(): void {
    this._drawer = "closed";
  }

  private _onDrawerHidden(event: Event): void {
    if (event.target === event.currentTarget) this._drawer = "closed";
  }

  private _onLaunch(): void {
    this.dispatchEvent(new LaunchRequestedEvent());
  }

  private _onStop(): void {
    this.dispatchEvent(new StopRequestedEvent());
  }
}

function stateOf(report: BenchReport | null, rows: readonly LiveRow[]): PanelState {
  if (report === null) return "empty";
  return report.outcome?.outcome ?? (rows.length > 0 ? "running" : "loading");
}

declare global {
  interface HTMLElementTagNameMap {
    "bench-page": BenchPage;
  }
}

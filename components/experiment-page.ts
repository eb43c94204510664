/**
 * One experiment: what is asked on the left, what comes out on the right. In a narrow window the form moves into a
 * drawer and the button that launches stays in sight.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/drawer/drawer.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { findPreset } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import "./digit-figure.ts";
import { LaunchRequestedEvent, StopRequestedEvent } from "./events.ts";
import "./export-menu.ts";
import "./hidden-share-chart.ts";
import { experimentPageStyles } from "./experiment-page/styles.ts";
import { baseStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import "./loss-chart.ts";
import { panelState } from "./panel-state.ts";
import "./result-table.ts";
import "./run-configurator.ts";
import type { RunActivity } from "./run-configurator.ts";
import { changedTexts, readDraft, type Draft } from "./run-configurator/draft.ts";
import "./run-progress.ts";
import { WindowWidth } from "./window-width.ts";

const SHARED_FOR_MS = 2500;

type ShareState = "ready" | "copied" | "refused";

/**
 * @fires draft-changed
 * @fires launch-requested
 * @fires stop-requested
 */
@customElement("experiment-page")
export class ExperimentPage extends LitElement {
  static override styles = [baseStyles, experimentPageStyles];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) draft!: Draft;

  /** The newest run of this experiment. */
  @property({ attribute: false }) record: RunRecord | null = null;

  @property({ attribute: false }) timeLeftMs: number | null = null;

  @property() activity: RunActivity = "idle";

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  @state() private _drawer: "open" | "closed" = "closed";
  @state() private _share: ShareState = "ready";

  readonly #window = new WindowWidth(this);

  override render(): TemplateResult {
    return html`
      <div class="head">
        <h1>${this.spec.title}</h1>
        <div class="tools">
          <wa-button size="s" appearance="outlined" @click=${this._onShare}> ${this.#renderShare()} </wa-button>
          <export-menu .spec=${this.spec} .record=${this.record}></export-menu>
        </div>
      </div>
      ${this.#window.isNarrow ? this.#renderNarrowForm() : html`<div class="form">${this.#renderForm()}</div>`}
      <div class="out">${this.#renderResults()}</div>
    `;
  }

  #renderShare(): TemplateResult {
    if (this._share === "ready" && this.#window.isNarrow) return html`<wa-icon name="share" label="Share"></wa-icon>`;
    const label = { ready: "Share", copied: "Link copied", refused: "Copy the address bar" }[this._share];
    return html`<wa-icon slot="start" name="share"></wa-icon>${label}`;
  }

  #renderForm(): TemplateResult {
    return html`<run-configurator
      .spec=${this.spec}
      .draft=${this.draft}
      activity=${this.activity}
    ></run-configurator>`;
  }

  #renderNarrowForm(): TemplateResult {
    const changes = Object.keys(changedTexts(this.spec, this.draft)).length;
    const sound = readDraft(this.spec, this.draft).config !== null;
    const runs = this.activity === "running" || this.activity === "stopping";
    return html`
      <div class="bar">
        <span class="preset">
          <strong>${findPreset(this.spec, this.draft.preset).label}</strong>
          ${changes === 0 ? nothing : html`<span class="quiet">+ ${changes} ${changes === 1 ? "change" : "changes"}</span>`}
        </span>
        <wa-button size="s" appearance="outlined" @click=${this._onOpenDrawer}
          ><wa-icon slot="start" name="settings"></wa-icon>Set up</wa-button
        >
        ${
          runs
            ? html`<wa-button
                size="s"
                appearance="outlined"
                ?disabled=${this.activity === "stopping"}
                @click=${this._onStop}
                ><wa-icon slot="start" name="stop"></wa-icon>Stop</wa-button
              >`
            : html`<wa-button
                size="s"
                variant="brand"
                ?disabled=${!sound || this.activity !== "idle"}
                @click=${this._onLaunch}
                ><wa-icon slot="start" name="play"></wa-icon>Launch</wa-button
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
    const { spec, record } = this;
    // What ran decides how results are read; before a run, the form does.
    const values = record?.config.values ?? readDraft(spec, this.draft).values;
    const composite = values["composite"] === true;
    const hasShare = spec.charts.some(({ kind }) => kind === "mse-by-hidden-share");
    return html`
      <div class="results">
        ${this.warnings.map((warning) => html`<p class="warning full" role="status">${warning}</p>`)}
        <p class="introduction full">${spec.introduction}</p>
        <run-progress
          class="full"
          .record=${record}
          .timeLeftMs=${this.timeLeftMs}
          ?stopping=${this.activity === "stopping"}
        ></run-progress>
        <loss-chart class=${hasShare ? "" : "alone"} .record=${record}></loss-chart>
        ${
          hasShare
            ? html`<hidden-share-chart
                class="share"
                .record=${record}
                .published=${spec.published}
                ?composite=${composite}
              ></hidden-share-chart>`
            : nothing
        }
        ${this.#renderFigures(record)}
        <result-table class="full" .spec=${spec} .record=${record} ?composite=${composite}></result-table>
        ${this.#renderNotes()}
      </div>
    `;
  }

  #renderFigures(record: RunRecord | null): TemplateResult | TemplateResult[] {
    const figures = (record?.figures ?? []).filter((figure) => figure.kind === "tiles");
    const panel = panelState(record, figures.length > 0);
    if (figures.length === 0) {
      return html`<lab-panel
        class="full ${record === null ? "later" : ""}"
        heading="Figure"
        .state=${panel}
        hint=${FIGURE_HINTS[panel]}
      ></lab-panel>`;
    }
    return figures.map(
      (figure) =>
        html`<lab-panel class="full" heading=${figure.title} .state=${panel}
          ><digit-figure .figure=${figure}></digit-figure
        ></lab-panel>`,
    );
  }

  #renderNotes(): TemplateResult | typeof nothing {
    const { notes, source } = this.spec;
    return html`<lab-panel class="full notes-panel" heading="Notes" .state=${"done"}>
      ${
        notes.length === 0
          ? nothing
          : html`<ul class="notes">
              ${notes.map(({ published, measured }) => html`<li><span class="quiet">Published: ${published}</span><span>Measured: ${measured}</span></li>`)}
            </ul>`
      }
      <p class="source quiet">Source: ${source}.</p>
    </lab-panel>`;
  }

  private async _onShare(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this._share = "copied";
    } catch {
      this._share = "refused";
    }
    setTimeout(() => (this._share = "ready"), SHARED_FOR_MS);
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

const FIGURE_HINTS = {
  empty: "Original, damaged, restored and difference appear here after the first epoch and refresh after each.",
  loading: "The first picture comes after the first epoch.",
  running: "The first picture comes after the first epoch.",
  stopped: "Stopped before the first picture.",
  failed: "The run failed before the first picture.",
  done: "This run drew no picture.",
} as const;

declare global {
  interface HTMLElementTagNameMap {
    "experiment-page": ExperimentPage;
  }
}

/**
 * One experiment: what is asked on the left, what comes out on the right. In a narrow window the form moves into a
 * drawer and the button that launches stays in sight.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/drawer/drawer.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { findPreset } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { FormerTiming } from "../src/sweep/estimate.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { LaunchRequestedEvent, StopRequestedEvent } from "./events.ts";
import "./experiment-results.ts";
import "./export-menu.ts";
import { readReferenceRun, type ReferenceRun } from "./experiment-page/reference-run.ts";
import { experimentPageStyles } from "./experiment-page/styles.ts";
import { icon } from "./icons.ts";
import type { Drive } from "./lab-controller/drive-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import "./run-configurator.ts";
import type { RunActivity } from "./run-configurator.ts";
import { changedTexts, readDraft, type Draft } from "./run-configurator/draft.ts";
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

  /** Whether it is paused, while it goes on in this tab. */
  @property({ attribute: false }) drive: Drive | null = null;

  @property() activity: RunActivity = "idle";

  /** Names of the files at hand for file parameters. */
  @property({ attribute: false }) files: ReadonlySet<string> = new Set();

  /** What runs took on this machine, for estimates. */
  @property({ attribute: false }) former: readonly FormerTiming[] = [];

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  @state() private _drawer: "open" | "closed" = "closed";
  @state() private _share: ShareState = "ready";
  /** The lab's own run, and whose; null before it is there. */
  @state() private _reference: { readonly spec: ExperimentSpec; readonly run: ReferenceRun } | null = null;

  readonly #window = new WindowWidth(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("spec") && this.record === null) void this.#readReference(this.spec);
  }

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
      <div class="out">
        <experiment-results
          .spec=${this.spec}
          .record=${this.record}
          .reference=${this._reference?.spec === this.spec ? this._reference.run : null}
          .values=${this.record?.config.values ?? readDraft(this.spec, this.draft).values}
          .timeLeftMs=${this.timeLeftMs}
          .drive=${this.drive}
          .warnings=${this.warnings}
          ?stopping=${this.activity === "stopping"}
        ></experiment-results>
      </div>
    `;
  }

  /** Without it the page is as empty as before; Launch fills it all the same. */
  async #readReference(spec: ExperimentSpec): Promise<void> {
    if (spec.reference === undefined) return;
    const run = await readReferenceRun(spec.reference).catch(() => null);
    if (run !== null && this.spec === spec) this._reference = { spec, run };
  }

  #renderShare(): TemplateResult {
    if (this._share === "ready" && this.#window.isNarrow) return icon("share", { label: "Share" });
    const label = { ready: "Share", copied: "Link copied", refused: "Copy the address bar" }[this._share];
    return html`${icon("share", { slot: "start" })}${label}`;
  }

  #renderForm(): TemplateResult {
    return html`<run-configurator
      .spec=${this.spec}
      .draft=${this.draft}
      .files=${this.files}
      .former=${this.former}
      activity=${this.activity}
    ></run-configurator>`;
  }

  #renderNarrowForm(): TemplateResult {
    const changes = Object.keys(changedTexts(this.spec, this.draft)).length;
    const { config, sweep } = readDraft(this.spec, this.draft, this.files);
    const sound = config !== null || sweep !== null;
    const runs = this.activity === "running" || this.activity === "stopping";
    return html`
      <div class="bar">
        <span class="preset">
          <strong>${findPreset(this.spec, this.draft.preset).label}</strong>
          ${changes === 0 ? nothing : html`<span class="quiet">+ ${changes} ${changes === 1 ? "change" : "changes"}</span>`}
        </span>
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
                ?disabled=${!sound || this.activity !== "idle"}
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

declare global {
  interface HTMLElementTagNameMap {
    "experiment-page": ExperimentPage;
  }
}

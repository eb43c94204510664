/** One line that always says which engine runs and why, which digits there are, and what runs. Each part opens more. */
import type WaPopover from "@awesome.me/webawesome/dist/components/popover/popover.js";
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { faultSentence, kernelSentence } from "../src/engine-words.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { DataPanelRequestedEvent } from "./events.ts";
import type { EngineState } from "./lab-controller/engine-desk.ts";
import type { DataState } from "./lab-controller/data-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import { LazyParts, lazyPartStyles } from "./lazy-parts.ts";
import { OwnTaskElement } from "./own-task-element.ts";
import { sweepHash } from "./url-state.ts";

/** @fires data-panel-requested - the part on digits was pressed */
/** Few ask why, and the first screen need not wait for what they will see. */
const PARTS = { why: () => import("@awesome.me/webawesome/dist/components/popover/popover.js") };

@customElement("status-bar")
export class StatusBar extends OwnTaskElement {
  static override styles = [
    baseStyles,
    lazyPartStyles,
    css`
      :host {
        border-block-start: 1px solid var(--lab-line);
        background: var(--lab-sunken);
        font-size: var(--text-xs);
      }
      .bar {
        display: flex;
        align-items: stretch;
        min-height: 32px;
        padding-inline: 8px;
        gap: 4px;
        overflow-x: auto;
      }
      button {
        font: inherit;
        color: inherit;
        background: none;
        border: 0;
        padding: 4px 8px;
        display: flex;
        align-items: center;
        gap: 6px;
        cursor: pointer;
        white-space: nowrap;
        border-radius: 4px;
      }
      button:hover {
        background: var(--lab-line);
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--lab-quiet);
        flex: none;
      }
      .dot.ready {
        background: var(--data-linear);
      }
      .dot.failed {
        background: var(--lab-bad);
        border-radius: 1px;
      }
      .runs {
        margin-inline-start: auto;
        display: flex;
        align-items: center;
        padding-inline: 8px;
        white-space: nowrap;
        color: var(--lab-quiet);
      }
      @media (max-width: 899px) {
        /* What runs is the first thing to know where the rest may have to be scrolled to. */
        .runs {
          order: -1;
          margin: 0;
        }
      }
      .runs a {
        color: inherit;
      }
      .details {
        display: grid;
        gap: 4px;
        font-size: var(--text-s);
        max-width: 40ch;
      }
    `,
  ];

  @property({ attribute: false }) engine: EngineState = { kind: "starting" };

  @property({ attribute: false }) data: DataState = { kind: "unknown" };

  /** What runs now, whatever page is shown. */
  @property({ attribute: false }) running: RunRecord | null = null;

  /** Whether a benchmark runs; no experiment runs beside it. */
  @property({ type: Boolean }) measuring = false;

  /** The sweep that goes on, and how many of its trials wait. */
  @property({ attribute: false }) sweep: { readonly sweepId: string; readonly queued: number } | null = null;

  @state() private _why: "never asked" | "asked" = "never asked";

  readonly #parts = new LazyParts(this, PARTS);

  override render(): TemplateResult {
    return html`
      <div class="bar" role="group" aria-label="Status">
        <button
          type="button"
          id="engine"
          aria-label=${`Engine: ${engineLabel(this.engine)}. Why`}
          @click=${this._onWhy}
        >
          <span class="dot ${this.engine.kind}"></span>${engineLabel(this.engine)}
        </button>
        <button type="button" @click=${this._onData} aria-label=${`Digits: ${dataLabel(this.data)}. Details`}>
          ${dataLabel(this.data)}
        </button>
        <span class="runs"> ${this.#renderRunning()} </span>
      </div>
      ${this._why === "never asked" ? nothing : this.#parts.show("why", () => this.#renderWhy())}
    `;
  }

  #renderWhy(): TemplateResult {
    return html`<wa-popover for="engine" placement="top-start" without-arrow
      ><div class="details">${renderEngine(this.engine)}</div></wa-popover
    >`;
  }

  #renderRunning(): TemplateResult {
    if (this.measuring) return html`<a href="#/bench">benchmark running</a>`;
    if (this.sweep !== null) {
      const { sweepId, queued } = this.sweep;
      return html`<a href=${sweepHash(sweepId)}>1 running${queued === 0 ? nothing : `, ${queued} queued`}</a>`;
    }
    return this.running === null ? html`idle` : html`<a href=${`#/${this.running.config.experiment}`}>1 running</a>`;
  }

  /** The first time; from then on the popover listens to its button itself. */
  private async _onWhy(): Promise<void> {
    if (this._why === "asked") return;
    this._why = "asked";
    if (!(await this.#parts.drawn("why"))) return;
    const popover = this.renderRoot.querySelector<WaPopover>("wa-popover");
    await popover?.updateComplete;
    await popover?.show();
  }

  private _onData(): void {
    this.dispatchEvent(new DataPanelRequestedEvent());
  }
}

function engineLabel(state: EngineState): string {
  switch (state.kind) {
    case "starting":
      return "choosing an engine";
    case "ready":
      return faultSentence(state.engine) === null ? state.engine.label : `${state.engine.label} · a kernel is off`;
    case "failed":
      return "no engine";
    default:
      state satisfies never;
      return "";
  }
}

function renderEngine(state: EngineState): TemplateResult {
  switch (state.kind) {
    case "starting":
      return html`<p>
        The lab looks for the fastest engine that works here: WebGPU, then WASM, then plain JavaScript.
      </p>`;
    case "ready": {
      const { label, reason, softwareAdapter, adapter, tfjsVersion } = state.engine;
      return html`
        <strong>${label}</strong>
        <p>${sentence(reason)}</p>
        ${paragraph(kernelSentence(state.engine))} ${paragraph(faultSentence(state.engine))}
        ${softwareAdapter ? html`<p>WebGPU is emulated by the processor here, so it is slow.</p>` : nothing}
        ${adapter === null || adapter.description === "" ? nothing : html`<p class="quiet">${adapter.description}</p>`}
        <p class="quiet">TensorFlow.js ${tfjsVersion}</p>
      `;
    }
    case "failed":
      return html`<strong>No engine runs</strong>
        <p>${state.message}</p>`;
    default:
      state satisfies never;
      return html``;
  }
}

function dataLabel(state: DataState): string {
  switch (state.kind) {
    case "unknown":
    case "none":
      return "Embedded digits";
    case "reading":
      return "Reading files";
    case "downloading":
      return state.progress !== null && state.progress.totalBytes > 0
        ? `Downloading ${Math.round((100 * state.progress.doneBytes) / state.progress.totalBytes)} %`
        : "Downloading";
    case "ready":
      return `${state.identity.name} ✓ ${count(state.identity.trainCount)} / ${count(state.identity.testCount)}`;
    case "failed":
      return "Real digits failed, embedded in use";
    default:
      state satisfies never;
      return "";
  }
}

function paragraph(text: string | null): TemplateResult | typeof nothing {
  return text === null ? nothing : html`<p>${text}</p>`;
}

/** A clause from the worker as a sentence of its own. */
function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?]$/.test(begun) ? begun : `${begun}.`;
}

function count(value: number): string {
  return value.toLocaleString("en").replaceAll(",", " ");
}

declare global {
  interface HTMLElementTagNameMap {
    "status-bar": StatusBar;
  }
}

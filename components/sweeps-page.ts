/** Every sweep of this browser, one ready for each published table, and a place to paste or drop one as JSON. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/textarea/textarea.js";
import type WaTextarea from "@awesome.me/webawesome/dist/components/textarea/textarea.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { findExperiment } from "../src/catalog.ts";
import { ParameterError } from "../src/experiments/parameters.ts";
import { countStates } from "../src/sweep/progress.ts";
import { READY_SWEEPS } from "../src/sweep/ready-sweeps.ts";
import { parseSweep, readSweep } from "../src/sweep/sweep-json.ts";
import { countTrials } from "../src/sweep/trials.ts";
import type { SweepAndTrials } from "../store/lab-store.ts";
import { SweepActionEvent } from "./events.ts";
import { icon } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import { stateLine } from "./sweep-page/state-words.ts";
import { sweepHash } from "./url-state.ts";

/** @fires sweep-action */
@customElement("sweeps-page")
export class SweepsPage extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        padding: 16px;
      }
      .page {
        max-width: 1100px;
        display: grid;
        gap: 24px;
        grid-template-columns: minmax(0, 1fr);
      }
      section {
        display: grid;
        gap: 8px;
        grid-template-columns: minmax(0, 1fr);
      }
      ul {
        list-style: none;
        border-block-start: 1px solid var(--lab-line);
      }
      li {
        display: flex;
        gap: 4px 16px;
        align-items: center;
        padding: 10px 0;
        border-block-end: 1px solid var(--lab-line);
      }
      li > :first-child {
        flex: 1;
        min-width: 0;
      }
      li strong {
        display: block;
        font-weight: 600;
      }
      .fault {
        color: var(--lab-bad);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      wa-textarea::part(textarea) {
        font-family: ui-monospace, monospace;
        font-size: var(--text-xs);
      }
    `,
  ];

  /** Null while the store has not answered. */
  @property({ attribute: false }) sweeps: readonly SweepAndTrials[] | null = null;

  @state() private _text = "";
  @state() private _fault = "";
  /** The sweep that was deleted last, which can still be brought back. */
  @state() private _deleted: string | null = null;

  override render(): TemplateResult {
    return html`
      <div class="page">
        <h1>Sweeps</h1>
        ${this.#renderOwn()}
        <section>
          <h2>Ready to launch, one for each published table</h2>
          <ul>
            ${READY_SWEEPS.map(
              ({ title, summary, json }) =>
                html`<li>
                  <span
                    ><strong>${title}</strong
                    ><span class="quiet">${summary} ${countTrials(readSweep(json))} trials.</span></span
                  >
                  <wa-button size="s" appearance="outlined" @click=${() => this.#open(JSON.stringify(json))}
                    >Set up<span class="sr-only"> ${title}</span></wa-button
                  >
                </li>`,
            )}
          </ul>
        </section>
        <section>
          <h2>From a file</h2>
          <p class="quiet">
            W&amp;B’s sweep JSON (method, metric, parameters, run_cap, early_terminate), with the experiment’s name
            beside them. Paste it, drop a file on this page or choose one; any parameter of any experiment can also be
            swept from its form.
          </p>
          <wa-textarea
            size="s"
            label="Sweep as JSON"
            rows="5"
            resize="vertical"
            .value=${this._text}
            @input=${this._onText}
          ></wa-textarea>
          ${this._fault === "" ? nothing : html`<p class="fault" role="alert">${this._fault}</p>`}
          <div class="tools">
            <wa-button size="s" appearance="outlined" ?disabled=${this._text.trim() === ""} @click=${this._onOpen}
              >Set up</wa-button
            >
            <wa-button size="s" appearance="outlined" @click=${this._onPick}
              >${icon("file", { slot: "start" })}Choose a file…</wa-button
            >
            <input type="file" hidden accept=".json" aria-label="Sweep file" @change=${this._onPicked} />
          </div>
        </section>
      </div>
    `;
  }

  #renderOwn(): TemplateResult {
    if (this.sweeps === null) return html`<p class="quiet" role="status">Opening the store</p>`;
    return html`<section>
      <h2>In this browser</h2>
      ${
        this._deleted === null
          ? nothing
          : html`<p role="status">
              Deleted.
              <wa-button size="xs" appearance="plain" @click=${this._onUndo}>Undo</wa-button>
            </p>`
      }
      ${
        this.sweeps.length === 0
          ? html`<p class="quiet">
              None yet. Take a ready one below, or press the four squares beside any parameter of an experiment.
            </p>`
          : html`<ul>
              ${this.sweeps.map((entry) => this.#renderSweep(entry))}
            </ul>`
      }
    </section>`;
  }

  #renderSweep({ sweep: { sweepId, json, createdAt }, trials }: SweepAndTrials): TemplateResult {
    const sweep = readSweep(json);
    const title = sweep.name === "" ? findExperiment(sweep.experiment).title : sweep.name;
    return html`<li>
      <span>
        <a href=${sweepHash(sweepId)}><strong>${title}</strong></a>
        <span class="quiet number">${stateLine(countStates(trials))} · ${new Date(createdAt).toLocaleString()}</span>
      </span>
      <wa-button size="s" appearance="plain" @click=${() => this.#delete(sweepId)}
        >Delete<span class="sr-only"> ${title}</span></wa-button
      >
    </li>`;
  }

  /** Takes a sweep from a file, however it came. */
  async takeFile(file: Blob): Promise<void> {
    this._text = await file.text().catch(() => "");
    this.#open(this._text);
  }

  /** Shows the form of a sweep; a fault is told where it was given. */
  #open(text: string): void {
    try {
      this.dispatchEvent(new SweepActionEvent({ kind: "open", sweep: parseSweep(text) }));
      this._fault = "";
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      this._fault = error.message;
    }
  }

  #delete(sweepId: string): void {
    this._deleted = sweepId;
    this.dispatchEvent(new SweepActionEvent({ kind: "delete", sweepId }));
  }

  private _onUndo(): void {
    if (this._deleted === null) return;
    this.dispatchEvent(new SweepActionEvent({ kind: "restore", sweepId: this._deleted }));
    this._deleted = null;
  }

  private _onText(event: Event): void {
    this._text = (event.target as WaTextarea).value ?? "";
    this._fault = "";
  }

  private _onOpen(): void {
    this.#open(this._text);
  }

  private _onPick(): void {
    this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click();
  }

  private async _onPicked(event: Event): Promise<void> {
    const picker = event.target as HTMLInputElement;
    const file = picker.files?.[0];
    if (file !== undefined) await this.takeFile(file);
    picker.value = "";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sweeps-page": SweepsPage;
  }
}

/** How a sweep is made and how long it will take, above the button that launches it. It keeps nothing. */
import "@awesome.me/webawesome/dist/components/input/input.js";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { baseStyles } from "../lab-styles.ts";
import { EARLY_RULES, metricChoices, SWEEP_METHODS, USUAL_SWEEP, type SweepDraft } from "./sweep-draft.ts";

const METHOD_LABELS: Readonly<Record<SweepDraft["method"], string>> = {
  grid: "Every combination",
  random: "Random draws",
};

const EARLY_LABELS: Readonly<Record<SweepDraft["early"], string>> = {
  none: "Never",
  median: "Below the median",
  hyperband: "Successive halving",
};

/** An option's value may not be empty. */
const NO_METRIC = "none";

/** Another way of sweeping was chosen. */
export class SweepDraftEvent extends Event {
  static readonly type = "sweep-draft";
  readonly sweep: SweepDraft;

  constructor(sweep: SweepDraft) {
    super(SweepDraftEvent.type, { bubbles: true, composed: true });
    this.sweep = sweep;
  }
}

/** @fires sweep-draft */
@customElement("sweep-options")
export class SweepOptions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      details {
        font-size: var(--text-xs);
      }
      summary {
        cursor: pointer;
        color: var(--lab-quiet);
        padding-block: 2px;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 6px 8px;
        padding-block-start: 6px;
      }
      wa-select::part(form-control-label),
      wa-input::part(form-control-label) {
        color: var(--lab-quiet);
        font-size: var(--text-xs);
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) sweep: SweepDraft = USUAL_SWEEP;

  override render(): TemplateResult {
    const { method, runCap, metric, early } = this.sweep;
    return html`<details>
      <summary>How the trials are made</summary>
      <div class="grid">
        <wa-select size="s" label="Method" name="method" .value=${method} @change=${this._onSelect}>
          ${SWEEP_METHODS.map((name) => html`<wa-option value=${name}>${METHOD_LABELS[name]}</wa-option>`)}
        </wa-select>
        <wa-input
          size="s"
          label="At most"
          inputmode="numeric"
          autocomplete="off"
          .value=${live(runCap)}
          placeholder="all"
          @input=${this._onCap}
          ><span slot="end">trials</span></wa-input
        >
        <wa-select
          size="s"
          label="Metric"
          name="metric"
          .value=${metric === "" ? NO_METRIC : metric}
          @change=${this._onSelect}
        >
          <wa-option value=${NO_METRIC}>None</wa-option>
          ${metricChoices(this.spec).map(({ name, label }) => html`<wa-option value=${name}>${label}</wa-option>`)}
        </wa-select>
        <wa-select size="s" label="End trials early" name="early" .value=${early} @change=${this._onSelect}>
          ${EARLY_RULES.map((name) => html`<wa-option value=${name}>${EARLY_LABELS[name]}</wa-option>`)}
        </wa-select>
      </div>
    </details>`;
  }

  private _onSelect(event: Event): void {
    const select = event.target as WaSelect;
    const value = String(select.value);
    this.#tell({ [select.name ?? ""]: value === NO_METRIC && select.name === "metric" ? "" : value });
  }

  private _onCap(event: Event): void {
    this.#tell({ runCap: (event.target as WaInput).value ?? "" });
  }

  #tell(change: Partial<SweepDraft>): void {
    this.dispatchEvent(new SweepDraftEvent({ ...this.sweep, ...change }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sweep-options": SweepOptions;
  }
  interface HTMLElementEventMap {
    "sweep-draft": SweepDraftEvent;
  }
}

/** What narrows the list of runs: words to find, and a chip for each value that not all runs have. */
import "@awesome.me/webawesome/dist/components/input/input.js";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SweepAndTrials } from "../../store/lab-store.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import { baseStyles } from "../lab-styles.ts";
import { afterPress, chipsOf, type Chip } from "./chips.ts";
import { RunsViewEvent } from "./events.ts";
import { runsPartStyles } from "./styles.ts";
import { ALL_RUNS, isFiltered, unfiltered, type RunsView } from "./view.ts";

/**
 * @slot - what stands at the end of the line
 * @fires runs-view
 */
@customElement("runs-filters")
export class RunsFilters extends LitElement {
  static override styles = [
    baseStyles,
    runsPartStyles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        padding: 8px 16px;
      }
      .filters wa-input {
        width: 220px;
      }
      ::slotted(*) {
        margin-inline-start: auto;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
        min-width: 0;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 26px;
        padding: 0 10px;
        border: 1px solid var(--lab-line-strong);
        border-radius: 13px;
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--text-xs);
        cursor: pointer;
      }
      .chip[aria-pressed="true"] {
        border-color: var(--lab-accent);
        background: var(--lab-accent-quiet);
        font-weight: 600;
      }
      .chip .count {
        color: var(--lab-quiet);
        font-weight: 400;
      }
      @media (max-width: 899px) {
        .filters {
          padding-inline: 12px;
        }
        .filters wa-input {
          width: 100%;
        }
      }
    `,
  ];

  /** Every run that is kept, filtered or not. */
  @property({ attribute: false }) runs: readonly StoredRun[] = [];

  /** Whose names stand on chips. */
  @property({ attribute: false }) sweeps: readonly SweepAndTrials[] = [];

  @property({ attribute: false }) view: RunsView = ALL_RUNS;

  override render(): TemplateResult {
    return html`<div class="filters">
      <wa-input
        size="s"
        type="search"
        label="Find runs by words"
        placeholder="Find"
        with-clear
        .value=${this.view.text}
        @input=${this._onText}
      ></wa-input>
      ${chipsOf(this.runs, this.view, sweepNames(this.sweeps)).map(
        ({ title, chips }) =>
          html`<div class="chips" role="group" aria-label=${title}>
            ${chips.map((chip) => this.#renderChip(chip))}
          </div>`,
      )}
      ${isFiltered(this.view) ? html`<button type="button" class="link" @click=${this._onClear}>Clear filters</button>` : nothing}
      <slot></slot>
    </div>`;
  }

  #renderChip(chip: Chip): TemplateResult {
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${chip.isPressed ? "true" : "false"}
      @click=${() => this.#ask(afterPress(this.view, chip))}
    >
      ${chip.label}<span class="count">${chip.count}</span>
    </button>`;
  }

  #ask(view: RunsView): void {
    this.dispatchEvent(new RunsViewEvent(view));
  }

  private _onText(event: Event): void {
    this.#ask({ ...this.view, text: (event.target as WaInput).value ?? "" });
  }

  private _onClear(): void {
    this.#ask(unfiltered(this.view));
  }
}

/** By sweep id; one without a name goes by its id. */
function sweepNames(sweeps: readonly SweepAndTrials[]): ReadonlyMap<string, string> {
  return new Map(
    sweeps.map(({ sweep: { sweepId, json } }) => {
      const name = json["name"];
      return [sweepId, typeof name === "string" && name !== "" ? name : sweepId];
    }),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "runs-filters": RunsFilters;
  }
}

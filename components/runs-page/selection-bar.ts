/** What can be done with the selected runs, all at once. It does nothing itself: each press is told upward. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { USUAL_COMPARISON } from "../compare-page/comparison.ts";
import { baseStyles } from "../lab-styles.ts";
import "../resume-button.ts";
import type { AskResumePoint } from "../resume-button.ts";
import { readTags } from "../runs-table/tags.ts";
import { compareHash } from "../url-state.ts";
import { SelectionActionEvent, type SelectionAction } from "./events.ts";
import type { Selection } from "./selection.ts";
import { runsPartStyles } from "./styles.ts";

/** @fires selection-action */
@customElement("selection-bar")
export class SelectionBar extends LitElement {
  static override styles = [
    baseStyles,
    runsPartStyles,
    css`
      .chosen {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        padding: 4px 16px;
        background: var(--lab-accent-quiet);
      }
      .tagging {
        display: flex;
        gap: 4px;
        align-items: center;
      }
      .tagging wa-input {
        width: 150px;
      }
      @media (max-width: 899px) {
        .chosen {
          padding-inline: 12px;
        }
      }
    `,
  ];

  @property({ attribute: false }) selection: Selection = { runs: [], hidden: 0 };

  @property({ attribute: false }) resumePoint: AskResumePoint = () => Promise.resolve(null);

  /** Whether some run goes on, so that no other can begin. */
  @property({ type: Boolean }) busy = false;

  /** Whether runs are being read or written, so that no zip can be made. */
  @property({ type: Boolean }) occupied = false;

  @query(".tagging wa-input") private readonly _tags!: WaInput;

  override render(): TemplateResult {
    const { runs, hidden } = this.selection;
    const [first = null] = runs;
    return html`<div class="chosen" role="group" aria-label="Selected runs">
      <strong>${runs.length} selected</strong>
      ${hidden > 0 ? html`<span class="quiet">${hidden} hidden by the filters</span>` : nothing}
      <wa-button
        size="xs"
        variant="brand"
        href=${compareHash({ ...USUAL_COMPARISON, runIds: runs.map(({ runId }) => runId) })}
        ?disabled=${runs.length < 2}
        >Compare</wa-button
      >
      <wa-button
        size="xs"
        appearance="outlined"
        ?disabled=${this.occupied}
        @click=${() => this.#ask({ kind: "export" })}
        >Export zip</wa-button
      >
      <resume-button
        .run=${runs.length === 1 ? first : null}
        .ask=${this.resumePoint}
        ?busy=${this.busy}
      ></resume-button>
      <form class="tagging" @submit=${this._onTag}>
        <wa-input size="xs" label="Tag for the selected runs" placeholder="Tag"></wa-input>
        <wa-button size="xs" appearance="outlined" type="submit">Add tag</wa-button>
        <wa-button size="xs" appearance="plain" @click=${this._onUntag}>Remove tag</wa-button>
      </form>
      <wa-button size="xs" appearance="outlined" @click=${() => this.#ask({ kind: "delete" })}>Delete</wa-button>
      <wa-button size="xs" appearance="plain" @click=${() => this.#ask({ kind: "clear" })}>Clear selection</wa-button>
    </div>`;
  }

  #ask(action: SelectionAction): void {
    this.dispatchEvent(new SelectionActionEvent(action));
  }

  #askTags(kind: "tag" | "untag"): void {
    const tags = readTags(this._tags.value ?? "");
    if (tags.length === 0) return this._tags.focus();
    this.#ask({ kind, tags });
    this._tags.value = "";
  }

  private _onTag(event: Event): void {
    event.preventDefault();
    this.#askTags("tag");
  }

  private _onUntag(): void {
    this.#askTags("untag");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "selection-bar": SelectionBar;
  }
}

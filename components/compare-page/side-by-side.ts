/** A table with a column for each run, whose head says which run it is, how it is drawn, and takes it out. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { StoredRun } from "../../store/stored-run.ts";
import "../lab-panel.ts";
import { baseStyles, tableStyles } from "../lab-styles.ts";
import { runHash } from "../url-state.ts";
import { RunTakenOutEvent } from "./events.ts";
import { renderSwatch, runStyle, shortName } from "./run-styles.ts";

export interface SideBySideLine {
  readonly label: string | TemplateResult;
  /** One for each run. */
  readonly cells: readonly { readonly content: string | TemplateResult; readonly isBest: boolean }[];
}

/**
 * @slot - what is to be said above the table
 * @fires run-taken-out
 */
@customElement("side-by-side")
export class SideBySide extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      .scroller {
        padding: 0 8px 8px;
      }
      .diff {
        width: auto;
        min-width: 50%;
      }
      .diff th,
      .diff td {
        text-align: left;
      }
      .diff tbody th {
        position: sticky;
        inset-inline-start: 0;
        background: var(--lab-surface);
        color: var(--lab-quiet);
      }
      .run {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        white-space: nowrap;
      }
      .remove {
        min-width: 24px;
        min-height: 24px;
        padding: 0;
        border: 0;
        border-radius: 4px;
        background: none;
        font: inherit;
        color: var(--lab-quiet);
        cursor: pointer;
      }
      .remove:hover {
        background: var(--lab-line);
      }
      .best {
        font-weight: 700;
        box-shadow: inset 0 0 0 1.5px var(--lab-good);
      }
    `,
  ];

  /** What the lines are about, sentence case. */
  @property() heading = "";

  @property({ attribute: false }) runs: readonly StoredRun[] = [];

  @property({ attribute: false }) lines: readonly SideBySideLine[] = [];

  override render(): TemplateResult {
    return html`<lab-panel heading=${this.heading} .state=${"done"}>
      <slot></slot>
      <div class="scroller" tabindex="0" role="group" aria-label="${this.heading}, table">
        <table class="diff">
          <thead>
            <tr>
              <td></td>
              ${this.runs.map((run, place) => this.#renderHead(run, place))}
            </tr>
          </thead>
          <tbody>
            ${this.lines.map(
              ({ label, cells }) =>
                html`<tr>
                  <th scope="row">${label}</th>
                  ${cells.map(({ content, isBest }) => html`<td class=${isBest ? "best" : ""}>${content}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </lab-panel>`;
  }

  #renderHead({ runId, experiment }: StoredRun, place: number): TemplateResult {
    return html`<th scope="col">
      <span class="run"
        >${renderSwatch(runStyle(place))}<a href=${runHash(runId)}>${shortName(runId, experiment)}</a
        ><button
          type="button"
          class="remove"
          aria-label=${`Take ${runId} out`}
          title="Take out"
          @click=${() => this.dispatchEvent(new RunTakenOutEvent(runId))}
        >
          ×
        </button></span
      >
    </th>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "side-by-side": SideBySide;
  }
}

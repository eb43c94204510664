/** Which columns the table of runs has: a box to tick for each, behind one button. */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/popover/popover.js";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon } from "../icons.ts";
import { baseStyles } from "../lab-styles.ts";
import { isShown, type ColumnChoice } from "./chosen-columns.ts";
import type { RunColumn } from "./columns.ts";
import { ColumnsChosenEvent } from "./events.ts";
import { runsPartStyles } from "./styles.ts";

/** @fires columns-chosen */
@customElement("columns-menu")
export class ColumnsMenu extends LitElement {
  static override styles = [
    baseStyles,
    runsPartStyles,
    css`
      :host {
        position: relative;
      }
      .choice {
        display: grid;
        gap: 4px;
        max-height: 60dvh;
        overflow: auto;
        font-size: var(--text-s);
      }
      .choice label {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 24px;
      }
    `,
  ];

  /** Every column that the runs have something for. */
  @property({ attribute: false }) columns: readonly RunColumn[] = [];

  @property({ attribute: false }) choice: ColumnChoice = {};

  override render(): TemplateResult {
    return html`
      <wa-button size="s" appearance="plain" id="columns">${icon("settings", { slot: "start" })}Columns</wa-button>
      <wa-popover for="columns" placement="bottom-end" without-arrow>
        <div class="choice" role="group" aria-label="Columns">
          ${this.columns.map(
            (column) =>
              html`<label
                ><input
                  type="checkbox"
                  .checked=${isShown(column, this.choice)}
                  @change=${(event: Event) => this.#choose(column, (event.target as HTMLInputElement).checked)}
                />${column.label}</label
              >`,
          )}
          <button type="button" class="link" @click=${this._onUsual}>Show the usual columns</button>
        </div>
      </wa-popover>
    `;
  }

  #choose({ id }: RunColumn, isChosen: boolean): void {
    this.dispatchEvent(new ColumnsChosenEvent({ ...this.choice, [id]: isChosen }));
  }

  private _onUsual(): void {
    this.dispatchEvent(new ColumnsChosenEvent({}));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "columns-menu": ColumnsMenu;
  }
}

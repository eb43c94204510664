/**
 * The result as a table that grows row by row. Where the spec draws error against hidden share it opens with one line
 * per mask, published beside measured; every row with every column is one press away.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Cell, Column, Row } from "../src/results/table.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import { OwnTaskElement } from "./own-task-element.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import { filtersOf, hasBothReadings, type Filter } from "./result-table/filters.ts";
import { differenceTone, formatCell, isDifference } from "./result-table/format.ts";
import { maskLines } from "../src/results/mask-lines.ts";
import { renderMaskTable, maskTableStyles } from "./result-table/mask-table.ts";

type View = "masks" | "rows";
type Reading = "all" | "raw" | "pasted";

const ALL = "all";

/** A table of more rows than this scrolls within itself also on a page that scrolls. */
const LONG_TABLE = 60;

@customElement("result-table")
export class ResultTable extends OwnTaskElement {
  static override styles = [
    baseStyles,
    tableStyles,
    maskTableStyles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 12px 8px;
      }
      .filters wa-select {
        width: 190px;
        max-width: 100%;
      }
      .scroller {
        padding-inline: 4px;
      }
      .identity {
        position: sticky;
        left: 0;
        background: var(--lab-surface);
      }
      thead .identity {
        z-index: 2;
      }
      .help {
        padding: 8px 12px 12px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      .help summary {
        cursor: pointer;
        width: fit-content;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(64px, auto) minmax(0, 1fr);
        gap: 2px 12px;
        margin: 8px 0 0;
        max-width: 100ch;
      }
      dt {
        color: var(--lab-text);
      }
      dd {
        margin: 0;
      }
      @media (max-width: 899px) {
        .scroller.long {
          max-height: 75vh;
        }
      }
    `,
  ];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) record: RunRecord | null = null;

  /** Which reading is set beside the published figure. */
  @property({ type: Boolean }) composite = false;

  @state() private _view: View = "masks";
  /** What each filter is set to, by column; "all" where it is not. */
  @state() private _wanted: Readonly<Record<string, string>> = {};
  @state() private _reading: Reading = "all";

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlyRecord = changed.size === 1 && changed.has("record");
    return !isOnlyRecord || partsDiffer(changed.get("record") ?? null, this.record, ["rows", "status", "dataset"]);
  }

  override render(): TemplateResult {
    const rows = this.record?.rows ?? [];
    const hasMasks = this.spec.charts.some(({ kind }) => kind === "mse-by-hidden-share");
    const shown = hasMasks ? this._view : "rows";
    const hint = shown === "rows" && rows.length === 0 ? hintFor(this.record) : "";
    return html`
      <lab-panel heading="Results" .state=${panelState(this.record, rows.length > 0)} hint=${hint}>
        ${
          hasMasks
            ? html`<wa-button slot="actions" size="xs" appearance="plain" @click=${this._onView}>
                ${shown === "masks" ? "All rows" : "One line per mask"}
              </wa-button>`
            : nothing
        }
        ${
          shown === "masks"
            ? html`<div class="scroller" tabindex="0" role="group" aria-label="Results, table">
                ${renderMaskTable(maskLines(this.spec.published, rows, this.composite), {
                  composite: this.composite,
                  isComparable: this.#isComparable(),
                })}
              </div>`
            : this.#renderRows(rows)
        }
      </lab-panel>
    `;
  }

  #renderRows(rows: readonly Row[]): TemplateResult {
    const filters = filtersOf(this.spec.columns, rows);
    const chosen = rows.filter((row) => this.#isChosen(row, filters));
    const columns = this.#shownColumns(rows, chosen);
    const helped = columns.filter(({ column: { help } }) => help !== undefined);
    return html`
      ${filters.length > 0 || hasBothReadings(rows) ? this.#renderFilters(filters, rows) : nothing}
      <div
        class="scroller ${chosen.length > LONG_TABLE ? "long" : ""}"
        tabindex="0"
        role="group"
        aria-label="Results, all rows"
      >
        <table>
          <caption class="sr-only">
            Results, ${chosen.length} rows
          </caption>
          <thead>
            <tr>
              ${columns.map(
                ({ column, kind }) =>
                  html`<th scope="col" class=${kind} title=${column.help ?? ""}>
                    ${column.label}${column.unit === undefined ? nothing : html` <span class="unit">${column.unit}</span>`}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${chosen.map(
              (row) =>
                html`<tr>
                  ${columns.map(({ column, kind }) => html`<td class="${kind} ${this.#toneOf(column, row[column.name])}">${formatCell(column, row[column.name])}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${helped.length === 0 ? nothing : renderColumnHelp(helped.map(({ column }) => column))}
    `;
  }

  /** Columns with a label; those in which none of the chosen rows says anything only take room. */
  #shownColumns(rows: readonly Row[], chosen: readonly Row[]): { column: Column; kind: string }[] {
    const columns: readonly Column[] = this.spec.columns;
    const shown = columns
      .filter(({ label }) => label !== undefined)
      .filter(({ name }) => chosen.length === 0 || chosen.some((row) => (row[name] ?? null) !== null));
    // Words stand left, figures right; what the rows are about stays in sight when they are scrolled sideways.
    const kinds = shown.map(({ name }) => (rows.some((row) => isWord(row[name])) ? "text" : "figure"));
    const first = kinds.indexOf("text");
    return shown.map((column, index) => ({ column, kind: `${kinds[index]} ${index === first ? "identity" : ""}` }));
  }

  #renderFilters(filters: readonly Filter[], rows: readonly Row[]): TemplateResult {
    return html`<div class="filters">
      ${filters.map(
        ({ column, values }) =>
          html`<wa-select
            size="s"
            label=${column.label ?? column.name}
            .value=${this.#wanted(column.name, values)}
            @change=${(event: Event) => this.#choose(column.name, event)}
          >
            <wa-option value="all">All</wa-option>
            ${values.map((value) => html`<wa-option value=${optionOf(value)}>${formatCell(column, value)}</wa-option>`)}
          </wa-select>`,
      )}
      ${
        hasBothReadings(rows)
          ? html`<wa-select size="s" label="Known pixels" .value=${this._reading} @change=${this._onReading}>
              <wa-option value="all">Both readings</wa-option>
              <wa-option value="raw">As restored</wa-option>
              <wa-option value="pasted">Pasted back</wa-option>
            </wa-select>`
          : nothing
      }
    </div>`;
  }

  /** What a filter is set to; a value that the rows no longer hold lets all of them through. */
  #wanted(column: string, values: readonly string[]): string {
    const wanted = this._wanted[column] ?? ALL;
    return values.some((value) => optionOf(value) === wanted) ? wanted : ALL;
  }

  #choose(column: string, event: Event): void {
    this._wanted = { ...this._wanted, [column]: String((event.target as WaSelect).value) };
  }

  #isChosen(row: Row, filters: readonly Filter[]): boolean {
    for (const { column, values } of filters) {
      const wanted = this.#wanted(column.name, values);
      if (wanted !== ALL && optionOf(String(row[column.name])) !== wanted) return false;
    }
    return (
      this._reading === "all" || row["composited"] === undefined || row["composited"] === (this._reading === "pasted")
    );
  }

  #toneOf(column: Column, cell: Cell | undefined): string {
    if (!isDifference(column) || typeof cell !== "number" || !this.#isComparable()) return "";
    return differenceTone(cell, this.#isMoreBetter());
  }

  /** What the difference is of, told from the name of the published figure: errors should be small, shares large. */
  #isMoreBetter(): boolean {
    const columns: readonly Column[] = this.spec.columns;
    return columns.some(({ name }) => /^published_.*(accuracy|percent|psnr|ssim)/.test(name));
  }

  /** Published figures are of real digits; set beside embedded ones a difference says little and gets no colour. */
  #isComparable(): boolean {
    return this.record?.dataset?.origin !== "embedded";
  }

  private _onView(): void {
    this._view = this._view === "masks" ? "rows" : "masks";
  }

  private _onReading(event: Event): void {
    const { value } = event.target as WaSelect;
    this._reading = value === "raw" || value === "pasted" ? value : "all";
  }
}

/** For fingers and screen readers, which get no tooltips. */
function renderColumnHelp(columns: readonly Column[]): TemplateResult {
  return html`<details class="help">
    <summary>What the columns mean</summary>
    <dl>
      ${columns.map(
        ({ label, help }) =>
          html`<dt>${label}</dt>
            <dd>${help}</dd>`,
      )}
    </dl>
  </details>`;
}

function isWord(cell: Cell | undefined): boolean {
  return typeof cell === "string" || typeof cell === "boolean";
}

/** An option's value may hold no blanks. */
function optionOf(value: string): string {
  return value.replaceAll(/\s+/g, "_");
}

function hintFor(record: RunRecord | null): string {
  switch (panelState(record, false)) {
    case "empty":
      return "Rows appear here one by one as they are measured.";
    case "loading":
    case "running":
      return "Rows appear as soon as training is over and measuring begins.";
    case "stopped":
      return "Stopped before anything was measured.";
    case "failed":
      return "The run failed before anything was measured.";
    case "done":
      return "This run measured no row.";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "result-table": ResultTable;
  }
}

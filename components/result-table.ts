/**
 * The result as a table that grows row by row. Where the spec draws error against hidden share it opens with one line
 * per mask, published beside measured; every row with every column is one press away.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Cell, Column, Row } from "../src/results/table.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import { differenceTone, formatCell, METHOD_LABELS } from "./result-table/format.ts";
import { maskLines } from "../src/results/mask-lines.ts";
import { renderMaskTable, maskTableStyles } from "./result-table/mask-table.ts";

type View = "masks" | "rows";
type Reading = "all" | "raw" | "pasted";

@customElement("result-table")
export class ResultTable extends LitElement {
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
    `,
  ];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) record: RunRecord | null = null;

  /** Which reading is set beside the published figure. */
  @property({ type: Boolean }) composite = false;

  @state() private _view: View = "masks";
  @state() private _restorer = "all";
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
    const columns: readonly Column[] = this.spec.columns.filter((column: Column) => column.label !== undefined);
    const restorers = [...new Set(rows.flatMap(({ restorer }) => (typeof restorer === "string" ? [restorer] : [])))];
    const chosen = rows.filter((row) => this.#isChosen(row));
    return html`
      ${restorers.length > 1 ? this.#renderFilters(restorers) : nothing}
      <div class="scroller" tabindex="0" role="group" aria-label="Results, all rows">
        <table>
          <caption class="sr-only">
            Results, ${chosen.length} rows
          </caption>
          <thead>
            <tr>
              ${columns.map(
                (column) =>
                  html`<th scope="col" class=${kindOf(column, rows)} title=${column.help ?? ""}>
                    ${column.label}${column.unit === undefined ? nothing : html` <span class="unit">${column.unit}</span>`}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${chosen.map(
              (row) =>
                html`<tr>
                  ${columns.map((column) => html`<td class="${kindOf(column, rows)} ${this.#toneOf(column, row[column.name])}">${formatCell(column, row[column.name])}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #renderFilters(restorers: readonly string[]): TemplateResult {
    return html`<div class="filters">
      <wa-select size="s" label="Restorer" .value=${this._restorer} @change=${this._onRestorer}>
        <wa-option value="all">All</wa-option>
        ${restorers.map((name) => html`<wa-option value=${name}>${METHOD_LABELS[name] ?? name}</wa-option>`)}
      </wa-select>
      <wa-select size="s" label="Known pixels" .value=${this._reading} @change=${this._onReading}>
        <wa-option value="all">Both readings</wa-option>
        <wa-option value="raw">As restored</wa-option>
        <wa-option value="pasted">Pasted back</wa-option>
      </wa-select>
    </div>`;
  }

  #isChosen(row: Row): boolean {
    if (this._restorer !== "all" && row["restorer"] !== this._restorer) return false;
    return (
      this._reading === "all" || row["composited"] === undefined || row["composited"] === (this._reading === "pasted")
    );
  }

  #toneOf(column: Column, cell: Cell | undefined): string {
    if (column.name !== "difference_percent" || typeof cell !== "number" || !this.#isComparable()) return "";
    return differenceTone(cell);
  }

  /** Published figures are of real digits; set beside embedded ones a difference says little and gets no colour. */
  #isComparable(): boolean {
    return this.record?.dataset?.origin !== "embedded";
  }

  private _onView(): void {
    this._view = this._view === "masks" ? "rows" : "masks";
  }

  private _onRestorer(event: Event): void {
    this._restorer = String((event.target as WaSelect).value);
  }

  private _onReading(event: Event): void {
    const { value } = event.target as WaSelect;
    this._reading = value === "raw" || value === "pasted" ? value : "all";
  }
}

/** Words stand left, figures right. */
function kindOf(column: Column, rows: readonly Row[]): "text" | "figure" {
  return rows.some((row) => typeof row[column.name] === "string") ? "text" : "figure";
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

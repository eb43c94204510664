/**
 * Every pair of two lists of things as a table of shaded cells: the better, the stronger. It is a real table with headings
 * that stay in sight; each value stands in its cell, so that colour only says what the figures say.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Figure } from "../src/results/figure.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Column } from "../src/results/table.ts";
import "./cell-pictures.ts";
import { linesCsv } from "./chart/table-csv.ts";
import {
  heatGrid,
  type HeatCell,
  type HeatGrid,
  type HeatMapSpec,
  type HeatMapValue,
  type ShadeOver,
} from "./heat-map/grid.ts";
import { picturesOf, type CellPlace } from "./heat-map/cell-pictures.ts";
import { heatMapPicture, heatMapPng, type HeatPicture } from "./heat-map/picture.ts";
import { heatMapStyles } from "./heat-map/styles.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import { panelState } from "./panel-state.ts";
import { partsDiffer } from "./record-parts.ts";
import { formatCell } from "./result-table/format.ts";
import { rowsHint } from "./row-chart/rows-hint.ts";
import { axisName, columnOf } from "./row-chart/series.ts";
import { saveBlob } from "./save-blob.ts";

@customElement("heat-map")
export class HeatMap extends LitElement {
  static override styles = [baseStyles, tableStyles, heatMapStyles];

  @property({ attribute: false }) chart!: HeatMapSpec;

  @property({ attribute: false }) columns: readonly Column[] = [];

  @property({ attribute: false }) record: RunRecord | null = null;

  /** The column whose values are shown; the first of the chart until another is chosen. */
  @state() private _column: string | null = null;
  @state() private _over: ShadeOver = "column";
  /** The cell whose pictures are looked at. */
  @state() private _open: CellPlace | null = null;

  #grid: HeatGrid = { rows: [], columns: [], rowValues: [], columnValues: [], cells: [], range: null };

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const isOnlyRecord = changed.size === 1 && changed.has("record");
    return !isOnlyRecord || partsDiffer(changed.get("record") ?? null, this.record, ["rows", "status", "figures"]);
  }

  override willUpdate(): void {
    this.#grid = heatGrid(this.chart, this.columns, this.record?.rows ?? [], this.#shown, this._over);
  }

  get #shown(): HeatMapValue {
    const { values } = this.chart;
    return values.find(({ column }) => column === this._column) ?? (values[0] as HeatMapValue);
  }

  override render(): TemplateResult {
    const filled = this.#grid.rows.length > 0;
    return html`
      <lab-panel
        heading=${this.chart.title}
        .state=${panelState(this.record, filled)}
        hint=${filled ? "" : rowsHint(this.record)}
      >
        ${
          filled
            ? html`<div slot="actions">
                <wa-button size="xs" appearance="plain" title="Save the table as a picture" @click=${this._onPng}
                  >PNG</wa-button
                >
                <wa-button size="xs" appearance="plain" title="Save the table as shapes and text" @click=${this._onSvg}
                  >SVG</wa-button
                >
                <wa-button size="xs" appearance="plain" title="Save the table" @click=${this._onCsv}>CSV</wa-button>
              </div>`
            : nothing
        }
        ${this.#renderChoices()}
        <div class="scroller" tabindex="0" role="group" aria-label=${`${this.chart.title}, table`}>
          ${this.#renderTable()}
        </div>
        ${this.#renderLegend()}
      </lab-panel>
      ${this.#renderPictures()}
    `;
  }

  #renderChoices(): TemplateResult {
    const { values } = this.chart;
    return html`<div class="choices">
      <wa-select size="s" label="Value" .value=${this.#shown.column} @change=${this._onValue}>
        ${values.map(({ column }) => html`<wa-option value=${column}>${axisName(columnOf(this.columns, column))}</wa-option>`)}
      </wa-select>
      <wa-select size="s" label="Shade" .value=${this._over} @change=${this._onOver}>
        <wa-option value="column">within each column</wa-option>
        <wa-option value="all">over all cells</wa-option>
      </wa-select>
    </div>`;
  }

  #renderTable(): TemplateResult {
    const { rows, cells, columns } = this.#grid;
    const levels = this.chart.columns.length;
    return html`<table>
      <caption class="sr-only">
        ${this.chart.title}: ${axisName(this.#shownColumn)}, ${this.#shown.better} is better
      </caption>
      <thead>
        ${Array.from(
          { length: levels },
          (_, level) =>
            html`<tr>
              ${level === 0 ? html`<th scope="col" class="corner" rowspan=${levels}>${this.#corner}</th>` : nothing}
              ${headings(columns, level).map(
                ({ name, count }) =>
                  html`<th
                    scope=${level < levels - 1 ? "colgroup" : "col"}
                    colspan=${count}
                    class="level-${Math.min(level, 1)} ${level < levels - 1 ? "group" : ""}"
                  >
                    <span>${name}</span>
                  </th>`,
              )}
            </tr>`,
        )}
      </thead>
      <tbody>
        ${rows.map(
          (name, row) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${(cells[row] ?? []).map((cell, column) => this.#renderCell(cell, { row, column }))}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #renderCell(cell: HeatCell | null, place: CellPlace): TemplateResult {
    if (cell === null) return html`<td class="nothing"><span aria-label="not measured">–</span></td>`;
    const value = formatCell(this.#shownColumn, cell.value);
    const best = cell.isBest ? html`<span class="sr-only"> best of the column</span>` : nothing;
    const style = `--share: ${(100 * cell.goodness).toFixed(1)}%`;
    if (picturesOf(this.chart, this.#grid, place, this.#figures) === null) {
      return html`<td class=${cell.isBest ? "best" : ""} style=${style}>${value}${best}</td>`;
    }
    return html`<td class=${cell.isBest ? "best" : ""} style=${style}>
      <button type="button" title="See the pictures behind this figure" @click=${() => (this._open = place)}>
        ${value}${best}
      </button>
    </td>`;
  }

  #renderPictures(): TemplateResult | typeof nothing {
    if (this.chart.pictures === undefined) return nothing;
    return html`<cell-pictures
      .place=${this._open}
      .chart=${this.chart}
      .grid=${this.#grid}
      .figures=${this.#figures}
      .describe=${(value: number) => formatCell(this.#shownColumn, value)}
      .valueName=${axisName(this.#shownColumn)}
      @cell-chosen=${(event: CustomEvent<CellPlace | null>) => (this._open = event.detail)}
    ></cell-pictures>`;
  }

  get #figures(): readonly Figure[] {
    return this.record?.figures ?? [];
  }

  #renderLegend(): TemplateResult | typeof nothing {
    const { range } = this.#grid;
    if (range === null) return nothing;
    const [worst, best] = [range.worst, range.best].map((value) => formatCell(this.#shownColumn, value));
    return html`<p class="legend">
      <span class="scale">
        <span>${this._over === "all" ? worst : "worst"}</span>
        <span class="ramp" aria-hidden="true"></span>
        <span>${this._over === "all" ? best : "best"}</span>
      </span>
      <span>${this.#shown.better === "lower" ? "Lower" : "Higher"} is better; the best of each column is framed.</span>
      ${this.#shownColumn.help === undefined ? nothing : html`<span>${this.#shownColumn.help}</span>`}
    </p>`;
  }

  get #shownColumn(): Column {
    return columnOf(this.columns, this.#shown.column);
  }

  /** What the headings of the rows are. */
  get #corner(): string {
    return this.chart.rows.map((name) => columnOf(this.columns, name).label ?? name).join(", ");
  }

  get #fileName(): string {
    return `${this.chart.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${this.#shown.column}`;
  }

  private _onValue(event: Event): void {
    this._column = String((event.target as WaSelect).value);
  }

  private _onOver(event: Event): void {
    this._over = (event.target as WaSelect).value === "all" ? "all" : "column";
  }

  private _onCsv(): void {
    const { rows, columns, cells } = this.#grid;
    const lines = [
      [this.#corner, ...columns.map((names) => names.join(" "))],
      ...rows.map((name, row) => [name, ...(cells[row] ?? []).map((cell) => String(cell?.value ?? ""))]),
    ];
    saveBlob(new Blob([linesCsv(lines)], { type: "text/csv" }), `${this.#fileName}.csv`);
  }

  #picture(): HeatPicture {
    const title = `${this.chart.title}: ${axisName(this.#shownColumn)}`;
    return heatMapPicture(this.#grid, title, (value) => formatCell(this.#shownColumn, value));
  }

  private async _onPng(): Promise<void> {
    saveBlob(await heatMapPng(this.#picture()), `${this.#fileName}.png`);
  }

  private async _onSvg(): Promise<void> {
    const picture = this.#picture();
    const { svgPicture } = await import("./svg-picture.ts");
    saveBlob(svgPicture(picture, picture.paint), `${this.#fileName}.svg`);
  }
}

/** Neighbouring columns under one name. */
function headings(columns: HeatGrid["columns"], level: number): { name: string; count: number }[] {
  const found: { name: string; path: string; count: number }[] = [];
  for (const names of columns) {
    const path = JSON.stringify(names.slice(0, level + 1));
    const last = found.at(-1);
    if (last?.path === path) last.count++;
    else found.push({ name: names[level] ?? "", path, count: 1 });
  }
  return found;
}

declare global {
  interface HTMLElementTagNameMap {
    "heat-map": HeatMap;
  }
}

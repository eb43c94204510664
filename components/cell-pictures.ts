/**
 * The pictures behind a cell of a heat map, in a dialog: a mean of a thousand images says how wrong a restorer is, these
 * say how it is wrong. From one cell one walks to the next by two lists, or by the arrow keys.
 */
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Figure } from "../src/results/figure.ts";
import "./digit-figure.ts";
import { cellFigure, picturesOf, type CellPlace } from "./heat-map/cell-pictures.ts";
import type { HeatGrid, HeatMapSpec } from "./heat-map/grid.ts";
import { baseStyles } from "./lab-styles.ts";

/** Where an arrow key leads, in rows and columns. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

@customElement("cell-pictures")
export class CellPictures extends LitElement {
  static override styles = [
    baseStyles,
    css`
      wa-dialog {
        --width: min(1040px, 96vw);
      }
      .where {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
        margin-block-end: 12px;
      }
      .where wa-select {
        width: 240px;
        max-width: 100%;
      }
      .value {
        flex: 1 1 200px;
        padding-block-end: 6px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** The cell that is looked at; null while the dialog is closed. */
  @property({ attribute: false }) place: CellPlace | null = null;
  @property({ attribute: false }) chart!: HeatMapSpec;
  @property({ attribute: false }) grid!: HeatGrid;
  @property({ attribute: false }) figures: readonly Figure[] = [];

  /** What the map shows, in words: the name of the value, and one value as it stands in its cell. */
  @property({ attribute: false }) valueName = "";
  @property({ attribute: false }) describe: (value: number) => string = String;

  override render(): TemplateResult {
    const { place } = this;
    const figure = place === null ? null : picturesOf(this.chart, this.grid, place, this.figures);
    return html`<wa-dialog
      label=${figure?.title ?? "Pictures"}
      light-dismiss
      ?open=${figure !== null}
      @wa-after-hide=${this._onHide}
      @keydown=${this._onKey}
    >
      ${
        place === null || figure === null
          ? nothing
          : html`<div class="where">
                ${this.#renderList("Row", this.grid.rows, place.row, (row) => ({ ...place, row }))}
                ${this.#renderList("Column", this.#columnNames, place.column, (column) => ({ ...place, column }))}
                <p class="value" aria-live="polite">${this.#valueAt(place)}</p>
              </div>
              <digit-figure .figure=${cellFigure(figure, this.grid, place)}></digit-figure>`
      }
    </wa-dialog>`;
  }

  #renderList(
    label: string,
    names: readonly string[],
    chosen: number,
    at: (index: number) => CellPlace,
  ): TemplateResult {
    return html`<wa-select
      size="s"
      label=${label}
      .value=${String(chosen)}
      @change=${(event: Event) => this.#choose(at(Number((event.target as WaSelect).value)))}
    >
      ${names.map((name, index) =>
        picturesOf(this.chart, this.grid, at(index), this.figures) === null
          ? nothing
          : html`<wa-option value=${index}>${name}</wa-option>`,
      )}
    </wa-select>`;
  }

  get #columnNames(): string[] {
    return this.grid.columns.map((names) => names.join(" "));
  }

  #valueAt({ row, column }: CellPlace): string {
    const cell = this.grid.cells[row]?.[column] ?? null;
    if (cell === null) return "Not measured.";
    return `${this.valueName}: ${this.describe(cell.value)}${cell.isBest ? ", the best of the column" : ""}`;
  }

  #choose(place: CellPlace | null): void {
    if (place !== null && picturesOf(this.chart, this.grid, place, this.figures) === null) return;
    this.dispatchEvent(new CustomEvent<CellPlace | null>("cell-chosen", { detail: place }));
  }

  private _onKey(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const isInList = event.composedPath().some((each) => each instanceof Element && each.localName === "wa-select");
    if (step === undefined || this.place === null || isInList) return;
    event.preventDefault();
    this.#choose({ row: this.place.row + step[0], column: this.place.column + step[1] });
  }

  private _onHide(event: Event): void {
    if ((event.target as Element).localName === "wa-dialog") this.#choose(null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cell-pictures": CellPictures;
  }
}

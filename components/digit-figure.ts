/**
 * A figure of digits: original, damaged, restored, difference. Pointing at a pixel tells its value; pressing a column
 * shows it large. Wider than its room it scrolls within itself.
 */
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { digitFigureStyles, SHEET_DIALOG_PX } from "./digit-figure/styles.ts";
import {
  addressAt,
  columnGroups,
  columnsWidthPx,
  gapPx,
  gridSize,
  GAP_PX,
  isSheet,
  paintTile,
  paintTiles,
  tileSizePx,
  valueAt,
  type TileAddress,
} from "./digit-figure/tiles.ts";
import { DIFFERENCE_RANGE } from "./figure-image.ts";
import { baseStyles } from "./lab-styles.ts";
import type { TileFigure } from "../src/results/figure.ts";

const SMALLEST_SCALE = 2;
const LARGEST_SCALE = 4;
const ENLARGED_SCALE = 8;

/** A seamless figure grows to this height and no further: it should be seen at once. */
const SHEET_HEIGHT_PX = 680;

/** What a label takes, px. */
const LABEL_HEIGHT_PX = 14;
const LETTER_PX = 7.5;

@customElement("digit-figure")
export class DigitFigure extends LitElement {
  static override styles = [baseStyles, digitFigureStyles];

  @property({ attribute: false }) figure!: TileFigure;

  @state() private _scale = SMALLEST_SCALE;
  @state() private _pointed: TileAddress | null = null;
  /** A column, or the sheet as a whole. */
  @state() private _enlarged: number | "sheet" | null = null;
  @query(".grid canvas") private readonly _canvas!: HTMLCanvasElement;
  @query(".sideways") private readonly _room!: HTMLElement;
  @query(".columns") private readonly _head!: HTMLElement | null;

  // A frame later, because fitting changes the size that is observed.
  readonly #resize = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resize.observe(this._room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override firstUpdated(): void {
    this.#resize.observe(this._room);
  }

  override render(): TemplateResult {
    const { figure, _scale: scale } = this;
    const hasRowLabels = figure.rows.some(({ label }) => label !== "");
    return html`
      <div class="body ${hasRowLabels ? "" : "unlabelled"}">
        ${hasRowLabels ? this.#renderRowLabels() : nothing}
        <div class="sideways">
          ${this.#renderColumnLabels()}
          <div
            class="grid"
            style="width: ${gridSize(figure, scale).width}px"
            @pointermove=${this._onPoint}
            @pointerleave=${this._onLeave}
          >
            <canvas role="img" aria-label=${this.#describe()}></canvas>
            ${this.#renderButtons()}
          </div>
        </div>
      </div>
      <div class="below">
        <span>${figure.caption}</span>
        ${figure.rows.some(({ role }) => role === "difference") ? renderScale() : nothing}
        <span class="value">${this.#renderValue()}</span>
      </div>
      ${this.#renderEnlarged()}
    `;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("figure") || changed.has("_scale")) this.#paint();
    if (changed.has("figure") && this.hasUpdated) this.#fit();
    this.style.setProperty("--head", `${this._head?.offsetHeight ?? 0}px`);
    this.#paintEnlarged();
  }

  #paint(): void {
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    const { width, height } = gridSize(this.figure, this._scale);
    this._canvas.width = Math.round(width * ratio);
    this._canvas.height = Math.round(height * ratio);
    this._canvas.style.width = `${width}px`;
    this._canvas.style.height = `${height}px`;
    const context = this._canvas.getContext("2d");
    context?.scale(ratio, ratio);
    if (context !== null) paintTiles(context, this.figure, this._scale);
  }

  #describe(): string {
    const { title, rows, columns } = this.figure;
    const labels = [...new Set(rows.map(({ label }) => label).filter((label) => label !== ""))];
    const named = labels.length === 0 ? `${rows.length} rows` : labels.join(", ");
    return `${title}. ${named}; ${columns.length} columns.`;
  }

  /** Where rows lie closer than their names are high, every second or third is named. */
  #renderRowLabels(): TemplateResult {
    const gap = gapPx(this.figure);
    const step = tileSizePx(this._scale) + gap;
    const every = Math.max(1, Math.ceil(LABEL_HEIGHT_PX / step));
    return html`<div class="rows" style="margin-block-start: var(--head, 0px)">
      ${this.figure.rows.map(
        ({ label }, index) =>
          html`<span style="height: ${step}px; padding-block-end: ${gap}px">${index % every === 0 ? label : ""}</span>`,
      )}
    </div>`;
  }

  #renderColumnLabels(): TemplateResult | typeof nothing {
    const { figure, _scale: scale } = this;
    if (figure.columns.every((label) => label === "")) return nothing;
    const gap = gapPx(figure);
    const groups = columnGroups(figure);
    const longest = Math.max(...groups.map(({ label }) => label.length)) * LETTER_PX;
    const isDense = figure.seamless === true && groups.length === figure.columns.length;
    const every = isDense ? Math.max(1, Math.ceil(longest / tileSizePx(scale))) : 1;
    return html`<div class="columns ${isDense ? "dense" : ""}" style="gap: ${gap}px">
      ${groups.map(
        ({ label, count }, index) =>
          html`<span style="flex: 0 0 ${columnsWidthPx(count, scale, gap)}px"
            >${index % every === 0 ? label : ""}</span
          >`,
      )}
    </div>`;
  }

  /** One for the whole sheet, or one for each column. */
  #renderButtons(): TemplateResult | TemplateResult[] {
    const { figure } = this;
    if (isSheet(figure)) {
      return html`<button
        type="button"
        class="column"
        style="inset: 0"
        aria-label=${`Enlarge ${figure.title}`}
        @click=${() => (this._enlarged = "sheet")}
      ></button>`;
    }
    const size = tileSizePx(this._scale);
    return figure.columns.map(
      (label, column) =>
        html`<button
          type="button"
          class="column"
          style="left: ${column * (size + GAP_PX)}px; width: ${size}px; top: 0"
          aria-label=${`Enlarge column ${column + 1}, ${label}`}
          @click=${() => (this._enlarged = column)}
        ></button>`,
    );
  }

  #renderValue(): TemplateResult | string {
    const { figure, _pointed: pointed } = this;
    if (pointed === null) {
      return `Point at a pixel for its value; press ${isSheet(figure) ? "to enlarge" : "a column to enlarge it"}.`;
    }
    const row = figure.rows[pointed.row];
    if (row === undefined || pointed.column >= figure.columns.length) return "";
    const { value, missing } = valueAt(figure, pointed);
    const shown = missing
      ? "missing"
      : `${row.role === "difference" && value > 0 ? "+" : ""}${value.toFixed(2).replace("-", "−")}`;
    return `${row.label === "" ? `row ${pointed.row + 1}` : row.label}, pixel ${pointed.x}, ${pointed.y}: ${shown}`;
  }

  #renderEnlarged(): TemplateResult | typeof nothing {
    const { figure, _enlarged: enlarged } = this;
    const label =
      typeof enlarged === "number" ? `Column ${enlarged + 1}: ${figure.columns[enlarged] ?? ""}` : figure.title;
    return html`<wa-dialog
      class=${isSheet(figure) ? "wide" : ""}
      label=${label}
      light-dismiss
      ?open=${enlarged !== null}
      @wa-after-hide=${this._onClose}
    >
      ${
        enlarged === null
          ? nothing
          : enlarged === "sheet"
            ? html`<div class="large-sheet" tabindex="0" role="group" aria-label="Sheet, enlarged">
                <canvas class="enlarged" role="img" aria-label=${`${figure.title}, enlarged`}></canvas>
              </div>`
            : this.#renderTiles()
      }
    </wa-dialog>`;
  }

  #renderTiles(): TemplateResult {
    return html`<div class="large" tabindex="0" role="group" aria-label="Tiles, enlarged">
      ${this.figure.rows.map(
        (row) =>
          html`<figure>
            <figcaption>${row.label}</figcaption>
            <canvas
              class="enlarged"
              role="img"
              aria-label=${`${row.label}, enlarged`}
              width=${tileSizePx(ENLARGED_SCALE)}
              height=${tileSizePx(ENLARGED_SCALE)}
            ></canvas>
          </figure>`,
      )}
    </div>`;
  }

  #paintEnlarged(): void {
    const enlarged = this._enlarged;
    if (enlarged === null) return;
    this.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas.enlarged").forEach((canvas, index) => {
      if (enlarged === "sheet") return this.#paintSheet(canvas);
      const context = canvas.getContext("2d");
      const row = this.figure.rows[index];
      if (context !== null && row !== undefined) paintTile(context, row, enlarged, 0, 0, ENLARGED_SCALE);
    });
  }

  /** The largest whole scale at which the sheet fits a dialog's width, and always larger than on the page. */
  #paintSheet(canvas: HTMLCanvasElement): void {
    const { width } = gridSize(this.figure, 1);
    const fitting = Math.floor((Math.min(SHEET_DIALOG_PX, 0.96 * innerWidth) - 64) / width);
    const scale = Math.min(ENLARGED_SCALE, Math.max(Math.ceil(this._scale + 0.5), fitting));
    const size = gridSize(this.figure, scale);
    canvas.width = size.width;
    canvas.height = size.height;
    const context = canvas.getContext("2d");
    if (context !== null) paintTiles(context, this.figure, scale);
  }

  /** The largest whole scale at which all columns fit; a seamless figure may be smaller than its digits, so that it fits. */
  #fit(): void {
    const columns = Math.max(1, this.figure.columns.length);
    const room = this._room.clientWidth;
    if (room === 0) return; // not laid out yet
    if (this.figure.seamless === true) {
      const native = gridSize(this.figure, 1);
      const fitting = Math.min(LARGEST_SCALE, room / native.width, SHEET_HEIGHT_PX / native.height);
      const steps = Math.max(1, Math.round(devicePixelRatio));
      this._scale = fitting < 1 ? fitting : Math.floor(fitting * steps) / steps;
      return;
    }
    const fitting = Math.floor(((room + GAP_PX) / columns - GAP_PX) / tileSizePx(1));
    this._scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, fitting));
  }

  private _onPoint(event: PointerEvent): void {
    const { left, top } = this._canvas.getBoundingClientRect();
    this._pointed = addressAt(this.figure, this._scale, event.clientX - left, event.clientY - top);
  }

  private _onLeave(): void {
    this._pointed = null;
  }

  private _onClose(event: Event): void {
    if (event.target === event.currentTarget) this._enlarged = null;
  }
}

function renderScale(): TemplateResult {
  const { low, high } = DIFFERENCE_RANGE;
  return html`<span class="scale"
    ><span>${low}</span><span class="ramp" aria-hidden="true"></span><span>${high}</span></span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    "digit-figure": DigitFigure;
  }
}

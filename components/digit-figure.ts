/**
 * A figure of digits: original, damaged, restored, difference. Pointing at a pixel tells its value; pressing a column
 * shows it large. Wider than its room it scrolls within itself.
 */
import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import {
  addressAt,
  columnGroups,
  columnsWidthPx,
  gridSize,
  GAP_PX,
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

@customElement("digit-figure")
export class DigitFigure extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .body {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 8px;
        padding: 0 8px 0 12px;
      }
      .rows {
        display: grid;
        align-content: start;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      .rows span {
        display: flex;
        align-items: center;
        margin-block-end: ${GAP_PX}px;
        max-width: 84px;
        line-height: 1.25;
      }
      .sideways {
        position: relative;
        overflow-x: auto;
        padding-block-end: 4px;
      }
      .grid {
        position: relative;
      }
      .columns {
        display: flex;
        gap: ${GAP_PX}px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      .columns span {
        overflow: hidden;
        line-height: 1.3;
        padding-block-end: 4px;
        align-self: end;
        text-wrap: balance;
      }
      canvas {
        display: block;
        image-rendering: pixelated;
      }
      .column {
        position: absolute;
        bottom: 0;
        padding: 0;
        border: 0;
        background: none;
        cursor: zoom-in;
      }
      .column:hover {
        outline: 1px solid var(--lab-accent);
        outline-offset: 1px;
      }
      .below {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding: 4px 12px 12px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
        align-items: center;
        min-height: 34px;
      }
      .scale {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .ramp {
        width: 96px;
        height: 8px;
        background: linear-gradient(90deg, rgb(86 180 233), #000, rgb(230 159 0));
        border-radius: 2px;
      }
      .value {
        margin-inline-start: auto;
        font-variant-numeric: tabular-nums;
      }
      .large {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(224px, 1fr));
        gap: 16px;
      }
      .large figcaption {
        font-size: var(--text-s);
        margin-block-end: 4px;
      }
      wa-dialog {
        --width: min(94vw, 1040px);
      }
    `,
  ];

  @property({ attribute: false }) figure!: TileFigure;

  @state() private _scale = SMALLEST_SCALE;
  @state() private _pointed: TileAddress | null = null;
  @state() private _enlarged: number | null = null;
  @query(".grid canvas") private readonly _canvas!: HTMLCanvasElement;
  @query(".sideways") private readonly _room!: HTMLElement;
  @query(".columns") private readonly _head!: HTMLElement;

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
    const size = tileSizePx(scale);
    return html`
      <div class="body">
        <div class="rows" style="margin-block-start: var(--head, 0px)">
          ${figure.rows.map(({ label }) => html`<span style="height: ${size}px">${label}</span>`)}
        </div>
        <div class="sideways">
          <div class="columns">
            ${columnGroups(figure).map(({ label, count }) => html`<span style="flex: 0 0 ${columnsWidthPx(count, scale)}px">${label}</span>`)}
          </div>
          <div
            class="grid"
            style="width: ${gridSize(figure, scale).width}px"
            @pointermove=${this._onPoint}
            @pointerleave=${this._onLeave}
          >
            <canvas
              role="img"
              aria-label=${`${figure.title}. ${figure.rows.map(({ label }) => label).join(", ")}; ${figure.columns.length} columns.`}
            ></canvas>
            ${figure.columns.map(
              (label, column) =>
                html`<button
                  type="button"
                  class="column"
                  style="left: ${column * (size + GAP_PX)}px; width: ${size}px; top: 0"
                  aria-label=${`Enlarge column ${column + 1}, ${label}`}
                  @click=${() => (this._enlarged = column)}
                ></button>`,
            )}
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

  override updated(): void {
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    const { width, height } = gridSize(this.figure, this._scale);
    this._canvas.width = width * ratio;
    this._canvas.height = height * ratio;
    this._canvas.style.width = `${width}px`;
    this._canvas.style.height = `${height}px`;
    const context = this._canvas.getContext("2d");
    context?.scale(ratio, ratio);
    if (context !== null) paintTiles(context, this.figure, this._scale);
    this.style.setProperty("--head", `${this._head.offsetHeight}px`);
    this.#paintEnlarged();
  }

  #renderValue(): TemplateResult | string {
    if (this._pointed === null) return "Point at a pixel for its value; press a column to enlarge it.";
    const row = this.figure.rows[this._pointed.row];
    if (row === undefined || this._pointed.column >= this.figure.columns.length) return "";
    const { value, missing } = valueAt(this.figure, this._pointed);
    const shown = missing
      ? "missing"
      : `${row.role === "difference" && value > 0 ? "+" : ""}${value.toFixed(2).replace("-", "−")}`;
    return `${row.label}, pixel ${this._pointed.x}, ${this._pointed.y}: ${shown}`;
  }

  #renderEnlarged(): TemplateResult | typeof nothing {
    const column = this._enlarged;
    const label = column === null ? "" : `Column ${column + 1}: ${this.figure.columns[column] ?? ""}`;
    return html`<wa-dialog label=${label} light-dismiss ?open=${column !== null} @wa-after-hide=${this._onClose}>
      <div class="large" tabindex="0" role="group" aria-label="Tiles, enlarged">
        ${
          column === null
            ? nothing
            : this.figure.rows.map(
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
              )
        }
      </div>
    </wa-dialog>`;
  }

  #paintEnlarged(): void {
    const column = this._enlarged;
    if (column === null) return;
    this.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas.enlarged").forEach((canvas, index) => {
      const context = canvas.getContext("2d");
      const row = this.figure.rows[index];
      if (context !== null && row !== undefined) paintTile(context, row, column, 0, 0, ENLARGED_SCALE);
    });
  }

  /** The largest whole scale at which all columns fit, within bounds. */
  #fit(): void {
    const columns = Math.max(1, this.figure.columns.length);
    const fitting = Math.floor(((this._room.clientWidth + GAP_PX) / columns - GAP_PX) / tileSizePx(1));
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

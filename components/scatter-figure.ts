/**
 * Points in a plane, coloured by digit. Chips below name the colours: pointing at one dims the others, pressing it hides
 * them until it is pressed again. Pointing at a point tells its digit and its place.
 */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { ScatterFigure as Scatter } from "../src/results/figure.ts";
import { baseStyles } from "./lab-styles.ts";
import { paintScatter, pointAt, scatterHeight, type Focus, type Square } from "./scatter-figure/paint.ts";
import { onThemeChange, palette } from "./theme.ts";

const LARGEST_PX = 640;
const SMALLEST_PX = 240;

@customElement("scatter-figure")
export class ScatterFigure extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .room {
        padding: 0 12px;
      }
      canvas {
        display: block;
        margin-inline: auto;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        padding: 8px 12px 4px;
        justify-content: center;
      }
      .chips button {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 40px;
        min-height: 26px;
        padding: 2px 8px;
        font: inherit;
        font-variant-numeric: tabular-nums;
        color: var(--lab-text);
        background: none;
        border: 1px solid var(--lab-line);
        border-radius: 13px;
        cursor: pointer;
      }
      .chips button:hover {
        border-color: var(--lab-line-strong);
      }
      .chips button[aria-pressed="true"] {
        border-color: var(--lab-accent);
        background: var(--lab-accent-quiet);
        font-weight: 600;
      }
      .dot {
        width: 10px;
        height: 10px;
        border-radius: 50%;
      }
      .below {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding: 4px 12px 12px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
        min-height: 34px;
      }
      .value {
        margin-inline-start: auto;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) figure!: Scatter;

  @state() private _size = SMALLEST_PX;
  /** The digit whose chip is pointed at or focused. */
  @state() private _lit: number | null = null;
  /** The digit that hides the others. */
  @state() private _alone: number | null = null;
  /** The point that is pointed at, -1 where there is none. */
  @state() private _pointed = -1;
  @query("canvas") private readonly _canvas!: HTMLCanvasElement;
  @query(".room") private readonly _room!: HTMLElement;

  #endThemeWatch: (() => void) | null = null;
  // A frame later, because fitting changes the size that is observed.
  readonly #resize = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endThemeWatch = onThemeChange(() => this.#paint());
    if (this.hasUpdated) this.#resize.observe(this._room);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endThemeWatch?.();
    this.#resize.disconnect();
  }

  override firstUpdated(): void {
    this.#resize.observe(this._room);
  }

  override render(): TemplateResult {
    const { figure } = this;
    const digits = [...new Set(figure.labels)].sort((a, b) => a - b);
    return html`
      <div class="room">
        <canvas
          role="img"
          aria-label=${`${figure.title}. ${figure.labels.length} points of the digits ${digits.join(", ")}; across: ${figure.xLabel}, up: ${figure.yLabel}.`}
          @pointermove=${this._onPoint}
          @pointerleave=${this._onLeave}
        ></canvas>
      </div>
      <div class="chips" role="group" aria-label="Digits: press one to hide the others">
        ${digits.map(
          (digit) =>
            html`<button
              type="button"
              aria-pressed=${this._alone === digit}
              aria-label=${`Only digit ${digit}`}
              @pointerenter=${() => (this._lit = digit)}
              @pointerleave=${() => (this._lit = null)}
              @focus=${() => (this._lit = digit)}
              @blur=${() => (this._lit = null)}
              @click=${() => (this._alone = this._alone === digit ? null : digit)}
            >
              <span class="dot" style="background: var(--digit-${digit})"></span>${digit}
            </button>`,
        )}
      </div>
      <div class="below">
        <span>${figure.caption}</span>
        <span class="value">${this.#renderValue()}</span>
      </div>
    `;
  }

  override updated(changed: PropertyValues): void {
    // Telling a point's value changes no pixel.
    if (changed.size !== 1 || !changed.has("_pointed")) this.#paint();
  }

  get #box(): Square {
    return { left: 0, top: 0, size: this._size };
  }

  #paint(): void {
    const canvas = this._canvas;
    const ratio = Math.max(1, devicePixelRatio);
    const height = scatterHeight(this._size);
    canvas.width = Math.round(this._size * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${this._size}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.scale(ratio, ratio);
    paintScatter(context, this.figure, this.#box, palette(), this.#focus);
  }

  get #focus(): Focus | null {
    if (this._alone !== null) return { digit: this._alone, others: "hidden" };
    return this._lit === null ? null : { digit: this._lit, others: "dimmed" };
  }

  #renderValue(): string {
    const { points, labels } = this.figure;
    const label = labels[this._pointed];
    if (label === undefined) return "Point at a point for its value; press a digit to see it alone.";
    const [x, y] = [points[2 * this._pointed] as number, points[2 * this._pointed + 1] as number];
    return `digit ${label} at ${shown(x)}, ${shown(y)}`;
  }

  #fit(): void {
    this._size = Math.max(SMALLEST_PX, Math.min(LARGEST_PX, this._room.clientWidth - 24));
  }

  private _onPoint(event: PointerEvent): void {
    const { left, top } = this._canvas.getBoundingClientRect();
    this._pointed = pointAt(this.figure, this.#box, event.clientX - left, event.clientY - top, this._alone);
  }

  private _onLeave(): void {
    this._pointed = -1;
  }
}

function shown(value: number): string {
  return value.toPrecision(3).replace("-", "−");
}

declare global {
  interface HTMLElementTagNameMap {
    "scatter-figure": ScatterFigure;
  }
}

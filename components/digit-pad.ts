/**
 * The pad: a digit, large, under a round pen that draws, erases or puts back, and under stripes and patches that are dragged
 * into place. By keyboard the arrows move the pen and the space bar puts it down. The pad keeps no picture of its own: it
 * tells each new one, and shows what it is given.
 */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { IMAGE_SIZE_PX } from "../src/data/dataset.ts";
import { applyTool, BLANK, type PadPicture, type PadPoint, type ToolSetting } from "../src/playground/pad.ts";
import { paintTile, tileSizePx } from "./digit-figure/tiles.ts";
import { baseStyles } from "./lab-styles.ts";
import { PadChangedEvent } from "./playground-page/events.ts";

const SMALLEST_SCALE = 6;
const LARGEST_SCALE = 13;
/** How far an arrow key goes with Shift, px. */
const LEAP_PX = 4;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A pen that is down: the picture it began on, and where it was last. */
interface Stroke {
  readonly before: PadPicture;
  readonly last: PadPoint;
}

/** @fires pad-changed */
@customElement("digit-pad")
export class DigitPad extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        justify-items: center;
        min-width: 0;
      }
      .pad {
        position: relative;
        touch-action: none;
        user-select: none;
        cursor: crosshair;
        line-height: 0;
      }
      canvas {
        display: block;
        border-radius: 3px;
        image-rendering: pixelated;
      }
      .cursor {
        position: absolute;
        border: 1.5px solid #fff;
        outline: 1.5px solid #000;
        pointer-events: none;
      }
      .cursor.round {
        border-radius: 50%;
      }
    `,
  ];

  @property({ attribute: false }) picture: PadPicture = BLANK;
  @property({ attribute: false }) setting: ToolSetting = { tool: "erase", sizePx: 4, direction: "vertical" };
  /** What is on it, for those who cannot see it. */
  @property() label = "Drawing pad";

  /** Where the pen is, px of the digit; null while it is elsewhere. */
  @state() private _cursor: PadPoint | null = null;
  @state() private _scale = 10;
  @query("canvas") private readonly _canvas!: HTMLCanvasElement;
  @query(".pad") private readonly _pad!: HTMLElement;

  #stroke: Stroke | null = null;
  #picture: PadPicture = BLANK;
  // A frame later, because fitting changes the size that is observed.
  readonly #resize = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("picture")) this.#picture = this.picture;
  }

  override render(): TemplateResult {
    const size = tileSizePx(this._scale);
    return html`
      <div
        class="pad"
        role="application"
        tabindex="0"
        aria-label=${this.label}
        aria-describedby="keys"
        @pointerdown=${this._onDown}
        @pointermove=${this._onMove}
        @pointerup=${this._onUp}
        @pointercancel=${this._onUp}
        @pointerleave=${this._onLeave}
        @keydown=${this._onKeyDown}
        @keyup=${this._onKeyUp}
        @focus=${this._onFocus}
        @blur=${this._onBlur}
      >
        <canvas style="width: ${size}px; height: ${size}px" aria-hidden="true"></canvas>
        ${this.#renderCursor()}
      </div>
      <p id="keys" class="sr-only">
        Arrow keys move the pen, with Shift ${LEAP_PX} pixels at a time. The space bar puts it down: held while moving,
        it draws a line.
      </p>
    `;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("picture") || changed.has("_scale")) this.#paint();
  }

  #renderCursor(): TemplateResult | string {
    const { _cursor: cursor, _scale: scale } = this;
    if (cursor === null) return "";
    const { left, top, width, height, isRound } = outlineOf(this.setting, cursor);
    return html`<span
      class="cursor ${isRound ? "round" : ""}"
      style="left: ${left * scale}px; top: ${top * scale}px; width: ${width * scale}px; height: ${height * scale}px"
    ></span>`;
  }

  #paint(): void {
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    const size = tileSizePx(this._scale) * ratio;
    this._canvas.width = size;
    this._canvas.height = size;
    const { pixels, hole } = this.picture;
    const context = this._canvas.getContext("2d");
    const row = { label: "", role: "damaged", pixels, holes: hole } as const;
    if (context !== null) paintTile(context, row, 0, 0, 0, this._scale * ratio);
  }

  #fit(): void {
    const room = this.clientWidth;
    if (room === 0) return; // not laid out yet
    this._scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, Math.floor(room / IMAGE_SIZE_PX)));
  }

  #placeOf(event: PointerEvent): PadPoint {
    const { left, top } = this._pad.getBoundingClientRect();
    return { x: (event.clientX - left) / this._scale, y: (event.clientY - top) / this._scale };
  }

  #down(at: PadPoint): void {
    this.#stroke = { before: this.#picture, last: at };
    this.#draw(at, "begun");
  }

  /** A stripe or a patch goes where the pen goes; a line grows by one piece. */
  #draw(at: PadPoint, stroke: "begun" | "going"): void {
    if (this.#stroke === null) return;
    const { before, last } = this.#stroke;
    const isPlaced = this.setting.tool === "stripe" || this.setting.tool === "patch";
    this.#picture = applyTool(isPlaced ? before : this.#picture, this.setting, last, at);
    this.#stroke = { before, last: at };
    this.dispatchEvent(new PadChangedEvent(this.#picture, stroke));
  }

  #up(): void {
    if (this.#stroke === null) return;
    this.#stroke = null;
    this.dispatchEvent(new PadChangedEvent(this.#picture, "ended"));
  }

  private _onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this._pad.setPointerCapture(event.pointerId);
    this._cursor = this.#placeOf(event);
    this.#down(this._cursor);
  }

  private _onMove(event: PointerEvent): void {
    this._cursor = this.#placeOf(event);
    this.#draw(this._cursor, "going");
  }

  private _onUp(): void {
    this.#up();
  }

  private _onLeave(): void {
    if (this.#stroke === null) this._cursor = null;
  }

  private _onFocus(): void {
    if (this._pad.matches(":focus-visible")) this._cursor ??= MIDDLE;
  }

  private _onBlur(): void {
    this.#up();
    this._cursor = null;
  }

  private _onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (event.key === " ") {
      event.preventDefault();
      this._cursor ??= MIDDLE;
      if (!event.repeat) this.#down(this._cursor);
    } else if (step !== undefined) {
      event.preventDefault();
      const far = event.shiftKey ? LEAP_PX : 1;
      const { x, y } = this._cursor ?? MIDDLE;
      this._cursor = { x: within(x + far * step[0]), y: within(y + far * step[1]) };
      this.#draw(this._cursor, "going");
    }
  }

  private _onKeyUp(event: KeyboardEvent): void {
    if (event.key === " ") this.#up();
  }
}

const MIDDLE: PadPoint = { x: IMAGE_SIZE_PX / 2, y: IMAGE_SIZE_PX / 2 };

function within(place: number): number {
  return Math.min(IMAGE_SIZE_PX - 0.5, Math.max(0.5, place));
}

/** What the tool would touch, px of the digit. */
function outlineOf(
  { tool, sizePx, direction }: ToolSetting,
  { x, y }: PadPoint,
): { left: number; top: number; width: number; height: number; isRound: boolean } {
  const first = (centre: number): number =>
    Math.min(IMAGE_SIZE_PX - sizePx, Math.max(0, Math.round(centre - sizePx / 2)));
  const [left, top] = [first(x), first(y)];
  switch (tool) {
    case "erase":
    case "restore":
    case "ink":
      return { left: x - sizePx / 2, top: y - sizePx / 2, width: sizePx, height: sizePx, isRound: true };
    case "patch":
      return { left, top, width: sizePx, height: sizePx, isRound: false };
    case "stripe":
      return direction === "vertical"
        ? { left, top: 0, width: sizePx, height: IMAGE_SIZE_PX, isRound: false }
        : { left: 0, top, width: IMAGE_SIZE_PX, height: sizePx, isRound: false };
    default:
      tool satisfies never;
      return { left: x, top: y, width: 1, height: 1, isRound: true };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "digit-pad": DigitPad;
  }
}

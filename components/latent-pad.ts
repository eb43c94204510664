/**
 * A plane of codes as a pad: tiles show what lies where, and a point is dragged over them, or moved by arrow keys. Two marks
 * show between which places one morphs.
 */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { IMAGE_SIZE_PX, PIXELS } from "../src/data/dataset.ts";
import { REACH, withinReach, type PlanePoint } from "../src/playground/plane.ts";
import { paintTiles } from "./digit-figure/tiles.ts";
import { baseStyles } from "./lab-styles.ts";

/** Tiles along each side of the plane. */
export const PLANE_TILES = 11;

const STEP = REACH / 25;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The point was moved. */
export class PointMovedEvent extends Event {
  static readonly type = "point-moved";
  readonly point: PlanePoint;

  constructor(point: PlanePoint) {
    super(PointMovedEvent.type, { bubbles: true, composed: true });
    this.point = point;
  }
}

/** @fires point-moved */
@customElement("latent-pad")
export class LatentPad extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .plane {
        position: relative;
        width: 100%;
        max-width: ${PLANE_TILES * IMAGE_SIZE_PX}px;
        aspect-ratio: 1;
        touch-action: none;
        user-select: none;
        cursor: crosshair;
        background: #000;
        border-radius: 3px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: 3px;
        opacity: 0.72;
      }
      .mark {
        position: absolute;
        translate: -50% -50%;
        pointer-events: none;
      }
      .point {
        width: 18px;
        height: 18px;
        border-radius: 50%;
        border: 2px solid #fff;
        outline: 2px solid #000;
        background: #0072b2;
      }
      .end {
        display: grid;
        place-items: center;
        width: 18px;
        height: 18px;
        border-radius: 3px;
        background: #fff;
        color: #000;
        font-size: var(--text-xs);
        font-weight: 700;
        line-height: 1;
      }
    `,
  ];

  /** `[121, 784]`, row after row from the top left; empty before they are there. */
  @property({ attribute: false }) tiles: Float32Array = new Float32Array();
  @property({ attribute: false }) point: PlanePoint = { x: 0, y: 0 };
  @property({ attribute: false }) from: PlanePoint = { x: 0, y: 0 };
  @property({ attribute: false }) to: PlanePoint = { x: 0, y: 0 };

  @query(".plane") private readonly _plane!: HTMLElement;
  @query("canvas") private readonly _canvas!: HTMLCanvasElement;

  #pointer: "up" | "down" = "up";

  override render(): TemplateResult {
    const { x, y } = this.point;
    const text = `${x.toFixed(2)}, ${y.toFixed(2)}`.replaceAll("-", "−");
    return html`<div
      class="plane"
      role="application"
      tabindex="0"
      aria-label=${`Plane of codes, point at ${text}. Arrow keys move it, with Shift farther.`}
      @pointerdown=${this._onDown}
      @pointermove=${this._onMove}
      @pointerup=${this._onUp}
      @pointercancel=${this._onUp}
      @keydown=${this._onKey}
    >
      <canvas aria-hidden="true"></canvas>
      <span class="mark end" style=${placeOf(this.from)} aria-hidden="true">A</span>
      <span class="mark end" style=${placeOf(this.to)} aria-hidden="true">B</span>
      <span class="mark point" style=${placeOf(this.point)}></span>
    </div>`;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("tiles")) this.#paint();
  }

  #paint(): void {
    const size = PLANE_TILES * IMAGE_SIZE_PX;
    this._canvas.width = size;
    this._canvas.height = size;
    const context = this._canvas.getContext("2d");
    if (context === null || this.tiles.length === 0) return;
    const rows = Array.from({ length: PLANE_TILES }, (_, row) => ({
      label: "",
      role: "image" as const,
      pixels: this.tiles.subarray(row * PLANE_TILES * PIXELS, (row + 1) * PLANE_TILES * PIXELS),
    }));
    const columns = Array.from({ length: PLANE_TILES }, () => "");
    paintTiles(context, { kind: "tiles", id: "", title: "", caption: "", columns, rows, seamless: true }, 1);
  }

  #move(point: PlanePoint): void {
    this.dispatchEvent(new PointMovedEvent(withinReach(point)));
  }

  #moveTo(event: PointerEvent): void {
    const { left, top, width, height } = this._plane.getBoundingClientRect();
    const [across, down] = [(event.clientX - left) / width, (event.clientY - top) / height];
    this.#move({ x: REACH * (2 * across - 1), y: REACH * (1 - 2 * down) });
  }

  private _onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this._plane.setPointerCapture(event.pointerId);
    this.#pointer = "down";
    this.#moveTo(event);
  }

  private _onMove(event: PointerEvent): void {
    if (this.#pointer === "down") this.#moveTo(event);
  }

  private _onUp(): void {
    this.#pointer = "up";
  }

  private _onKey(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const far = (event.shiftKey ? 5 : 1) * STEP;
    this.#move({ x: this.point.x + far * step[0], y: this.point.y + far * step[1] });
  }
}

function placeOf({ x, y }: PlanePoint): string {
  return `left: ${50 + (50 * x) / REACH}%; top: ${50 - (50 * y) / REACH}%`;
}

declare global {
  interface HTMLElementTagNameMap {
    "latent-pad": LatentPad;
  }
  interface HTMLElementEventMap {
    "point-moved": PointMovedEvent;
  }
}

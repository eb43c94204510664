/**
 * Generators to walk through: a plane of codes whose point is dragged, the digit that lies there, and a slider that morphs
 * from one place to another. Codes go to the worker, pictures come back; the latest place wins.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { PIXELS } from "../src/data/dataset.ts";
import {
  between,
  codesAt,
  gridPoints,
  hasAxes,
  planeOfAxes,
  usualPlane,
  withinReach,
  type LatentPlane,
  type PlanePoint,
} from "../src/playground/plane.ts";
import type { GeneratorDescription } from "../src/playground/protocol.ts";
import { paintTile, tileSizePx } from "./digit-figure/tiles.ts";
import { baseStyles } from "./lab-styles.ts";
import "./latent-pad.ts";
import { PLANE_TILES, type PointMovedEvent } from "./latent-pad.ts";
import { GeneratorChosenEvent } from "./playground-page/events.ts";
import { LatestOnly } from "./playground-page/latest-only.ts";
import { controlStyles } from "./playground-page/styles.ts";

const SCALE = 6;
const STRIP_SCALE = 2;
/** Digits on the way from A to B. */
const STRIP = 5;

const FROM: PlanePoint = { x: -1.4, y: 1.1 };
const TO: PlanePoint = { x: 1.5, y: -1.2 };

type Decode = (generator: string, codes: Float32Array) => Promise<Float32Array | null>;

/** @fires generator-chosen */
@customElement("generator-panel")
export class GeneratorPanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .body {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 24px;
        align-items: flex-start;
      }
      latent-pad {
        flex: 0 1 308px;
        min-width: 0;
      }
      .side {
        flex: 1 1 240px;
        min-width: 0;
        display: grid;
        gap: 12px;
        justify-items: start;
      }
      canvas {
        display: block;
        image-rendering: pixelated;
      }
      canvas.now {
        width: ${tileSizePx(SCALE)}px;
        height: ${tileSizePx(SCALE)}px;
      }
      .strip {
        display: flex;
        gap: 3px;
      }
      .strip canvas {
        width: ${tileSizePx(STRIP_SCALE)}px;
        height: ${tileSizePx(STRIP_SCALE)}px;
      }
      .morph {
        display: grid;
        gap: 4px;
        width: min(100%, ${STRIP * (tileSizePx(STRIP_SCALE) + 3)}px);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .about {
        max-width: 60ch;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) generators: readonly GeneratorDescription[] = [];
  /** The one that is looked at; null for the first. */
  @property({ attribute: false }) chosen: string | null = null;
  @property({ attribute: false }) decode: Decode = () => Promise.resolve(null);
  /** The code of the digit on the pad, where the generator can tell. */
  @property({ attribute: false }) encode: (generator: string) => Promise<Float32Array | null> = () =>
    Promise.resolve(null);

  @state() private _point: PlanePoint = between(FROM, TO, 0.5);
  @state() private _from: PlanePoint = FROM;
  @state() private _to: PlanePoint = TO;
  @state() private _morph = 0.5;
  @state() private _axes: readonly [number, number] = [0, 1];
  @state() private _seed = 1;
  @state() private _tiles: Float32Array = new Float32Array();
  @query("canvas.now") private readonly _now!: HTMLCanvasElement | null;

  readonly #points = new LatestOnly<PlanePoint>((point) => this.#showPoint(point));
  /** What the tiles on the plane belong to. */
  #shownPlane = "";

  override render(): TemplateResult | typeof nothing {
    const generator = this.#generator;
    if (generator === null) return nothing;
    return html`
      ${this.#renderChoice(generator)}
      <p class="about quiet">${generator.about}</p>
      <div class="body">
        <latent-pad
          .tiles=${this._tiles}
          .point=${this._point}
          .from=${this._from}
          .to=${this._to}
          @point-moved=${this._onPoint}
        ></latent-pad>
        <div class="side">
          <canvas class="now" role="img" aria-label="The digit at the point"></canvas>
          <div class="buttons">
            <wa-button size="s" appearance="outlined" @click=${() => this.#setEnd("from")}>Set A here</wa-button>
            <wa-button size="s" appearance="outlined" @click=${() => this.#setEnd("to")}>Set B here</wa-button>
            ${
              generator.encodes
                ? html`<wa-button size="s" appearance="outlined" @click=${this._onEncode}
                    >Place the digit above</wa-button
                  >`
                : nothing
            }
          </div>
          <div class="morph">
            <label class="slider"
              ><span>Morph from A to B</span><span class="number">${Math.round(100 * this._morph)} %</span>
              <input
                type="range"
                min="0"
                max="100"
                .value=${String(Math.round(100 * this._morph))}
                @input=${this._onMorph}
              />
            </label>
            <div class="strip" role="img" aria-label="${STRIP} digits on the way from A to B">
              ${Array.from({ length: STRIP }, () => html`<canvas></canvas>`)}
            </div>
          </div>
          ${this.#renderPlane(generator)}
        </div>
      </div>
    `;
  }

  override updated(changed: PropertyValues): void {
    const generator = this.#generator;
    if (generator === null) return;
    const plane = `${generator.name} ${this._axes.join()} ${this._seed}`;
    if (plane !== this.#shownPlane) {
      this.#shownPlane = plane;
      void this.#showPlane(plane);
      void this.#points.ask(this._point);
      void this.#showStrip();
    } else {
      if (changed.has("_point")) void this.#points.ask(this._point);
      if (changed.has("_from") || changed.has("_to")) void this.#showStrip();
    }
  }

  get #generator(): GeneratorDescription | null {
    return this.generators.find(({ name }) => name === this.chosen) ?? this.generators[0] ?? null;
  }

  #planeOf({ latentSize }: GeneratorDescription): LatentPlane {
    return hasAxes(latentSize) ? planeOfAxes(latentSize, ...this._axes) : usualPlane(latentSize, this._seed);
  }

  #renderChoice(chosen: GeneratorDescription): TemplateResult {
    return html`<fieldset class="segments">
      <legend class="sr-only">Generator</legend>
      ${this.generators.map(
        ({ name, label }) =>
          html`<label
            ><input
              type="radio"
              name="generator"
              .checked=${name === chosen.name}
              @change=${() => this.dispatchEvent(new GeneratorChosenEvent(name))}
            /><span>${label}</span></label
          >`,
      )}
    </fieldset>`;
  }

  /** Which plane is cut through codes of more than two numbers. */
  #renderPlane({ latentSize }: GeneratorDescription): TemplateResult | typeof nothing {
    if (latentSize <= 2) return nothing;
    if (!hasAxes(latentSize)) {
      return html`<wa-button size="s" appearance="outlined" @click=${this._onSeed}>Another plane</wa-button>`;
    }
    return html`<div class="buttons">
      ${(["Across", "Up"] as const).map(
        (title, which) =>
          html`<label class="field"
            >${title}
            <select
              @change=${(event: Event) => this.#chooseAxis(which, Number((event.target as HTMLSelectElement).value))}
            >
              ${Array.from(
                { length: latentSize },
                (_, axis) =>
                  html`<option
                    value=${axis}
                    ?selected=${this._axes[which] === axis}
                    ?disabled=${this._axes[1 - which] === axis}
                  >
                    number ${axis + 1}
                  </option>`,
              )}
            </select></label
          >`,
      )}
    </div>`;
  }

  #chooseAxis(which: number, axis: number): void {
    this._axes = which === 0 ? [axis, this._axes[1]] : [this._axes[0], axis];
  }

  #setEnd(end: "from" | "to"): void {
    if (end === "from") this._from = this._point;
    else this._to = this._point;
    this._morph = end === "from" ? 0 : 1;
  }

  async #showPlane(plane: string): Promise<void> {
    const tiles = await this.#pictures(gridPoints(PLANE_TILES));
    if (tiles !== null && this.#shownPlane === plane) this._tiles = tiles;
  }

  async #showPoint(point: PlanePoint): Promise<void> {
    const picture = await this.#pictures([point]);
    if (picture !== null) paint(this._now, picture, 0, SCALE);
  }

  async #showStrip(): Promise<void> {
    const [from, to] = [this._from, this._to];
    const points = Array.from({ length: STRIP }, (_, i) => between(from, to, i / (STRIP - 1)));
    const pictures = await this.#pictures(points);
    if (pictures === null || this._from !== from || this._to !== to) return;
    this.renderRoot
      .querySelectorAll<HTMLCanvasElement>(".strip canvas")
      .forEach((canvas, i) => paint(canvas, pictures, i, STRIP_SCALE));
  }

  async #pictures(points: readonly PlanePoint[]): Promise<Float32Array | null> {
    const generator = this.#generator;
    if (generator === null) return null;
    return this.decode(generator.name, codesAt(this.#planeOf(generator), points));
  }

  private _onPoint({ point }: PointMovedEvent): void {
    this._point = point;
  }

  private _onMorph(event: Event): void {
    this._morph = Number((event.target as HTMLInputElement).value) / 100;
    this._point = between(this._from, this._to, this._morph);
  }

  private _onSeed(): void {
    this._seed++;
  }

  private async _onEncode(): Promise<void> {
    const generator = this.#generator;
    const code = generator === null ? null : await this.encode(generator.name);
    if (code !== null) this._point = withinReach({ x: code[0] ?? 0, y: code[1] ?? 0 });
  }
}

function paint(canvas: HTMLCanvasElement | null, pictures: Float32Array, index: number, scale: number): void {
  if (canvas === null) return;
  const fine = scale * Math.max(1, Math.round(devicePixelRatio));
  canvas.width = tileSizePx(fine);
  canvas.height = tileSizePx(fine);
  const pixels = pictures.subarray(index * PIXELS, (index + 1) * PIXELS);
  const context = canvas.getContext("2d");
  if (context !== null) paintTile(context, { label: "", role: "image", pixels }, 0, 0, 0, fine);
}

declare global {
  interface HTMLElementTagNameMap {
    "generator-panel": GeneratorPanel;
  }
}

/**
 * A figure and how it came about: under it a slider through the training, by hand, by the arrow keys or played. At its end it
 * shows what the run showed last, and follows a run that goes on.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Figure } from "../src/results/figure.ts";
import { unpackFigure, type FigureHistory, type Keyframe } from "../src/results/keyframes.ts";
import "./digit-figure.ts";
import { baseStyles } from "./lab-styles.ts";
import "./scatter-figure.ts";

/** Fast enough to see a change as movement, slow enough to see what changes. */
const FRAME_MS = 160;

@customElement("figure-scrubber")
export class FigureScrubber extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .scrubber {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        padding: 8px 12px;
        border-block-start: 1px solid var(--lab-line);
        font-size: var(--text-xs);
      }
      input {
        flex: 1 1 96px;
        min-width: 0;
        height: 24px;
        margin: 0;
        accent-color: var(--lab-accent);
      }
      .when {
        min-width: 16ch;
        text-align: end;
        color: var(--lab-quiet);
      }
      wa-button::part(base) {
        min-width: 56px;
      }
    `,
  ];

  /** What the run showed last. */
  @property({ attribute: false }) figure!: Figure;

  /** What it showed before; null where nothing is known of that. */
  @property({ attribute: false }) history: FigureHistory | null = null;

  /** The place of the frame that is looked at; null for the end, whatever that is. */
  @state() private _place: number | null = null;
  @state() private _playing = false;

  #timer: ReturnType<typeof setInterval> | null = null;
  #unpacked: { readonly frame: Keyframe; readonly figure: Figure } | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // Another run has the same figure, but not the same training.
    const former = changed.get("history");
    if (former?.frames[0] !== undefined && former.frames[0].figure !== this.history?.frames[0]?.figure) {
      this._place = null;
      this.#stop();
    }
  }

  /** What stands there now. */
  get shown(): Figure {
    const frame = this.#frames[this.#index];
    if (frame === undefined || this.#index === this.#frames.length - 1) return this.figure;
    if (this.#unpacked?.frame !== frame) this.#unpacked = { frame, figure: unpackFigure(frame.figure) };
    return this.#unpacked.figure;
  }

  override render(): TemplateResult {
    const { shown } = this;
    return html`
      ${
        shown.kind === "tiles"
          ? html`<digit-figure .figure=${shown}></digit-figure>`
          : html`<scatter-figure .figure=${shown}></scatter-figure>`
      }
      ${this.#frames.length < 2 ? nothing : this.#renderScrubber()}
    `;
  }

  #renderScrubber(): TemplateResult {
    const { length } = this.#frames;
    const when = this.#frames[this.#index]?.when ?? "";
    return html`<div class="scrubber" role="group" aria-label=${`${this.figure.title}, through the training`}>
      ${this.#renderPlay()}
      <input
        type="range"
        min="0"
        max=${length - 1}
        step="1"
        aria-label="Moment of the training"
        aria-valuetext=${when}
        .value=${String(this.#index)}
        @input=${this._onInput}
      />
      <span class="when number">${when}</span>
    </div>`;
  }

  /** Who wants no motion goes on by hand, one frame for each press. */
  #renderPlay(): TemplateResult {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      return html`<wa-button size="xs" appearance="outlined" title="Show the next moment" @click=${this._onNext}
        >Next</wa-button
      >`;
    }
    return html`<wa-button size="xs" appearance="outlined" title="Play the training" @click=${this._onPlay}
      >${this._playing ? "Pause" : "Play"}</wa-button
    >`;
  }

  get #frames(): readonly Keyframe[] {
    return this.history?.frames ?? [];
  }

  /** A frame that has been thinned out meanwhile gives way to the one before it. */
  get #index(): number {
    const last = this.#frames.length - 1;
    if (this._place === null) return last;
    const after = this.#frames.findIndex(({ place }) => place > (this._place ?? 0));
    return after < 0 ? last : Math.max(0, after - 1);
  }

  #show(index: number): void {
    this._place = index >= this.#frames.length - 1 ? null : (this.#frames[index]?.place ?? null);
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this._playing = false;
  }

  private _onInput(event: Event): void {
    this.#stop();
    this.#show(Number((event.target as HTMLInputElement).value));
  }

  private _onNext(): void {
    this.#show(this._place === null ? 0 : this.#index + 1);
  }

  private _onPlay(): void {
    if (this._playing) return this.#stop();
    this._onNext();
    this._playing = true;
    this.#timer = setInterval(() => {
      this.#show(this.#index + 1);
      if (this._place === null) this.#stop();
    }, FRAME_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "figure-scrubber": FigureScrubber;
  }
}

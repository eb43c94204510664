/**
 * One restorer at work: what it made of the hole, how far that is from the truth, in numbers, and what the judge reads. A
 * card that is searching, or that shows an older stroke, says so.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { differenceOf } from "../src/playground/difference.ts";
import type { CastMember, Verdict } from "../src/playground/protocol.ts";
import { paintTile, tileSizePx } from "./digit-figure/tiles.ts";
import { baseStyles } from "./lab-styles.ts";
import type { ShownFilling } from "./playground-page/desk.ts";
import { agrees, errorText, originText, signedText, verdictText } from "./playground-page/words.ts";

@customElement("restorer-card")
export class RestorerCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        border: 1px solid var(--lab-line);
        border-radius: var(--radius);
        padding: 8px 12px 12px;
        min-width: 0;
      }
      header {
        display: flex;
        gap: 8px;
        align-items: baseline;
        justify-content: space-between;
        margin-block-end: 6px;
      }
      h3 {
        font-size: var(--text-s);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .ms {
        flex: none;
        font-size: var(--text-xs);
      }
      .origin {
        margin-block-start: 4px;
        font-size: var(--text-xs);
        line-height: 1.3;
      }
      .tiles {
        display: flex;
        gap: 8px;
      }
      figure {
        min-width: 0;
      }
      canvas {
        display: block;
        image-rendering: pixelated;
      }
      .old canvas {
        opacity: 0.45;
      }
      figcaption {
        font-size: var(--text-xs);
        color: var(--lab-quiet);
        line-height: 1.3;
        margin-block-start: 3px;
      }
      dl {
        display: grid;
        grid-template-columns: auto auto auto;
        justify-content: start;
        gap: 0 16px;
        margin: 6px 0 0;
      }
      dt {
        grid-row: 1;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      dd {
        grid-row: 2;
        margin: 0;
      }
      .verdict {
        display: flex;
        gap: 6px;
        margin-block-start: 4px;
        min-height: 1.5em;
      }
      .right {
        color: var(--lab-good);
      }
      .wrong {
        color: var(--lab-bad);
      }
    `,
  ];

  @property({ attribute: false }) member!: CastMember;
  /** Null before its first. */
  @property({ attribute: false }) shown: ShownFilling | null = null;
  /** The whole picture, `[784]`. */
  @property({ attribute: false }) original: Float32Array = new Float32Array();
  /** What the picture shows: its label, or what the judge reads in the whole one; null while nobody knows. */
  @property({ attribute: false }) truth: number | null = null;
  @property({ type: Boolean }) thinking = false;
  /** Screen pixels to one of the digit's. */
  @property({ type: Number }) scale = 5;

  @query("canvas.restored") private readonly _restored!: HTMLCanvasElement | null;
  @query("canvas.difference") private readonly _difference!: HTMLCanvasElement | null;

  override render(): TemplateResult {
    const { member, shown } = this;
    const isOld = shown !== null && !shown.isCurrent && member.readiness.kind === "patient";
    return html`
      <article aria-label=${member.label}>
        <header>
          <h3>${member.label}</h3>
          <span class="ms quiet number">${this.#renderPace(isOld)}</span>
        </header>
        ${shown === null ? this.#renderNothing() : this.#renderFilling(shown, isOld)} ${this.#renderOrigin()}
      </article>
    `;
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has("shown") && !changed.has("original") && !changed.has("scale")) return;
    if (this.shown === null) return;
    const { restored } = this.shown.filling;
    paint(this._restored, "image", restored, this.scale);
    paint(this._difference, "difference", differenceOf(restored, this.original).pixels, this.scale);
  }

  #renderOrigin(): TemplateResult | typeof nothing {
    const { readiness } = this.member;
    const origin = "origin" in readiness ? readiness.origin : null;
    return origin === null ? nothing : html`<p class="origin quiet">${originText(origin)}</p>`;
  }

  #renderPace(isOld: boolean): string {
    if (this.thinking) return "thinking …";
    if (isOld) return "waits for the pen to rest";
    if (this.shown === null) return "";
    const { ms } = this.shown.filling;
    return ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`;
  }

  #renderNothing(): TemplateResult {
    const { readiness } = this.member;
    return html`<p class="quiet">
      ${readiness.kind === "failed" ? readiness.message : this.thinking ? "Searching …" : "Waiting for a picture."}
    </p>`;
  }

  #renderFilling({ filling }: ShownFilling, isOld: boolean): TemplateResult {
    const { mseHole, mseAll, psnrDb, verdict, restored } = filling;
    const { lowest, highest } = differenceOf(restored, this.original);
    return html`
      <div class="tiles ${isOld ? "old" : ""}">
        <figure>
          <canvas class="restored" role="img" aria-label="Restored by ${this.member.label}"></canvas>
          <figcaption>restored</figcaption>
        </figure>
        <figure>
          <canvas class="difference" role="img" aria-label="Difference to the original"></canvas>
          <figcaption class="number">off by ${signedText(lowest)} to ${signedText(highest)}</figcaption>
        </figure>
      </div>
      <dl class="number">
        <dt title="Mean squared error of the missing pixels">hole MSE</dt>
        <dd>${mseHole === null ? "no hole" : errorText(mseHole)}</dd>
        <dt title="Mean squared error of all pixels">all</dt>
        <dd>${errorText(mseAll)}</dd>
        <dt title="Peak signal-to-noise ratio">PSNR</dt>
        <dd>${Number.isFinite(psnrDb) ? `${psnrDb.toFixed(1)} dB` : "∞ dB"}</dd>
      </dl>
      ${verdict === null ? nothing : renderVerdict(verdict, this.truth)}
    `;
  }
}

function renderVerdict(verdict: Verdict, truth: number | null): TemplateResult {
  const isRight = agrees(verdict, truth);
  const [mark, kind] = isRight === null ? ["", ""] : isRight ? ["✓", "right"] : ["✗", "wrong"];
  return html`<p class="verdict">
    <span class=${kind} aria-hidden="true">${mark}</span>${verdictText(verdict, truth)}
  </p>`;
}

function paint(
  canvas: HTMLCanvasElement | null,
  role: "image" | "difference",
  pixels: Float32Array,
  scale: number,
): void {
  if (canvas === null) return;
  const fine = scale * Math.max(1, Math.round(devicePixelRatio));
  canvas.width = tileSizePx(fine);
  canvas.height = tileSizePx(fine);
  canvas.style.width = `${tileSizePx(scale)}px`;
  canvas.style.height = `${tileSizePx(scale)}px`;
  const context = canvas.getContext("2d");
  if (context !== null) paintTile(context, { label: "", role, pixels }, 0, 0, 0, fine);
}

declare global {
  interface HTMLElementTagNameMap {
    "restorer-card": RestorerCard;
  }
}

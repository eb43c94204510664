/**
 * What can be done to the picture on the pad without touching it: which tool the pen is and how wide, one step back,
 * another digit, a picture of one's own. It holds nothing: each press is told upward, and what is shown comes from above.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { USUAL_PLAYGROUND, type PlaygroundChoice } from "../../src/playground/choice.ts";
import { TOOLS, TOOL_SIZES, type StripeDirection, type Tool } from "../../src/playground/pad.ts";
import { baseStyles } from "../lab-styles.ts";
import { ChoiceChangedEvent, DigitChosenEvent, PadStepEvent, PictureBroughtEvent, type PadStep } from "./events.ts";
import { controlStyles } from "./styles.ts";

const TOOL_WORDS: Readonly<Record<Tool, string>> = {
  erase: "Erase",
  stripe: "Stripe",
  patch: "Patch",
  restore: "Put back",
  ink: "Draw ink",
};

const SIZE_WORDS: Readonly<Record<Tool, string>> = {
  erase: "Brush",
  stripe: "Width",
  patch: "Side",
  restore: "Brush",
  ink: "Brush",
};

const DIRECTION_WORDS: Readonly<Record<StripeDirection, string>> = { vertical: "Upright", horizontal: "Level" };

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * @fires choice-changed
 * @fires digit-chosen
 * @fires pad-step
 * @fires picture-brought
 */
@customElement("pad-tools")
export class PadTools extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      .digits span {
        min-width: 30px;
        padding-inline: 4px;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      input[type="file"] {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) choice: PlaygroundChoice = USUAL_PLAYGROUND;
  /** Whether a test digit lies on the pad. */
  @property({ type: Boolean }) digit = false;
  /** Whether something lies there that a visitor brought or drew. */
  @property({ type: Boolean }) own = false;
  /** Whether nothing is missing. */
  @property({ type: Boolean }) whole = false;
  /** Whether a step can be taken back. */
  @property({ type: Boolean }) undoable = false;
  /** Whether there are real digits on this machine. */
  @property({ type: Boolean }) real = false;
  /** Why a picture could not be used; "" where none was refused. */
  @property() refusal = "";

  @query("input[type=file]") private readonly _file!: HTMLInputElement;

  override render(): TemplateResult {
    return html`
      ${this.#renderTools()} ${this.choice.tool === "stripe" ? this.#renderDirections() : nothing} ${this.#renderSize()}
      ${this.#renderSteps()} ${this.#renderDigits()}
      ${this.refusal === "" ? nothing : html`<p class="fault" role="alert">${this.refusal}</p>`}
      ${this.real ? this.#renderSource() : nothing}
    `;
  }

  #renderTools(): TemplateResult {
    return html`<fieldset class="segments">
      <legend class="sr-only">Tool</legend>
      ${TOOLS.map(
        (tool) =>
          html`<label
            ><input
              type="radio"
              name="tool"
              .checked=${tool === this.choice.tool}
              @change=${() => this.#choose({ tool, size: TOOL_SIZES[tool].usual })}
            /><span>${TOOL_WORDS[tool]}</span></label
          >`,
      )}
    </fieldset>`;
  }

  #renderDirections(): TemplateResult {
    return html`<fieldset class="segments">
      <legend class="sr-only">Direction of the stripe</legend>
      ${(["vertical", "horizontal"] as const).map(
        (direction) =>
          html`<label
            ><input
              type="radio"
              name="direction"
              .checked=${direction === this.choice.direction}
              @change=${() => this.#choose({ direction })}
            /><span>${DIRECTION_WORDS[direction]}</span></label
          >`,
      )}
    </fieldset>`;
  }

  #renderSize(): TemplateResult {
    const { tool, size } = this.choice;
    const { minimum, maximum } = TOOL_SIZES[tool];
    return html`<label class="slider"
      ><span>${SIZE_WORDS[tool]}</span><span class="number">${size} px</span
      ><input
        type="range"
        min=${minimum}
        max=${maximum}
        .value=${String(size)}
        @input=${(event: Event) => this.#choose({ size: Number((event.target as HTMLInputElement).value) })}
    /></label>`;
  }

  #renderSteps(): TemplateResult {
    return html`<div class="row">
      ${this.#renderStep("undo", "Undo", !this.undoable)} ${this.#renderStep("mend", "Put all back", this.whole)}
      ${this.#renderStep("blank", "Blank paper")} ${this.own ? this.#renderStep("centre", "Fit and centre") : nothing}
    </div>`;
  }

  #renderStep(step: PadStep, words: string, isDisabled = false): TemplateResult {
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?disabled=${isDisabled}
      @click=${() => this.dispatchEvent(new PadStepEvent(step))}
      >${words}</wa-button
    >`;
  }

  #renderDigits(): TemplateResult {
    const { digit, index } = this.choice;
    return html`<fieldset class="segments digits">
        <legend class="sr-only">Test digit</legend>
        ${DIGITS.map(
          (one) =>
            html`<label
              ><input
                type="radio"
                name="digit"
                .checked=${one === digit && this.digit}
                @change=${() => this.dispatchEvent(new DigitChosenEvent(one, 0))}
              /><span>${one}</span></label
            >`,
        )}
      </fieldset>
      <div class="row">
        <wa-button
          size="s"
          appearance="outlined"
          @click=${() => this.dispatchEvent(new DigitChosenEvent(digit, index + 1))}
          >Another ${digit}</wa-button
        >
        <wa-button size="s" appearance="outlined" @click=${() => this._file.click()}>Open a picture</wa-button>
        <input type="file" accept="image/*" aria-label="Open a picture" @change=${this._onFile} />
        <span class="quiet">or drop or paste one</span>
      </div>`;
  }

  #renderSource(): TemplateResult {
    return html`<fieldset class="segments">
      <legend class="sr-only">Digits from</legend>
      ${(["embedded", "real"] as const).map(
        (data) =>
          html`<label
            ><input
              type="radio"
              name="data"
              .checked=${data === this.choice.data}
              @change=${() => this.#choose({ data })}
            /><span>${data === "embedded" ? "Embedded digits" : "Real digits"}</span></label
          >`,
      )}
    </fieldset>`;
  }

  #choose(change: Partial<PlaygroundChoice>): void {
    this.dispatchEvent(new ChoiceChangedEvent(change));
  }

  private _onFile(): void {
    const file = this._file.files?.[0];
    this._file.value = "";
    if (file !== undefined) this.dispatchEvent(new PictureBroughtEvent(file));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pad-tools": PadTools;
  }
}

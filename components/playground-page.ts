/**
 * The playground: a digit with a hole, tools to make it worse, and every restorer there is filling it side by side while the
 * pen moves. It opens with something to see and nothing to set up; what can be trained stands below, and generators after.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { IMAGE_SIZE_PX } from "../src/data/dataset.ts";
import { holeOf, holeText, USUAL_PLAYGROUND, type PlaygroundChoice } from "../src/playground/choice.ts";
import { fitInk, PictureError } from "../src/playground/fit-picture.ts";
import { BLANK, isWhole, mended, TOOL_SIZES } from "../src/playground/pad.ts";
import type { CastMember } from "../src/playground/protocol.ts";
import "./digit-pad.ts";
import "./generator-panel.ts";
import type { PlaygroundLink } from "./lab-controller/worker-link.ts";
import { baseStyles } from "./lab-styles.ts";
import { PlaygroundDesk } from "./playground-page/desk.ts";
import { engineState } from "./playground-page/engine-state.ts";
import {
  PlaygroundChoiceEvent,
  type ChoiceChangedEvent,
  type DigitChosenEvent,
  type GeneratorChosenEvent,
  type PadChangedEvent,
  type PadStepEvent,
  type PictureBroughtEvent,
} from "./playground-page/events.ts";
import { PadMemory } from "./playground-page/pad-memory.ts";
import "./playground-page/pad-tools.ts";
import { readPicture } from "./playground-page/read-picture.ts";
import { restorerPicker } from "./playground-page/restorer-picker.ts";
import { isShown, shownMembers, unknownNames } from "./playground-page/shown-restorers.ts";
import { controlStyles, playgroundStyles } from "./playground-page/styles.ts";
import { trainingList } from "./playground-page/training-list.ts";
import { outcomeText, padText, verdictText } from "./playground-page/words.ts";
import "./restorer-card.ts";
import { WindowWidth } from "./window-width.ts";

/** @fires playground-choice */
@customElement("playground-page")
export class PlaygroundPage extends LitElement {
  static override styles = [baseStyles, controlStyles, playgroundStyles];

  /** The worker's side; null while there is no engine, or something else has it. */
  @property({ attribute: false }) link: PlaygroundLink | null = null;
  /** Why there is no link; "" while one is on its way. */
  @property() blocked = "";
  @property({ attribute: false }) choice: PlaygroundChoice = USUAL_PLAYGROUND;
  @property({ attribute: false }) warnings: readonly string[] = [];
  /** Whether there are real digits on this machine. */
  @property({ type: Boolean }) real = false;

  @state() private _said = "";
  /** Why a picture could not be used. */
  @state() private _refusal = "";

  readonly #window = new WindowWidth(this);
  readonly #desk = new PlaygroundDesk(() => this.requestUpdate());
  readonly #memory = new PadMemory(() => this.requestUpdate());
  /** What this page itself put into the address last. */
  #own: PlaygroundChoice | null = null;
  /** A stroke has ended, and its outcome is still to be said. */
  #isToBeSaid = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("paste", this._onPaste);
    if (this.hasUpdated && this.link !== null) void this.#open(this.link);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("paste", this._onPaste);
    this.#desk.close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("choice");
    const isOther = changed.has("choice") && this.choice !== this.#own;
    if (changed.has("link") || (before !== undefined && before.data !== this.choice.data)) {
      if (this.link === null) this.#desk.close();
      else void this.#open(this.link);
    } else if (isOther) void this.#showDigit();
    this.#sayOutcome();
  }

  /** Takes a picture from a file, however it came. */
  async takePicture(file: Blob): Promise<void> {
    const isLast = this.#memory.awaitPicture();
    try {
      const pixels = await readPicture(file);
      if (!isLast()) return;
      this.#memory.put({ pixels, hole: this.#memory.picture.hole }, null);
      this.#fill();
      this._refusal = "";
      this._said = "Your picture is on the pad.";
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      if (isLast()) this._refusal = error.message;
    }
  }

  override render(): TemplateResult {
    return html`
      <div class="page">
        <div>
          <h1>Playground</h1>
          <p class="lead">
            Part of this digit is missing. Everyone beside it is guessing the rest. Erase some more, draw over it, or
            bring your own.
          </p>
        </div>
        ${this.warnings.map((warning) => html`<p class="warning" role="status">${warning}</p>`)}
        ${unknownNames(this.#desk.cast, this.choice).map((warning) => html`<p class="warning" role="status">${warning}</p>`)}
        <div class="bench">
          ${this.#renderPad()}
          <div class="out">
            <h2 class="sr-only">At work</h2>
            ${engineState(this.#desk, this.blocked)}
            <div class="cards" role="group" aria-label="Restorers" tabindex=${this.#window.isNarrow ? 0 : nothing}>
              ${shownMembers(this.#desk.cast, this.choice).map((member) => this.#renderCard(member))}
            </div>
            ${restorerPicker(this.#desk.cast, this.choice, (change) => this.#choose(change))}
          </div>
        </div>
        ${trainingList(this.#desk, {
          train: (name) => void this.#desk.train(name),
          stop: () => void this.#desk.stopTraining(),
        })}
        ${
          this.#desk.generators.length === 0
            ? nothing
            : html`<section aria-labelledby="generators">
                <h2 id="generators">Digits from nothing</h2>
                <generator-panel
                  .generators=${this.#desk.generators}
                  .chosen=${this.choice.generator}
                  .decode=${this._decode}
                  .encode=${this._encode}
                  @generator-chosen=${this._onGenerator}
                ></generator-panel>
              </section>`
        }
        <div class="sr-only" role="status">${this._said}</div>
      </div>
    `;
  }

  #renderPad(): TemplateResult {
    const { tool, size, direction } = this.choice;
    const { picture, label, isOwn, canUndo } = this.#memory;
    return html`<div class="desk">
      <digit-pad
        .picture=${picture}
        .setting=${{ tool, sizePx: size, direction }}
        .label=${padText(picture, label)}
        @pad-changed=${this._onPad}
      ></digit-pad>
      ${this.#renderReading()}
      <pad-tools
        .choice=${this.choice}
        ?digit=${label !== null}
        ?own=${isOwn}
        ?whole=${isWhole(picture)}
        ?undoable=${canUndo}
        ?real=${this.real}
        .refusal=${this._refusal}
        @choice-changed=${this._onChoice}
        @digit-chosen=${this._onDigit}
        @pad-step=${this._onStep}
        @picture-brought=${this._onPicture}
      ></pad-tools>
    </div>`;
  }

  /** What the judge reads, which is fun to destroy. */
  #renderReading(): TemplateResult | typeof nothing {
    const { damaged, judge } = this.#desk;
    if (judge?.kind !== "ready" || damaged === null) return nothing;
    return html`<p class="reading quiet">With its hole the judge ${verdictText(damaged, this.#truth())}.</p>`;
  }

  #renderCard(member: CastMember): TemplateResult {
    return html`<restorer-card
      .member=${member}
      .shown=${this.#desk.shownFilling(member.name)}
      .original=${this.#memory.picture.pixels}
      .truth=${this.#truth()}
      ?thinking=${this.#desk.thinking === member.name}
      scale=${this.#window.isNarrow ? 3 : 5}
    ></restorer-card>`;
  }

  #truth(): number | null {
    return this.#memory.label ?? this.#desk.original?.digit ?? null;
  }

  async #open(link: PlaygroundLink): Promise<void> {
    const opening = this.#desk.open(link, this.choice.data);
    if (this.#memory.isOwn) this.#fill();
    else await this.#showDigit();
    await opening;
  }

  /** The digit and the hole that the choice says. */
  async #showDigit(): Promise<void> {
    const isFree = this.#memory.awaitDigit();
    const { digit, index, hole } = this.choice;
    const sample = await this.#desk.digit(digit, index);
    if (sample === null || this.choice.digit !== digit || this.choice.index !== index || !isFree()) return;
    this.#memory.begin({ pixels: sample.pixels, hole: holeOf(hole) ?? new Uint8Array(sample.pixels.length) }, digit);
    this.#fill();
  }

  #fill(): void {
    const keepKnown = this.choice.known === "kept";
    this.#desk.fill({ ...this.#memory.picture, keepKnown }, (name) => isShown(this.choice, name));
  }

  #choose(change: Partial<PlaygroundChoice>): void {
    this.#own = { ...this.choice, ...change };
    const isOtherSource = this.#own.data !== this.choice.data;
    this.choice = this.#own;
    this.dispatchEvent(new PlaygroundChoiceEvent(this.#own));
    if (!isOtherSource && ("known" in change || "restorers" in change)) this.#fill();
  }

  #sayOutcome(): void {
    if (!this.#isToBeSaid) return;
    const { cast } = this.#desk;
    const said = outcomeText(shownMembers(cast, this.choice), (name) => this.#desk.shownFilling(name));
    if (said === null) return;
    this.#isToBeSaid = false;
    this._said = said;
  }

  #afterStroke(): void {
    this.#isToBeSaid = true;
    this.#choose({ hole: holeText(this.#memory.picture.hole) });
  }

  private _onPad({ picture, stroke }: PadChangedEvent): void {
    if (this.#memory.draw(picture, stroke)) this.#afterStroke();
    else this.#fill();
  }

  private _onChoice({ change }: ChoiceChangedEvent): void {
    this.#choose(change);
  }

  private _onDigit({ digit, index }: DigitChosenEvent): void {
    this.#choose({ digit, index, hole: holeText(this.#memory.picture.hole) });
    this._refusal = "";
    void this.#showDigit();
  }

  private _onStep({ step }: PadStepEvent): void {
    const { picture, label } = this.#memory;
    switch (step) {
      case "undo":
        if (!this.#memory.undo()) return;
        this.#fill();
        this.#afterStroke();
        break;
      case "mend":
        this.#memory.put(mended(picture), label);
        this.#fill();
        this.#afterStroke();
        break;
      case "blank":
        this.#memory.put(BLANK, null);
        this.#fill();
        this.#choose({ tool: "ink", size: TOOL_SIZES.ink.usual, hole: "none" });
        break;
      case "centre":
        this.#centre();
        break;
      default:
        step satisfies never;
    }
  }

  #centre(): void {
    const { pixels, hole } = this.#memory.picture;
    try {
      this.#memory.put({ pixels: fitInk(pixels, IMAGE_SIZE_PX, IMAGE_SIZE_PX), hole }, null);
      this.#fill();
      this._refusal = "";
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      this._refusal = error.message;
    }
  }

  private _onPicture({ file }: PictureBroughtEvent): void {
    void this.takePicture(file);
  }

  private _onPaste = (event: ClipboardEvent): void => {
    const file = event.clipboardData?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void this.takePicture(file);
  };

  private _onGenerator({ generator }: GeneratorChosenEvent): void {
    this.#choose({ generator });
  }

  private _decode = (generator: string, codes: Float32Array): Promise<Float32Array | null> =>
    this.#desk.decode(generator, codes);

  private _encode = (generator: string): Promise<Float32Array | null> =>
    this.#desk.encode(generator, this.#memory.picture.pixels);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-page": PlaygroundPage;
  }
}

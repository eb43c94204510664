/**
 * The playground: a digit with a hole, tools to make it worse, and every restorer there is filling it side by side while the
 * pen moves. It opens with something to see and nothing to set up; what can be trained stands below, and generators after.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { IMAGE_SIZE_PX } from "../src/data/dataset.ts";
import { holeOf, holeText, USUAL_PLAYGROUND, type PlaygroundChoice } from "../src/playground/choice.ts";
import { fitInk, PictureError } from "../src/playground/fit-picture.ts";
import {
  BLANK,
  isWhole,
  mended,
  missingPercent,
  TOOLS,
  TOOL_SIZES,
  type PadPicture,
  type Tool,
} from "../src/playground/pad.ts";
import type { CastMember } from "../src/playground/protocol.ts";
import "./digit-pad.ts";
import "./generator-panel.ts";
import type { PlaygroundLink } from "./lab-controller.ts";
import { baseStyles } from "./lab-styles.ts";
import { PlaygroundDesk } from "./playground-page/desk.ts";
import { PlaygroundChoiceEvent, type GeneratorChosenEvent, type PadChangedEvent } from "./playground-page/events.ts";
import { readPicture } from "./playground-page/read-picture.ts";
import { controlStyles, playgroundStyles } from "./playground-page/styles.ts";
import { trainingList } from "./playground-page/training-list.ts";
import { fillingSentence, verdictText } from "./playground-page/words.ts";
import "./restorer-card.ts";
import { WindowWidth } from "./window-width.ts";

const TOOL_WORDS: Readonly<Record<Tool, string>> = {
  erase: "Erase",
  stripe: "Stripe",
  patch: "Patch",
  restore: "Put back",
  ink: "Draw ink",
};

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Strokes that can be taken back. */
const MEMORY = 100;
/** How many restorers a screen reader is told of after each stroke, best first. */
const TOLD = 4;

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

  @state() private _picture: PadPicture = BLANK;
  /** Where the picture comes from: a test digit, or a visitor. */
  @state() private _label: number | null = null;
  @state() private _said = "";
  /** Why a picture could not be used. */
  @state() private _refusal = "";
  @query("input[type=file]") private readonly _file!: HTMLInputElement;

  readonly #window = new WindowWidth(this);
  readonly #desk = new PlaygroundDesk(() => this.requestUpdate());
  #history: Remembered[] = [];
  /** As it was before the stroke that is being drawn. */
  #before: PadPicture | null = null;
  /** What this page itself put into the address last. */
  #own: PlaygroundChoice | null = null;
  /** Counts the pictures brought along: a large one may be read after a small one that came later, and then is late. */
  #brought = 0;
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
    const mine = ++this.#brought;
    try {
      const pixels = await readPicture(file);
      if (mine !== this.#brought) return;
      this.#setPicture({ pixels, hole: this._picture.hole }, null);
      this._refusal = "";
      this._said = "Your picture is on the pad.";
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      if (mine === this.#brought) this._refusal = error.message;
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
        ${this.#unknownNames().map((warning) => html`<p class="warning" role="status">${warning}</p>`)}
        <div class="bench">
          ${this.#renderDesk()}
          <div class="out">
            <h2 class="sr-only">At work</h2>
            ${this.#renderState()}
            <div class="cards" role="group" aria-label="Restorers" tabindex=${this.#window.isNarrow ? 0 : nothing}>
              ${this.#shownMembers().map((member) => this.#renderCard(member))}
            </div>
            ${this.#renderPicker()}
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

  #renderDesk(): TemplateResult {
    const { tool, size, direction, digit } = this.choice;
    const { minimum, maximum } = TOOL_SIZES[tool];
    return html`<div class="desk">
      <digit-pad
        .picture=${this._picture}
        .setting=${{ tool, sizePx: size, direction }}
        .label=${this.#describePad()}
        @pad-changed=${this._onPad}
      ></digit-pad>
      ${this.#renderReading()}
      <div class="tools">
        <fieldset class="segments">
          <legend class="sr-only">Tool</legend>
          ${TOOLS.map(
            (one) =>
              html`<label
                ><input type="radio" name="tool" .checked=${one === tool} @change=${() => this.#chooseTool(one)} /><span
                  >${TOOL_WORDS[one]}</span
                ></label
              >`,
          )}
        </fieldset>
        ${
          tool === "stripe"
            ? html`<fieldset class="segments">
                <legend class="sr-only">Direction of the stripe</legend>
                ${(["vertical", "horizontal"] as const).map(
                  (one) =>
                    html`<label
                      ><input
                        type="radio"
                        name="direction"
                        .checked=${one === direction}
                        @change=${() => this.#choose({ direction: one })}
                      /><span>${one === "vertical" ? "Upright" : "Level"}</span></label
                    >`,
                )}
              </fieldset>`
            : nothing
        }
        <label class="slider"
          ><span>${sizeWord(tool)}</span><span class="number">${size} px</span
          ><input
            type="range"
            min=${minimum}
            max=${maximum}
            .value=${String(size)}
            @input=${(event: Event) => this.#choose({ size: Number((event.target as HTMLInputElement).value) })}
        /></label>
        <div class="row">
          <wa-button size="s" appearance="outlined" ?disabled=${this.#history.length === 0} @click=${this._onUndo}
            >Undo</wa-button
          >
          <wa-button size="s" appearance="outlined" ?disabled=${isWhole(this._picture)} @click=${this._onMend}
            >Put all back</wa-button
          >
          <wa-button size="s" appearance="outlined" @click=${this._onBlank}>Blank paper</wa-button>
          ${
            this._label === null && this._picture !== BLANK
              ? html`<wa-button size="s" appearance="outlined" @click=${this._onCentre}>Fit and centre</wa-button>`
              : nothing
          }
        </div>
        <fieldset class="segments digits">
          <legend class="sr-only">Test digit</legend>
          ${DIGITS.map(
            (one) =>
              html`<label
                ><input
                  type="radio"
                  name="digit"
                  .checked=${one === digit && this._label !== null}
                  @change=${() => this.#chooseDigit(one, 0)}
                /><span>${one}</span></label
              >`,
          )}
        </fieldset>
        <div class="row">
          <wa-button size="s" appearance="outlined" @click=${() => this.#chooseDigit(digit, this.choice.index + 1)}
            >Another ${digit}</wa-button
          >
          <wa-button size="s" appearance="outlined" @click=${() => this._file.click()}>Open a picture</wa-button>
          <input type="file" accept="image/*" aria-label="Open a picture" @change=${this._onFile} />
          <span class="quiet">or drop or paste one</span>
        </div>
        ${this._refusal === "" ? nothing : html`<p class="fault" role="alert">${this._refusal}</p>`}
        ${this.real ? this.#renderSource() : nothing}
      </div>
    </div>`;
  }

  #renderSource(): TemplateResult {
    return html`<fieldset class="segments">
      <legend class="sr-only">Digits from</legend>
      ${(["embedded", "real"] as const).map(
        (one) =>
          html`<label
            ><input
              type="radio"
              name="data"
              .checked=${one === this.choice.data}
              @change=${() => this.#choose({ data: one })}
            /><span>${one === "embedded" ? "Embedded digits" : "Real digits"}</span></label
          >`,
      )}
    </fieldset>`;
  }

  /** What the judge reads, which is fun to destroy. */
  #renderReading(): TemplateResult | typeof nothing {
    const { damaged, judge } = this.#desk;
    if (judge?.kind !== "ready" || damaged === null) return nothing;
    return html`<p class="reading quiet">With its hole the judge ${verdictText(damaged, this.#truth())}.</p>`;
  }

  #renderState(): TemplateResult {
    const { progress, fault, dataset, fitOn, notice } = this.#desk;
    if (fault !== null) return html`<p class="fault" role="alert">${fault}</p>`;
    if (this.blocked !== "") return html`<p class="state quiet" role="status">${this.blocked}</p>`;
    if (dataset === null) return html`<p class="state quiet">Starting the engine …</p>`;
    if (progress !== null) {
      return html`<p class="state quiet">
        <progress max="1" .value=${progress.share} aria-label="Getting ready"></progress>${sentence(progress.label)} …
      </p>`;
    }
    const digits = `${fitOn.toLocaleString("en").replace(",", " ")} ${dataset.name.replace(/, version.*/, "")}`;
    return html`<p class="state quiet">
      ${notice ?? ""} The four simple methods learnt from ${digits}. Networks below can be trained here, in seconds.
    </p>`;
  }

  #renderCard(member: CastMember): TemplateResult {
    return html`<restorer-card
      .member=${member}
      .shown=${this.#desk.shownFilling(member.name)}
      .original=${this._picture.pixels}
      .truth=${this.#truth()}
      ?thinking=${this.#desk.thinking === member.name}
      scale=${this.#window.isNarrow ? 3 : 5}
    ></restorer-card>`;
  }

  #renderPicker(): TemplateResult | typeof nothing {
    const ready = this.#desk.cast.filter(isReady);
    if (ready.length === 0) return nothing;
    const { known } = this.choice;
    return html`<div class="row">
      <fieldset class="chips">
        <legend class="sr-only">Restorers shown</legend>
        ${ready.map(
          ({ name, label }) =>
            html`<label
              ><input
                type="checkbox"
                .checked=${this.#isShown(name)}
                @change=${() => this.#toggle(name)}
              />${label}</label
            >`,
        )}
      </fieldset>
      <fieldset class="chips">
        <legend class="sr-only">Pixels outside the hole</legend>
        <label
          ><input
            type="checkbox"
            .checked=${known === "repainted"}
            @change=${() => this.#choose({ known: known === "kept" ? "repainted" : "kept" })}
          />Show what they make of the rest of the digit too</label
        >
      </fieldset>
    </div>`;
  }

  #describePad(): string {
    if (this._picture === BLANK) return "Drawing pad, blank";
    const what = this._label === null ? "your own picture" : `a ${this._label}`;
    const hole = isWhole(this._picture)
      ? "nothing is missing"
      : `${Math.round(missingPercent(this._picture))} % is missing`;
    return `Drawing pad with ${what}, ${hole}`;
  }

  #truth(): number | null {
    return this._label ?? this.#desk.original?.digit ?? null;
  }

  /** One sentence for each restorer that the address asks for and nobody knows; none while the cast is unknown. */
  #unknownNames(): string[] {
    const { cast } = this.#desk;
    const strays = (this.choice.restorers ?? []).filter((name) => !cast.some((member) => member.name === name));
    return cast.length === 0 ? [] : strays.map((name) => `Cannot show restorer "${name}": there is none of that name.`);
  }

  #isShown(name: string): boolean {
    return this.choice.restorers?.includes(name) ?? true;
  }

  #shownMembers(): CastMember[] {
    return this.#desk.cast.filter((member) => isReady(member) && this.#isShown(member.name));
  }

  async #open(link: PlaygroundLink): Promise<void> {
    const opening = this.#desk.open(link, this.choice.data);
    if (this._label === null && this._picture !== BLANK) this.#fill();
    else await this.#showDigit();
    await opening;
  }

  /** The digit and the hole that the choice says. */
  async #showDigit(): Promise<void> {
    const before = this._picture;
    const { digit, index, hole } = this.choice;
    const sample = await this.#desk.digit(digit, index);
    if (sample === null || this.choice.digit !== digit || this.choice.index !== index) return;
    if (this._picture !== before) return; // a visitor's own work is not written over
    this.#setPicture({ pixels: sample.pixels, hole: holeOf(hole) ?? new Uint8Array(sample.pixels.length) }, digit);
    this.#history = [];
  }

  /** Another picture, which can be undone. */
  #setPicture(picture: PadPicture, label: number | null): void {
    this.#remember(this._picture);
    this._picture = picture;
    this._label = label;
    this.#fill();
  }

  #remember(picture: PadPicture): void {
    this.#history = [...this.#history, { picture, label: this._label }].slice(-MEMORY);
  }

  #fill(): void {
    const keepKnown = this.choice.known === "kept";
    this.#desk.fill({ ...this._picture, keepKnown }, (name) => this.#isShown(name));
  }

  #choose(change: Partial<PlaygroundChoice>): void {
    this.#own = { ...this.choice, ...change };
    const isOtherSource = this.#own.data !== this.choice.data;
    this.choice = this.#own;
    this.dispatchEvent(new PlaygroundChoiceEvent(this.#own));
    if (!isOtherSource && ("known" in change || "restorers" in change)) this.#fill();
  }

  #chooseTool(tool: Tool): void {
    this.#choose({ tool, size: TOOL_SIZES[tool].usual });
  }

  #chooseDigit(digit: number, index: number): void {
    this.#choose({ digit, index, hole: holeText(this._picture.hole) });
    this._refusal = "";
    void this.#showDigit();
  }

  #toggle(name: string): void {
    const ready = this.#desk.cast.filter(isReady).map((member) => member.name);
    const shown = ready.filter((one) => (one === name ? !this.#isShown(one) : this.#isShown(one)));
    this.#choose({ restorers: shown.length === ready.length ? null : shown });
  }

  /** After a stroke, once everyone who follows the pen has answered: the best few in words. */
  #sayOutcome(): void {
    if (!this.#isToBeSaid) return;
    const current = this.#shownMembers().flatMap(({ name, label, readiness }) => {
      const shown = this.#desk.shownFilling(name);
      if (shown === null || readiness.kind !== "live") return [];
      return [{ label, ...shown }];
    });
    if (current.length === 0 || current.some(({ isCurrent }) => !isCurrent)) return;
    this.#isToBeSaid = false;
    current.sort((one, other) => (one.filling.mseHole ?? 0) - (other.filling.mseHole ?? 0));
    this._said = `${current
      .slice(0, TOLD)
      .map(({ label, filling }) => fillingSentence(label, filling))
      .join(". ")}.`;
  }

  #afterStroke(): void {
    this.#isToBeSaid = true;
    this.#choose({ hole: holeText(this._picture.hole) });
  }

  private _onPad({ picture, stroke }: PadChangedEvent): void {
    if (stroke === "begun") this.#before = this._picture;
    if (this.#before !== null && stroke === "ended") {
      this.#remember(this.#before);
      this.#before = null;
      this._picture = picture;
      this.#afterStroke();
      return;
    }
    this._picture = picture;
    this.#fill();
  }

  private _onUndo(): void {
    const before = this.#history.at(-1);
    if (before === undefined) return;
    this.#history = this.#history.slice(0, -1);
    this._picture = before.picture;
    this._label = before.label;
    this.#fill();
    this.#afterStroke();
  }

  private _onMend(): void {
    this.#setPicture(mended(this._picture), this._label);
    this.#afterStroke();
  }

  private _onBlank(): void {
    this.#setPicture(BLANK, null);
    this.#choose({ tool: "ink", size: TOOL_SIZES.ink.usual, hole: "none" });
  }

  private _onCentre(): void {
    try {
      const pixels = fitInk(this._picture.pixels, IMAGE_SIZE_PX, IMAGE_SIZE_PX);
      this.#setPicture({ pixels, hole: this._picture.hole }, null);
      this._refusal = "";
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      this._refusal = error.message;
    }
  }

  private _onFile(): void {
    const file = this._file.files?.[0];
    this._file.value = "";
    if (file !== undefined) void this.takePicture(file);
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
    this.#desk.encode(generator, this._picture.pixels);
}

/** What undo brings back. */
interface Remembered {
  readonly picture: PadPicture;
  readonly label: number | null;
}

function isReady({ readiness }: CastMember): boolean {
  return readiness.kind === "live" || readiness.kind === "patient" || readiness.kind === "failed";
}

function sizeWord(tool: Tool): string {
  if (tool === "stripe") return "Width";
  return tool === "patch" ? "Side" : "Brush";
}

function sentence(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-page": PlaygroundPage;
  }
}

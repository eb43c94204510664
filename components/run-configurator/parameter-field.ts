/**
 * One parameter of the form: a control fit for its kind, its unit, a way back to the preset, and its fault below it.
 * The text is passed on exactly as typed; whether it fits is judged above.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import "@awesome.me/webawesome/dist/components/switch/switch.js";
import type WaSwitch from "@awesome.me/webawesome/dist/components/switch/switch.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import {
  ruleOf,
  type ChoiceParameter,
  type FileParameter,
  type Parameter,
  type SwitchParameter,
} from "../../src/experiments/parameters.ts";
import { ParameterFileEvent } from "../events.ts";
import { icon } from "../icons.ts";
import { baseStyles } from "../lab-styles.ts";

/** The option that stands for the person's own file; names of files may hold blanks, which options may not. */
const OWN_FILE = "own-file";

/** A person has typed or chosen something. */
export class FieldInputEvent extends Event {
  static readonly type = "field-input";
  readonly name: string;
  readonly text: string;

  constructor(name: string, text: string) {
    super(FieldInputEvent.type, { bubbles: true, composed: true });
    this.name = name;
    this.text = text;
  }
}

/** What a parameter changes, and what it takes, as two sentences. */
export function fieldHelp(parameter: Parameter): { text: string; rule: string } {
  const rule = ruleOf(parameter).replace(/^it must be |^it takes /, "");
  const obvious = parameter.kind === "switch" || parameter.kind === "choice";
  return { text: parameter.help, rule: obvious ? "" : `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.` };
}

/**
 * @fires field-input - what was typed or chosen, as text
 * @fires parameter-file - a file was picked
 */
@customElement("parameter-field")
export class ParameterField extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 24px 24px;
        gap: 2px;
        align-items: center;
      }
      wa-input.short {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 116px;
        gap: 0 8px;
        align-items: center;
      }
      wa-input.short::part(hint) {
        grid-column: 1 / -1;
      }
      wa-input::part(form-control-label),
      wa-select::part(form-control-label) {
        margin: 0;
        color: var(--lab-text);
      }
      wa-input::part(input) {
        font-variant-numeric: tabular-nums;
        text-overflow: ellipsis;
      }
      wa-input.short::part(input) {
        text-align: end;
      }
      wa-input::part(hint) {
        color: var(--lab-bad);
        font-size: var(--text-xs);
        margin: 2px 0 0;
      }
      wa-input::part(end) {
        color: var(--lab-quiet);
        font-size: var(--text-xs);
        margin-inline-start: 4px;
      }
      :host([data-fault]) wa-input::part(input-wrapper) {
        border-color: var(--lab-bad);
        box-shadow: 0 0 0 1px var(--lab-bad);
      }
      :host([changed]) .name {
        font-weight: 600;
      }
      wa-switch {
        display: flex;
      }
      wa-switch::part(base) {
        flex-direction: row-reverse;
        justify-content: space-between;
        width: 100%;
      }
      wa-switch::part(label) {
        margin: 0;
      }
      .side {
        justify-self: center;
        align-self: start;
      }
      .reset {
        grid-column: 3;
      }
      /* Beside the control, below its label. */
      .stacked .side {
        margin-block-start: 20px;
      }
      .side::part(base) {
        padding: 0;
        width: 24px;
        height: 24px;
      }
      .sweep:not([aria-pressed="true"])::part(base) {
        opacity: 0.6;
      }
      .sweep[aria-pressed="true"]::part(base) {
        color: var(--lab-accent);
      }
      .unit {
        white-space: nowrap;
      }
      .file {
        display: grid;
        gap: 4px;
        justify-items: start;
        min-width: 0;
      }
      .file wa-select {
        width: 100%;
      }
      .fault {
        font-size: var(--text-xs);
        color: var(--lab-bad);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() name = "";

  @property({ attribute: false }) parameter!: Parameter;

  /** What stands in the field, right or wrong. */
  @property({ attribute: false }) text = "";

  /** What the preset says, for the way back. */
  @property({ attribute: false }) presetText = "";

  /** Why the text cannot be used, "" where it can. */
  @property({ attribute: false }) fault = "";

  /** Whether the text asks for several values. */
  @property({ type: Boolean, reflect: true }) swept = false;

  /** Whether the text says something else than the preset. */
  @property({ type: Boolean, reflect: true }) changed = false;

  override render(): TemplateResult {
    this.toggleAttribute("data-fault", this.fault !== "");
    const isStacked = this.swept || ["integer-list", "choice", "file"].includes(this.parameter.kind);
    return html`<div class="row ${isStacked ? "stacked" : ""}">
      ${this.swept ? this.#renderText(false) : this.#renderControl()}${this.#renderSweep()}${this.#renderReset()}
    </div>`;
  }

  override updated(): void {
    void this.#markInvalid();
  }

  #renderControl(): TemplateResult {
    const { parameter } = this;
    switch (parameter.kind) {
      case "integer":
      case "number":
        return this.#renderText(true);
      case "integer-list":
        return this.#renderText(false);
      case "file":
        return this.#renderFile(parameter);
      case "choice":
        return this.#renderChoice(parameter);
      case "switch":
        return this.#renderSwitch(parameter);
      default:
        parameter satisfies never;
        return html``;
    }
  }

  /** A text field also for numbers: a number field would throw away what does not parse, and with it what was typed. */
  #renderText(short: boolean): TemplateResult {
    const { label, unit } = this.parameter;
    return html`
      <wa-input
        class=${short ? "short" : "long"}
        size="s"
        label=${label}
        inputmode=${short ? "decimal" : "text"}
        autocomplete="off"
        .spellcheck=${false}
        .value=${live(this.text)}
        .hint=${this.fault}
        .customError=${this.fault === "" ? null : this.fault}
        @input=${this._onText}
        @keydown=${this._onArrow}
      >
        <span slot="label" class="name">${label}</span>
        ${unit === undefined ? nothing : html`<span slot="end" class="unit">${unit}</span>`}
      </wa-input>
    `;
  }

  #renderChoice({ label, options }: ChoiceParameter): TemplateResult {
    return html`
      <wa-select size="s" label=${label} .value=${this.text} .hint=${this.fault} @change=${this._onChoice}>
        <span slot="label" class="name">${label}</span>
        ${options.map((option) => html`<wa-option value=${option.value}>${option.label}</wa-option>`)}
      </wa-select>
    `;
  }

  /** What comes with the lab, the file that was chosen, and a way to choose one; a drop on the field chooses too. */
  #renderFile({ label, options, suffix }: FileParameter): TemplateResult {
    const isOwn = this.text !== "" && !options.some(({ value }) => value === this.text);
    return html`<div class="file">
      <wa-select size="s" label=${label} .value=${isOwn ? OWN_FILE : this.text} @change=${this._onFileChoice}>
        <span slot="label" class="name">${label}</span>
        ${options.map((option) => html`<wa-option value=${option.value}>${option.label}</wa-option>`)}
        ${isOwn ? html`<wa-option value=${OWN_FILE}>${this.text}</wa-option>` : nothing}
      </wa-select>
      ${this.fault === "" ? nothing : html`<p class="fault" role="status">${this.fault}</p>`}
      <wa-button size="xs" appearance="outlined" @click=${this._onPickFile}>
        ${icon("file", { slot: "start" })}Choose a file…
      </wa-button>
      <input type="file" hidden accept=${suffix} aria-label=${`File for ${label}`} @change=${this._onFilePicked} />
    </div>`;
  }

  #renderSwitch({ label }: SwitchParameter): TemplateResult {
    return html`<wa-switch
      size="s"
      .checked=${live(this.text === "on" || this.text === "true")}
      .hint=${this.fault}
      @change=${this._onSwitch}
    >
      <span class="name">${label}</span>
    </wa-switch>`;
  }

  /** Turns one value into several and back. A file is chosen by hand, one at a time. */
  #renderSweep(): TemplateResult | typeof nothing {
    if (this.parameter.kind === "file") return html`<span></span>`;
    const { label } = this.parameter;
    const words = this.swept ? `Use one value of ${label} again` : `Sweep ${label} over several values`;
    return html`<wa-button
      class="side sweep"
      size="xs"
      appearance="plain"
      title=${words}
      aria-pressed=${this.swept ? "true" : "false"}
      @click=${this._onSweep}
    >
      ${icon("sweep", { label: words })}
    </wa-button>`;
  }

  #renderReset(): TemplateResult | typeof nothing {
    if (!this.changed) return nothing;
    const label = `Reset ${this.parameter.label} to ${this.presetText === "" ? "none" : this.presetText}`;
    return html`<wa-button class="side reset" size="xs" appearance="plain" title=${label} @click=${this._onReset}>
      ${icon("reset", { label })}
    </wa-button>`;
  }

  private _onText(event: Event): void {
    this.#tell((event.target as WaInput).value ?? "");
  }

  private _onChoice(event: Event): void {
    this.#tell(String((event.target as WaSelect).value));
  }

  private _onFileChoice(event: Event): void {
    const { value } = event.target as WaSelect;
    if (value !== OWN_FILE) this.#tell(String(value));
  }

  private _onPickFile(): void {
    this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click();
  }

  private _onFilePicked(event: Event): void {
    const picker = event.target as HTMLInputElement;
    const file = picker.files?.[0];
    if (file !== undefined) this.dispatchEvent(new ParameterFileEvent(this.name, file));
    // Cleared, so that picking the same file again is a change again.
    picker.value = "";
  }

  private _onSwitch(event: Event): void {
    this.#tell((event.target as WaSwitch).checked ? "on" : "off");
  }

  private _onSweep(): void {
    this.#tell(this.swept ? firstOf(this.text, this.presetText) : severalOf(this.parameter, this.text));
  }

  private _onReset(): void {
    this.#tell(this.presetText);
  }

  /** Web Awesome marks a faulty field for forms, not for screen readers. */
  async #markInvalid(): Promise<void> {
    const field = this.renderRoot.querySelector("wa-input");
    await field?.updateComplete;
    field?.input.setAttribute("aria-invalid", String(this.fault !== ""));
  }

  /** Arrow keys step whole numbers, as in a number field. */
  private _onArrow(event: KeyboardEvent): void {
    const { parameter } = this;
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction === undefined || parameter.kind !== "integer" || !/^\s*\d+\s*$/.test(this.text)) return;
    event.preventDefault();
    const next = Number(this.text) + direction * (event.shiftKey ? 10 : 1);
    this.#tell(String(Math.min(parameter.maximum, Math.max(parameter.minimum, next))));
  }

  #tell(text: string): void {
    this.dispatchEvent(new FieldInputEvent(this.name, text));
  }
}

/** What stands in the field when one value becomes several: all there are, where they can be counted. */
function severalOf(parameter: Parameter, text: string): string {
  switch (parameter.kind) {
    case "choice":
      return parameter.options.map(({ value }) => value).join("; ");
    case "switch":
      return "off; on";
    case "integer":
    case "number":
    case "integer-list":
    case "file":
      return `${text};`;
    default:
      parameter satisfies never;
      return text;
  }
}

/** The first of several values; a range has none that could stand alone. */
function firstOf(text: string, presetText: string): string {
  return text.includes("..") && !text.includes(";") ? presetText : (text.split(";")[0] ?? "").trim();
}

declare global {
  interface HTMLElementTagNameMap {
    "parameter-field": ParameterField;
  }
  interface HTMLElementEventMap {
    "field-input": FieldInputEvent;
  }
}

/**
 * The form of an experiment, generated from its spec: what is asked, in groups, with units, ranges and help, and a way
 * back to the preset for each field. It keeps nothing: the draft comes from above and every change is told upward.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { checkEngine, findPreset } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import { formatValue, type Parameter } from "../src/experiments/parameters.ts";
import { ENGINE_CHOICES, type EngineChoice } from "../src/protocol.ts";
import { DraftChangedEvent, LaunchRequestedEvent, StopRequestedEvent } from "./events.ts";
import { baseStyles } from "./lab-styles.ts";
import { changedTexts, presetDraft, readDraft, type Draft } from "./run-configurator/draft.ts";
import "./run-configurator/parameter-field.ts";
import { fieldHelp, type FieldInputEvent } from "./run-configurator/parameter-field.ts";

const ENGINE_LABELS: Readonly<Record<EngineChoice, string>> = {
  auto: "Fastest available",
  webgpu: "WebGPU (graphics card)",
  wasm: "WASM (processor, fast)",
  cpu: "Plain JavaScript (slow)",
};

const NO_FILES: ReadonlySet<string> = new Set();

/** What the launch button stands for now. */
export type RunActivity = "idle" | "running" | "stopping" | "busy-elsewhere" | "bench-runs";

/**
 * @fires draft-changed - the form says something else now
 * @fires launch-requested
 * @fires stop-requested
 */
@customElement("run-configurator")
export class RunConfigurator extends LitElement {
  static override styles = [
    baseStyles,
    css`
      form {
        display: flex;
        flex-direction: column;
        min-height: 100%;
      }
      .fields {
        flex: 1;
        padding: 12px 8px 12px 16px;
        display: grid;
        gap: 8px;
        align-content: start;
      }
      .summary {
        color: var(--lab-quiet);
        margin-block-end: 4px;
      }
      .wide {
        padding-inline-end: 28px;
        display: grid;
        gap: 4px;
      }
      fieldset {
        border: 0;
        border-block-start: 1px solid var(--lab-line);
        margin: 4px 0 0;
        padding: 8px 0 0;
        display: grid;
        gap: 6px;
        min-width: 0;
      }
      legend {
        float: left;
        width: 100%;
        padding: 0;
        font-size: var(--text-xs);
        font-weight: 600;
        color: var(--lab-quiet);
      }
      legend + * {
        clear: both;
      }
      footer {
        position: sticky;
        bottom: 0;
        z-index: 2;
        padding: 8px 16px 12px;
        background: var(--lab-surface);
        border-block-start: 1px solid var(--lab-line);
        display: grid;
        gap: 8px;
      }
      .help {
        min-height: 4.5em;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      .help strong {
        color: var(--lab-text);
        font-weight: 600;
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      .buttons wa-button:first-child {
        flex: 1;
      }
      .blocked {
        font-size: var(--text-xs);
        color: var(--lab-bad);
      }
      wa-select::part(form-control-label) {
        color: var(--lab-quiet);
        font-size: var(--text-xs);
      }
    `,
  ];

  @property({ attribute: false }) spec!: ExperimentSpec;

  @property({ attribute: false }) draft!: Draft;

  @property() activity: RunActivity = "idle";

  /** Names of the files at hand. */
  @property({ attribute: false }) files: ReadonlySet<string> = NO_FILES;

  /** The parameter that is pointed at or focused, whose help stands above the buttons. */
  @state() private _explained: string | null = null;

  override render(): TemplateResult {
    const { spec, draft } = this;
    const { faults } = readDraft(spec, draft, this.files);
    const changed = changedTexts(spec, draft);
    const preset = findPreset(spec, draft.preset);
    return html`
      <form
        novalidate
        @submit=${this._onSubmit}
        @field-input=${this._onFieldInput}
        @focusin=${this._onPoint}
        @pointerover=${this._onPoint}
        @keydown=${this._onKeyDown}
      >
        <div class="fields">
          <div class="wide">
            <wa-select size="s" label="Preset" .value=${draft.preset} @change=${this._onPreset}>
              <span slot="label">Preset</span>
              ${Object.entries(spec.presets).map(([name, { label }]) => html`<wa-option value=${name}>${label}</wa-option>`)}
            </wa-select>
            <p class="summary">${preset.summary}${this.#renderResetAll(Object.keys(changed).length)}</p>
          </div>
          ${groupsOf(spec).map(
            ({ title, names }) => html`
              <fieldset>
                <legend>${title}</legend>
                ${names.map((name) => this.#renderField(name, spec.parameters[name] as Parameter, changed, faults))}
              </fieldset>
            `,
          )}
          <fieldset>
            <legend>Machine</legend>
            <div class="wide">
              <wa-select size="s" label="Engine" .value=${draft.engine} @change=${this._onEngine}>
                <span slot="label">Engine</span>
                ${ENGINE_CHOICES.map((engine) => html`<wa-option value=${engine}>${ENGINE_LABELS[engine]}</wa-option>`)}
              </wa-select>
            </div>
          </fieldset>
        </div>
        <footer>
          <p class="help">${this.#renderHelp()}</p>
          ${this.#renderBlocked(Object.keys(faults))}
          <div class="buttons">${this.#renderButtons(Object.keys(faults).length > 0)}</div>
        </footer>
      </form>
    `;
  }

  #renderField(
    name: string,
    parameter: Parameter,
    changed: Readonly<Record<string, string>>,
    faults: Readonly<Record<string, string>>,
  ): TemplateResult {
    const preset = findPreset(this.spec, this.draft.preset).values[name];
    return html`<parameter-field
      name=${name}
      .parameter=${parameter}
      .text=${this.draft.texts[name] ?? ""}
      .presetText=${preset === undefined ? "" : formatValue(preset)}
      .fault=${faults[name] ?? ""}
      ?changed=${name in changed}
    ></parameter-field>`;
  }

  #renderResetAll(count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html` <wa-button size="xs" appearance="plain" @click=${this._onResetAll}
      >Reset ${count} ${count === 1 ? "change" : "changes"}</wa-button
    >`;
  }

  #renderHelp(): TemplateResult {
    const parameter = this._explained === null ? undefined : this.spec.parameters[this._explained];
    if (parameter === undefined) return html`Point at a field, or step into it, to read what it changes.`;
    const { text, rule } = fieldHelp(parameter);
    return html`<strong>${parameter.label}.</strong> ${text} ${rule}`;
  }

  #renderBlocked(faulty: readonly string[]): TemplateResult | typeof nothing {
    if (faulty.length === 0) return nothing;
    const labels = faulty.map((name) => this.spec.parameters[name]?.label ?? name).join(", ");
    return html`<p class="blocked" role="status">Put right first: ${labels}.</p>`;
  }

  #renderButtons(faulty: boolean): TemplateResult {
    switch (this.activity) {
      case "idle":
        return html`<wa-button class="launch" size="s" variant="brand" type="submit" ?disabled=${faulty}>
          <wa-icon slot="start" name="play"></wa-icon>Launch
        </wa-button>`;
      case "running":
      case "stopping":
        return html`<wa-button
          class="stop"
          size="s"
          variant="neutral"
          appearance="outlined"
          ?disabled=${this.activity === "stopping"}
          @click=${this._onStop}
        >
          <wa-icon slot="start" name="stop"></wa-icon>${this.activity === "stopping" ? "Stopping" : "Stop"}
        </wa-button>`;
      case "busy-elsewhere":
        return html`<wa-button size="s" variant="brand" disabled>Another experiment runs</wa-button>`;
      case "bench-runs":
        return html`<wa-button size="s" variant="brand" disabled>The benchmark runs</wa-button>`;
      default:
        this.activity satisfies never;
        return html``;
    }
  }

  private _onSubmit(event: Event): void {
    event.preventDefault();
    this.#launch();
  }

  /** Control + Enter launches from anywhere in the form. */
  private _onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#launch();
  }

  /** Enter submits a form also while its button is disabled. */
  #launch(): void {
    const isSound = readDraft(this.spec, this.draft, this.files).config !== null;
    if (isSound && this.activity === "idle") this.dispatchEvent(new LaunchRequestedEvent());
  }

  private _onStop(): void {
    this.dispatchEvent(new StopRequestedEvent());
  }

  private _onPreset(event: Event): void {
    const preset = (event.target as WaSelect).value;
    if (typeof preset !== "string") return;
    this.dispatchEvent(new DraftChangedEvent(presetDraft(this.spec, preset, this.draft.engine)));
  }

  private _onEngine(event: Event): void {
    const engine = checkEngine(String((event.target as WaSelect).value));
    this.dispatchEvent(new DraftChangedEvent({ ...this.draft, engine }));
  }

  private _onResetAll(): void {
    this.dispatchEvent(new DraftChangedEvent(presetDraft(this.spec, this.draft.preset, this.draft.engine)));
  }

  private _onFieldInput(event: FieldInputEvent): void {
    const texts = { ...this.draft.texts, [event.name]: event.text };
    this.dispatchEvent(new DraftChangedEvent({ ...this.draft, texts }));
  }

  private _onPoint(event: Event): void {
    const field = (event.target as Element).closest("parameter-field");
    if (field !== null) this._explained = field.name;
  }
}

/** Parameters under one heading each, in the order in which the spec first names the heading. */
function groupsOf(spec: ExperimentSpec): { title: string; names: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const [name, { group = "Parameters" }] of Object.entries(spec.parameters)) {
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups].map(([title, names]) => ({ title, names }));
}

declare global {
  interface HTMLElementTagNameMap {
    "run-configurator": RunConfigurator;
  }
}

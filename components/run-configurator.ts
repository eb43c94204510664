/**
 * The form of an experiment, generated from its spec: what is asked, in groups, with units, ranges and help, and a way
 * back to the preset for each field. It keeps nothing: the draft comes from above and every change is told upward.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/option/option.js";
import "@awesome.me/webawesome/dist/components/select/select.js";
import type WaSelect from "@awesome.me/webawesome/dist/components/select/select.js";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { findPreset } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import { formatValue, type Parameter } from "../src/experiments/parameters.ts";
import { ENGINE_CHOICES, type EngineChoice } from "../src/protocol.ts";
import { DraftChangedEvent, LaunchRequestedEvent, StopRequestedEvent } from "./events.ts";
import { icon } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import { changedTexts, presetDraft, readDraft, type Draft, type DraftReading } from "./run-configurator/draft.ts";
import "./run-configurator/parameter-field.ts";
import { fieldHelp, type FieldInputEvent } from "./run-configurator/parameter-field.ts";
import { trialsLine } from "./run-configurator/trials-line.ts";
import "./run-configurator/sweep-options.ts";
import type { SweepDraftEvent } from "./run-configurator/sweep-options.ts";
import type { FormerTiming } from "../src/sweep/estimate.ts";
import { countTrials } from "../src/sweep/trials.ts";
import { ENGINE } from "../src/sweep/sweep.ts";

const ENGINE_LABELS: Readonly<Record<EngineChoice, string>> = {
  auto: "Fastest available",
  webgpu: "WebGPU (graphics card)",
  wasm: "WASM (processor, fast)",
  cpu: "Plain JavaScript (slow)",
};

/** The engine as a field like any other; it is no parameter of the experiment. */
const ENGINE_PARAMETER: Parameter = {
  kind: "choice",
  label: "Engine",
  help: "What trains: the graphics card through WebGPU, or the processor. Results agree to rounding; the time does not.",
  options: ENGINE_CHOICES.map((value) => ({ value, label: ENGINE_LABELS[value] })),
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
        padding-inline-end: 52px;
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
      .estimate {
        font-size: var(--text-xs);
        color: var(--lab-quiet);
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

  /** What runs took on this machine, for the estimate. */
  @property({ attribute: false }) former: readonly FormerTiming[] = [];

  /** The parameter that is pointed at or focused, whose help stands above the buttons. */
  @state() private _explained: string | null = null;

  override render(): TemplateResult {
    const { spec, draft } = this;
    const reading = readDraft(spec, draft, this.files);
    const { faults, swept } = reading;
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
                ${names.map((name) => this.#renderField(name, spec.parameters[name] as Parameter, changed, reading))}
              </fieldset>
            `,
          )}
          <fieldset>
            <legend>Machine</legend>
            <parameter-field
              name=${ENGINE}
              .parameter=${ENGINE_PARAMETER}
              .text=${swept.includes(ENGINE) ? (draft.texts[ENGINE] ?? "") : draft.engine}
              presetText="auto"
              .fault=${faults[ENGINE] ?? ""}
              ?swept=${swept.includes(ENGINE)}
            ></parameter-field>
          </fieldset>
        </div>
        <footer>
          <p class="help">${this.#renderHelp()}</p>
          ${this.#renderBlocked(reading)}
          ${
            swept.length === 0
              ? nothing
              : html`<sweep-options
                  .spec=${spec}
                  .sweep=${draft.sweep}
                  @sweep-draft=${this._onSweepDraft}
                ></sweep-options>`
          }
          ${this.#renderEstimate(reading)}
          <div class="buttons">${this.#renderButtons(reading)}</div>
        </footer>
      </form>
    `;
  }

  #renderField(
    name: string,
    parameter: Parameter,
    changed: Readonly<Record<string, string>>,
    { faults, swept }: DraftReading,
  ): TemplateResult {
    const preset = findPreset(this.spec, this.draft.preset).values[name];
    return html`<parameter-field
      name=${name}
      .parameter=${parameter}
      .text=${this.draft.texts[name] ?? ""}
      .presetText=${preset === undefined ? "" : formatValue(preset)}
      .fault=${faults[name] ?? ""}
      ?swept=${swept.includes(name)}
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
    const parameter = this._explained === ENGINE ? ENGINE_PARAMETER : this.spec.parameters[this._explained ?? ""];
    if (parameter === undefined) return html`Point at a field, or step into it, to read what it changes.`;
    const { text, rule } = fieldHelp(parameter);
    return html`<strong>${parameter.label}.</strong> ${text} ${rule}`;
  }

  #renderBlocked({ faults, sweepFault }: DraftReading): TemplateResult | typeof nothing {
    if (sweepFault !== "") return html`<p class="blocked" role="status">${sweepFault}</p>`;
    const faulty = Object.keys(faults);
    if (faulty.length === 0) return nothing;
    const labels = faulty.map((name) => this.spec.parameters[name]?.label ?? name).join(", ");
    return html`<p class="blocked" role="status">Put right first: ${labels}.</p>`;
  }

  #renderEstimate(reading: DraftReading): TemplateResult | typeof nothing {
    const line = trialsLine(this.spec, reading, this.former);
    return line === "" ? nothing : html`<p class="estimate number" role="status">${line}</p>`;
  }

  #renderButtons({ config, sweep }: DraftReading): TemplateResult {
    switch (this.activity) {
      case "idle": {
        const count = sweep === null ? 1 : countTrials(sweep);
        const isSound = config !== null || sweep !== null;
        return html`<wa-button class="launch" size="s" variant="brand" type="submit" ?disabled=${!isSound}>
          ${icon("play", { slot: "start" })}${sweep === null ? "Launch" : `Launch ${count} ${count === 1 ? "trial" : "trials"}`}
        </wa-button>`;
      }
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
          ${icon("stop", { slot: "start" })}${this.activity === "stopping" ? "Stopping" : "Stop"}
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
    const { config, sweep } = readDraft(this.spec, this.draft, this.files);
    const isSound = config !== null || sweep !== null;
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

  private _onResetAll(): void {
    this.dispatchEvent(new DraftChangedEvent(presetDraft(this.spec, this.draft.preset, this.draft.engine)));
  }

  private _onSweepDraft({ sweep }: SweepDraftEvent): void {
    this.dispatchEvent(new DraftChangedEvent({ ...this.draft, sweep }));
  }

  private _onFieldInput(event: FieldInputEvent): void {
    if (event.name === ENGINE) return this.#takeEngine(event.text);
    const texts = { ...this.draft.texts, [event.name]: event.text };
    this.dispatchEvent(new DraftChangedEvent({ ...this.draft, texts }));
  }

  /** One engine is a choice of its own; several are a swept text. */
  #takeEngine(text: string): void {
    const { [ENGINE]: former, ...texts } = this.draft.texts;
    const one = ENGINE_CHOICES.find((engine) => engine === text.trim());
    const draft =
      one === undefined
        ? { ...this.draft, texts: { ...texts, [ENGINE]: text } }
        : { ...this.draft, engine: one, texts };
    this.dispatchEvent(
      new DraftChangedEvent(former === undefined && one === undefined && text === "" ? this.draft : draft),
    );
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

/**
 * What a benchmark compares: engines, with what this browser says of each, and workloads. It keeps nothing: the choice
 * comes from above and every change is told upward.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/checkbox/checkbox.js";
import type WaCheckbox from "@awesome.me/webawesome/dist/components/checkbox/checkbox.js";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { isEmpty, PAGE_ENGINES, USUAL_CHOICE } from "../src/bench/choice.ts";
import { ENGINE_WORDS, WORKLOAD_WORDS } from "../src/bench/descriptions.ts";
import { BENCH_ENGINES, WORKLOAD_NAMES, type BenchEngine, type WorkloadName } from "../src/bench/protocol.ts";
import type { BenchChoice } from "../src/bench/session.ts";
import type { Offer, Offers } from "./bench-controller.ts";
import { BenchChoiceEvent, LaunchRequestedEvent, StopRequestedEvent } from "./events.ts";
import { icon } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import type { RunActivity } from "./run-configurator.ts";

/**
 * @fires bench-choice - something else is chosen now
 * @fires launch-requested
 * @fires stop-requested
 */
@customElement("bench-configurator")
export class BenchConfigurator extends LitElement {
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
        padding: 12px 16px;
        display: grid;
        gap: 16px;
        align-content: start;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        min-width: 0;
      }
      legend {
        padding: 0 0 4px;
        font-size: var(--text-xs);
        font-weight: 600;
        color: var(--lab-quiet);
      }
      .choice {
        padding-block: 6px;
        border-block-start: 1px solid var(--lab-line);
        display: grid;
        gap: 2px;
      }
      .choice p {
        padding-inline-start: 26px;
        font-size: var(--text-xs);
        color: var(--lab-quiet);
        text-wrap: pretty;
      }
      .choice .ready {
        color: var(--lab-text);
      }
      .choice .refused,
      .choice .slow {
        color: var(--lab-warn);
      }
      .elsewhere {
        padding-inline-start: 26px;
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
      footer p {
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
    `,
  ];

  @property({ attribute: false }) choice: BenchChoice = USUAL_CHOICE;

  @property({ attribute: false }) offers: Offers = {};

  @property() activity: RunActivity = "idle";

  override render(): TemplateResult {
    const elsewhere = BENCH_ENGINES.filter((engine) => !PAGE_ENGINES.includes(engine));
    return html`
      <form novalidate @submit=${this._onSubmit}>
        <div class="fields">
          <fieldset>
            <legend>Engines</legend>
            ${PAGE_ENGINES.map((engine) => this.#renderEngine(engine))}
            ${elsewhere.map(
              (engine) =>
                html`<div class="choice">
                  <span class="elsewhere quiet">${engine}</span>
                  <p>${ENGINE_WORDS[engine].description} Measured by <code>npm run bench</code> only.</p>
                </div>`,
            )}
          </fieldset>
          <fieldset>
            <legend>Workloads</legend>
            ${WORKLOAD_NAMES.map((workload) => this.#renderWorkload(workload))}
          </fieldset>
        </div>
        <footer>
          <p>${this.#summary()}</p>
          ${this.#renderButton()}
        </footer>
      </form>
    `;
  }

  #renderEngine(engine: BenchEngine): TemplateResult {
    const offer = this.offers[engine] ?? { kind: "unknown" };
    return html`<div class="choice">
      <wa-checkbox
        size="s"
        value=${engine}
        .checked=${this.choice.engines.includes(engine)}
        ?disabled=${this.activity === "running" || this.activity === "stopping"}
        @change=${this._onEngine}
        >${engine}</wa-checkbox
      >
      <p>${ENGINE_WORDS[engine].description}</p>
      ${renderOffer(offer, this.activity)}
    </div>`;
  }

  #renderWorkload(workload: WorkloadName): TemplateResult {
    return html`<div class="choice">
      <wa-checkbox
        size="s"
        value=${workload}
        .checked=${this.choice.workloads.includes(workload)}
        ?disabled=${this.activity === "running" || this.activity === "stopping"}
        @change=${this._onWorkload}
        >${workload}</wa-checkbox
      >
      <p>${WORKLOAD_WORDS[workload]}</p>
    </div>`;
  }

  #summary(): string {
    const { engines, workloads } = this.choice;
    if (engines.length === 0) return "Choose an engine.";
    if (workloads.length === 0) return "Choose a workload.";
    return (
      `${counted(engines.length, "engine")} on ${counted(workloads.length, "workload")}. ` +
      "A fast engine takes seconds for a workload, a slow one two minutes or more."
    );
  }

  #renderButton(): TemplateResult {
    switch (this.activity) {
      case "idle":
        return html`<wa-button class="launch" size="s" variant="brand" type="submit" ?disabled=${isEmpty(this.choice)}>
          ${icon("play", { slot: "start" })}Launch
        </wa-button>`;
      case "running":
      case "stopping":
        return html`<wa-button
          class="stop"
          size="s"
          appearance="outlined"
          ?disabled=${this.activity === "stopping"}
          @click=${this._onStop}
        >
          ${icon("stop", { slot: "start" })}${this.activity === "stopping" ? "Stopping" : "Stop"}
        </wa-button>`;
      case "busy-elsewhere":
      case "bench-runs":
        return html`<wa-button size="s" variant="brand" disabled>An experiment runs</wa-button>`;
      default:
        this.activity satisfies never;
        return html``;
    }
  }

  private _onSubmit(event: Event): void {
    event.preventDefault();
    if (this.activity === "idle" && !isEmpty(this.choice)) this.dispatchEvent(new LaunchRequestedEvent());
  }

  private _onStop(): void {
    this.dispatchEvent(new StopRequestedEvent());
  }

  private _onEngine(event: Event): void {
    const engines = toggled(PAGE_ENGINES, this.choice.engines, event.target as WaCheckbox);
    this.dispatchEvent(new BenchChoiceEvent({ ...this.choice, engines }));
  }

  private _onWorkload(event: Event): void {
    const workloads = toggled(WORKLOAD_NAMES, this.choice.workloads, event.target as WaCheckbox);
    this.dispatchEvent(new BenchChoiceEvent({ ...this.choice, workloads }));
  }
}

/** The chosen names with one more or one less, in their order. */
function toggled<Name extends string>(
  known: readonly Name[],
  chosen: readonly Name[],
  { value, checked }: { readonly value: unknown; readonly checked: boolean },
): Name[] {
  return known.filter((name) => (name === value ? checked : chosen.includes(name)));
}

function renderOffer(offer: Offer, activity: RunActivity): TemplateResult {
  switch (offer.kind) {
    case "unknown":
      return html`<p>${activity === "idle" ? "Finding out whether it runs here." : "Not tried yet."}</p>`;
    case "ready": {
      const { label, softwareAdapter, wasm } = offer.description;
      const kernels = wasm?.kernels == null ? "" : `, ${wasm.kernels}`;
      return html`<p class="ready">${label}${kernels}</p>
        ${softwareAdapter ? html`<p class="slow">The processor stands in for a graphics card here, so it is slow.</p>` : ""}`;
    }
    case "refused":
      return html`<p class="refused">${offer.reason}</p>`;
    default:
      offer satisfies never;
      return html``;
  }
}

/** "1 engine", "2 engines". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "bench-configurator": BenchConfigurator;
  }
}

/** The first screen: what this is, one button that shows it at work, and what was published beside what the lab measured. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CATALOG, findPreset } from "../src/catalog.ts";
import { LaunchRequestedEvent } from "./events.ts";
import type { ReferenceRun } from "./experiment-page/reference-run.ts";
import { provenance } from "./experiment-results/provenance.ts";
import { FIRST_EXPERIMENT } from "./home-page/first-experiment.ts";
import { icon } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import { LazyParts, lazyPartStyles } from "./lazy-parts.ts";
import { NearView } from "./near-view.ts";
import { OwnTaskElement } from "./own-task-element.ts";

/** The chart brings its library, and words and the button need not wait for it. */
const PARTS = {
  published: () => Promise.all([import("./hidden-share-chart.ts"), import("./result-table.ts")]),
};

/** @fires launch-requested - run the first experiment's default preset */
@customElement("home-page")
export class HomePage extends OwnTaskElement {
  static override styles = [
    baseStyles,
    lazyPartStyles,
    css`
      :host {
        padding: 24px;
      }
      .page {
        max-width: 1720px;
        margin: 0 auto;
        display: grid;
        gap: 24px;
      }
      .opening {
        display: grid;
        gap: 8px;
        justify-items: start;
      }
      h1 {
        font-size: var(--text-xl);
        line-height: 1.2;
        letter-spacing: -0.02em;
        max-width: 46ch;
        text-wrap: balance;
      }
      .lead {
        font-size: var(--text-m);
        color: var(--lab-quiet);
        max-width: 62ch;
        text-wrap: pretty;
      }
      .first {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        margin-block-start: 4px;
      }
      .columns {
        display: grid;
        gap: 16px 32px;
        grid-template-columns: minmax(0, 1fr) minmax(0, 3.4fr);
        align-items: start;
      }
      ul {
        list-style: none;
        border-block-start: 1px solid var(--lab-line);
      }
      li a {
        display: block;
        padding: 12px 0;
        color: inherit;
        text-decoration: none;
        border-block-end: 1px solid var(--lab-line);
      }
      li strong {
        display: block;
        font-weight: 600;
        color: var(--lab-accent);
      }
      li a:hover strong {
        text-decoration: underline;
      }
      h2 {
        font-size: var(--text-m);
      }
      nav h2 {
        margin-block-end: 8px;
      }
      .published {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        min-width: 0;
        --chart-height: 220px;
      }
      @media (max-width: 899px) {
        :host {
          padding: 24px 16px;
        }
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** Whether a run goes on, so that another cannot be launched. */
  @property({ type: Boolean }) busy = false;

  /** The lab's own run of it; null where it cannot be had. */
  @state() private _reference: ReferenceRun | "on its way" | null = "on its way";

  readonly #parts = new LazyParts(this, PARTS);
  /** On a phone the chart lies two screens down. */
  readonly #published = new NearView(this, ".published");
  #reading: Promise<void> | null = null;

  override updated(): void {
    if (this.#published.reached) this.#reading ??= this.#readReference();
  }

  override render(): TemplateResult {
    const spec = FIRST_EXPERIMENT;
    const reference = this._reference;
    const record = reference === "on its way" ? null : (reference?.record ?? null);
    return html`
      <div class="page">
        <div class="opening">
          <h1>Published ways of restoring damaged digits, run in your browser and measured on one yardstick</h1>
          <p class="lead">
            Beside each network stand the simple methods that its source left out. They change the conclusion.
          </p>
          <div class="first">
            <button type="button" class="button brand" ?disabled=${this.busy} @click=${this._onLaunch}>
              ${icon("play")}Launch
            </button>
            <span class="quiet">
              ${
                this.busy
                  ? "A run is going; the bar below leads to it."
                  : html`${spec.title}: ${lowerFirst(findPreset(spec, spec.defaultPreset).summary)} Nothing to install
                    or download.`
              }
            </span>
          </div>
        </div>
        <div class="columns">
          <nav aria-label="Experiments">
            <h2>Experiments</h2>
            <ul>
              ${CATALOG.map(
                ({ name, title, summary }) =>
                  html`<li>
                    <a href=${`#/${name}`}><strong>${title}</strong><span class="quiet">${summary}</span></a>
                  </li>`,
              )}
            </ul>
          </nav>
          <div class="published">
            <h2>What was published, ${reference === null ? "waiting to be measured" : "and what the lab measured"}</h2>
            ${
              this.#published.reached
                ? this.#parts.show("published", () =>
                    reference === "on its way"
                      ? html`<p class="lazy-part loading" role="status">Loading</p>`
                      : html`${record?.manifest == null ? nothing : html`<p class="quiet">On ${record.dataset?.name}. ${provenance(record.manifest)}</p>`}<hidden-share-chart
                            .published=${spec.published}
                            .record=${record}
                          ></hidden-share-chart>
                          <result-table .spec=${spec} .record=${record}></result-table>`,
                  )
                : nothing
            }
          </div>
        </div>
      </div>
    `;
  }

  /** Without it the published figures stand alone. */
  async #readReference(): Promise<void> {
    const { readReferenceRun } = await import("./experiment-page/reference-run.ts");
    this._reference = await readReferenceRun(FIRST_EXPERIMENT.reference ?? "").catch(() => null);
  }

  private _onLaunch(): void {
    this.dispatchEvent(new LaunchRequestedEvent());
  }
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    "home-page": HomePage;
  }
}

/**
 * The places of the lab: a column on the left, or a bar at the foot of a narrow window, where a list that no bar could hold
 * unfolds from one button.
 */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CATALOG } from "../src/catalog.ts";
import { icon, type IconName } from "./icons.ts";
import { baseStyles } from "./lab-styles.ts";
import { labPlacesStyles } from "./lab-places/styles.ts";
import { LazyParts, lazyPartStyles } from "./lazy-parts.ts";
import { OwnTaskElement } from "./own-task-element.ts";
import { chooseTheme, themeChoice, THEME_CHOICES, type ThemeChoice } from "./theme.ts";
import { WindowWidth } from "./window-width.ts";

const THEME_ICONS: Readonly<Record<ThemeChoice, IconName>> = { system: "system", light: "sun", dark: "moon" };

/** A list that most visits never open need not hold up the first screen. */
const PARTS = { list: () => import("@awesome.me/webawesome/dist/components/drawer/drawer.js") };

@customElement("lab-places")
export class LabPlaces extends OwnTaskElement {
  static override styles = [baseStyles, lazyPartStyles, labPlacesStyles];

  /** "home", "playground", "runs", "sweeps", "bench" or the name of an experiment. */
  @property() here = "home";

  /** The experiment that runs, whatever place is shown; "" while none does. */
  @property() running = "";

  @state() private _theme: ThemeChoice = themeChoice();
  @state() private _list: "never opened" | "open" | "closed" = "never opened";

  readonly #window = new WindowWidth(this);
  readonly #parts = new LazyParts(this, PARTS);

  override render(): TemplateResult {
    return html`<nav aria-label="Places">
      <a class="brand" href="#/"><img src="./icon.svg" alt="" />Lacuna</a>
      ${this.#renderPlace("#/", "home", "Home", this.here === "home")}
      ${this.#renderPlace("#/playground", "playground", "Playground", this.here === "playground")}
      ${this.#window.isNarrow ? html`${this.#renderListButton()}${this.#renderRuns()}` : this.#renderExperiments()}
      ${this.#renderPlace("#/bench", "bench", "Bench", this.here === "bench")}
      <button
        type="button"
        class="place theme"
        @click=${this._onTheme}
        title="Change between the system's theme, light and dark"
      >
        ${icon(THEME_ICONS[this._theme])}<span>Theme: ${this._theme === "system" ? "auto" : this._theme}</span>
      </button>
    </nav>`;
  }

  #renderExperiments(): TemplateResult {
    return html`
      <span class="heading">Experiments</span>
      ${CATALOG.map(({ name, title }) => this.#renderExperiment(name, title, null))}
      <span class="heading">Results</span>
      ${this.#renderRuns()} ${this.#renderSweeps()}
      <span class="heading">Speed</span>
    `;
  }

  #renderRuns(): TemplateResult {
    return this.#renderPlace("#/runs", "runs", "Runs", this.here === "runs");
  }

  #renderSweeps(): TemplateResult {
    return this.#renderPlace("#/sweeps", "sweep", "Sweeps", this.here === "sweeps");
  }

  #renderListButton(): TemplateResult {
    const isHere = CATALOG.some(({ name }) => name === this.here);
    return html`
      <button
        type="button"
        class="place"
        aria-haspopup="dialog"
        aria-current=${isHere ? "true" : nothing}
        @click=${this._onList}
      >
        ${icon("experiment")}<span>Experiments</span>${this.running === "" ? nothing : renderLive()}
      </button>
      ${this._list === "never opened" ? nothing : this.#parts.show("list", () => this.#renderList())}
    `;
  }

  #renderList(): TemplateResult {
    return html`<wa-drawer
      label="Experiments"
      placement="bottom"
      light-dismiss
      ?open=${this._list === "open"}
      @wa-after-hide=${this._onListHidden}
      @click=${this._onListClick}
    >
      ${
        this._list === "open"
          ? html`<div class="list">
              ${CATALOG.map(({ name, title, summary }) => this.#renderExperiment(name, title, summary))}
              ${this.#renderSweeps()}
            </div>`
          : nothing
      }
    </wa-drawer>`;
  }

  #renderExperiment(name: string, title: string, summary: string | null): TemplateResult {
    return html`<a class="place experiment" href=${`#/${name}`} aria-current=${this.here === name ? "page" : nothing}>
      <span class="title">${title}${this.running === name ? renderLive() : nothing}</span>
      ${summary === null ? nothing : html`<span class="quiet">${summary}</span>`}
    </a>`;
  }

  #renderPlace(href: string, picture: IconName, label: string, isHere: boolean): TemplateResult {
    return html`<a class="place" href=${href} aria-current=${isHere ? "page" : nothing}
      >${icon(picture)}<span>${label}</span></a
    >`;
  }

  private _onTheme(): void {
    const next = THEME_CHOICES[(THEME_CHOICES.indexOf(this._theme) + 1) % THEME_CHOICES.length];
    if (next === undefined) return;
    this._theme = next;
    chooseTheme(next);
  }

  private _onList(): void {
    this._list = "open";
  }

  /** A link that was followed has no more use for the list. */
  private _onListClick(event: Event): void {
    if ((event.target as Element).closest("a") !== null) this._list = "closed";
  }

  private _onListHidden(event: Event): void {
    if (event.target === event.currentTarget) this._list = "closed";
  }
}

function renderLive(): TemplateResult {
  return html`<span class="live" title="Runs now"><span class="sr-only">, runs now</span></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "lab-places": LabPlaces;
  }
}

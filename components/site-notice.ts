/**
 * One quiet line when the page should be loaded again: a new version of the lab is ready, or threads would be. There is
 * nothing to see as long as there is nothing to say.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles, buttonStyles } from "./lab-styles.ts";
import { SiteController, type SiteNews } from "./site-controller.ts";

const WORDS: Readonly<Record<Exclude<SiteNews, "none">, string>> = {
  "new-version": "A new version is ready.",
  threads: "Reload once, and WASM trains on several threads.",
};

@customElement("site-notice")
export class SiteNotice extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 4px 12px;
        border-block-start: 1px solid var(--lab-line);
        background: var(--lab-accent-quiet);
      }
    `,
  ];

  /** Whether something runs that a reload would end. */
  @property({ type: Boolean }) busy = false;

  @property({ attribute: false }) news: SiteNews = "none";

  readonly #site = new SiteController(this, (news) => (this.news = news));

  override render(): TemplateResult {
    const { news } = this;
    return html`<div role="status">
      ${
        news === "none"
          ? nothing
          : html`<div class="notice">
              <span>${WORDS[news]} ${this.busy ? "What runs now would end." : nothing}</span>
              <button type="button" class="button" @click=${this._onReload}>Reload</button>
            </div>`
      }
    </div>`;
  }

  private _onReload(): void {
    this.#site.reload();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "site-notice": SiteNotice;
  }
}

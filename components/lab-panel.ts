/**
 * The frame around each result: a heading, its actions, and one designed view per state. Whoever fills it says the
 * state and what an empty frame should say; the frame never looks into what it holds.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { baseStyles } from "./lab-styles.ts";
import type { PanelState } from "./panel-state.ts";

const BADGES: Readonly<Record<PanelState, string>> = {
  empty: "",
  loading: "waiting",
  running: "live",
  stopped: "stopped",
  failed: "failed",
  done: "",
};

/**
 * @slot - what there is to show
 * @slot actions - small buttons beside the heading
 */
@customElement("lab-panel")
export class LabPanel extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        height: 100%;
        border: 1px solid var(--lab-line);
        border-radius: var(--radius);
        min-width: 0;
        background: var(--lab-surface);
      }
      header {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 4px 8px;
        min-height: 36px;
        padding: 4px 4px 4px 12px;
      }
      h2 {
        flex: none;
      }
      .badge {
        font-size: var(--text-xs);
        color: var(--lab-quiet);
      }
      .badge.running::before {
        content: "";
        display: inline-block;
        width: 7px;
        height: 7px;
        margin-inline-end: 4px;
        border-radius: 50%;
        background: var(--lab-accent);
      }
      .badge.failed {
        color: var(--lab-bad);
      }
      .badge.stopped {
        color: var(--lab-warn);
      }
      .actions {
        margin-inline-start: auto;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      .hint {
        padding: 4px 12px 16px;
        color: var(--lab-quiet);
        max-width: 70ch;
      }
      .hint.failed {
        color: var(--lab-bad);
      }
    `,
  ];

  /** What it shows, sentence case. */
  @property() heading = "";

  @property() state: PanelState = "empty";

  /** One sentence for an empty frame; with it the slot is not shown. */
  @property() hint = "";

  override render(): TemplateResult {
    const badge = BADGES[this.state];
    return html`
      <section aria-label=${this.heading}>
        <header>
          <h2>${this.heading}</h2>
          ${badge === "" ? nothing : html`<span class="badge ${this.state}">${badge}</span>`}
          <div class="actions"><slot name="actions"></slot></div>
        </header>
        ${this.hint === "" ? html`<slot></slot>` : html`<p class="hint ${this.state}">${this.hint}</p>`}
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lab-panel": LabPanel;
  }
}

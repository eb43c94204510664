/**
 * Goes on with one run that was stopped or interrupted, from the last state of its training that is kept. Where none is, it
 * says so and leads to the same form anew. A run that is done or goes on shows nothing here.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ResumePoint } from "../src/protocol.ts";
import type { StoredRun } from "../store/stored-run.ts";
import { RunResumeEvent } from "./events.ts";
import { baseStyles } from "./lab-styles.ts";
import { rerunOf } from "./run-page/rerun.ts";

/** Asks where a run would go on; null where it would begin anew. */
export type AskResumePoint = (run: StoredRun) => Promise<ResumePoint | null>;

/** @fires run-resume */
@customElement("resume-button")
export class ResumeButton extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
      p {
        margin: 0;
        max-width: 44ch;
        font-size: var(--text-xs);
      }
    `,
  ];

  @property({ attribute: false }) run: StoredRun | null = null;

  @property({ attribute: false }) ask: AskResumePoint = () => Promise.resolve(null);

  /** Whether another run goes on, so that none can begin. */
  @property({ type: Boolean }) busy = false;

  /** Undefined until it is known. */
  @state() private _point: ResumePoint | null | undefined = undefined;

  #asked = "";

  override willUpdate(changed: PropertyValues<this>): void {
    // What is kept changes when a run ends or begins, and with nothing else.
    if (changed.has("run") || changed.has("busy")) void this.#find();
  }

  override render(): TemplateResult | typeof nothing {
    const { run, _point: point } = this;
    if (run === null || !isLeft(run) || point === undefined) return nothing;
    const rerun = rerunOf(run.config);
    // What another version has begun is another run.
    if ("fault" in rerun || rerun.added !== "") return nothing;
    if (point === null) {
      return html`<p class="quiet">
        No state of its training is kept, so it would start from the beginning:
        <a href=${rerun.hash}>open its form</a>.
      </p>`;
    }
    return html`<wa-button
      size="s"
      variant="brand"
      ?disabled=${this.busy}
      title=${this.busy ? "Another run goes on" : "A new run goes on from there and tells again what this one had measured"}
      @click=${() => this.dispatchEvent(new RunResumeEvent(run.config, rerun.hash))}
      >${wordsOf(point)}</wa-button
    >`;
  }

  async #find(): Promise<void> {
    const { run } = this;
    const asked = run === null ? "" : `${run.runId} ${run.status} ${this.busy}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this._point = undefined;
    if (run === null || !isLeft(run)) return;
    const point = await this.ask(run);
    if (this.#asked === asked) this._point = point;
  }
}

function isLeft({ status }: StoredRun): boolean {
  switch (status) {
    case "stopped":
    case "interrupted":
    case "ended-early":
    case "failed":
      return true;
    case "starting":
    case "running":
    case "done":
      return false;
    default:
      status satisfies never;
      return false;
  }
}

function wordsOf({ isTrained, done, unit }: ResumePoint): string {
  if (isTrained) return "Resume after its training";
  const count = Math.round(done).toLocaleString("en-GB");
  return `Resume from ${unit.replace(/s$/, "")} ${count}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "resume-button": ResumeButton;
  }
}

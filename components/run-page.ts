/**
 * One kept run, whole: what it was asked, what came out, what a person says about it. It is read from the store as it grows,
 * so a run of another tab can be watched here; one of this tab comes from the page itself and is quicker.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/textarea/textarea.js";
import type WaTextarea from "@awesome.me/webawesome/dist/components/textarea/textarea.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CATALOG } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import { formatValue } from "../src/experiments/parameters.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import { formatDuration } from "../src/results/time-left.ts";
import type { LabStore } from "../store/lab-store.ts";
import type { StoredRun } from "../store/stored-run.ts";
import { USUAL_COMPARISON } from "./compare-page/comparison.ts";
import "./experiment-results.ts";
import "./export-menu.ts";
import type { Drive } from "./lab-controller/drive-desk.ts";
import { modelsOfStore, modelsZip, type ModelSource } from "./export-menu/model-files.ts";
import { sentenceOf } from "./lab-controller/sentence-of.ts";
import type { StoreDesk } from "./lab-controller/store-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import "./lab-panel.ts";
import "./resume-button.ts";
import type { AskResumePoint } from "./resume-button.ts";
import { rerunOf } from "./run-page/rerun.ts";
import { pageHeadStyles } from "./page-head-styles.ts";
import { runPageStyles } from "./run-page/styles.ts";
import { changedParameters, labelOfPreset, titleOfExperiment } from "./runs-page/changes.ts";
import { STATUS_WORDS } from "./runs-page/view.ts";
import { readTags } from "./runs-table/tags.ts";
import { saveBlob } from "./save-blob.ts";
import { compareHash, sweepHash } from "./url-state.ts";

/** What the store says of the run that is asked for. */
type Kept =
  | { readonly kind: "reading" }
  | { readonly kind: "none" }
  | {
      readonly kind: "there";
      readonly run: StoredRun;
      readonly record: RunRecord;
      readonly models: readonly ModelSource[];
    };

@customElement("run-page")
export class RunPage extends LitElement {
  static override styles = [baseStyles, pageHeadStyles, runPageStyles];

  @property({ attribute: false }) desk!: StoreDesk;

  /** Why something could not be kept or read; null while all is well. */
  @property() fault: string | null = null;

  @property() runId = "";

  /** The same run while it goes on in this tab. */
  @property({ attribute: false }) live: RunRecord | null = null;

  @property({ attribute: false }) resumePoint: AskResumePoint = () => Promise.resolve(null);

  /** Whether some run goes on, so that no other can begin. */
  @property({ type: Boolean }) busy = false;

  @property({ attribute: false }) timeLeftMs: number | null = null;

  /** Whether it is paused, while it goes on in this tab. */
  @property({ attribute: false }) drive: Drive | null = null;

  @state() private _kept: Kept = { kind: "reading" };

  #unwatch: (() => void) | null = null;
  #watched = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#unwatch = null;
    this.#watched = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("runId") || this.#watched !== this.runId) void this.#watch();
  }

  override render(): TemplateResult {
    const kept = this._kept;
    switch (kept.kind) {
      case "reading":
        return this.fault === null
          ? html`<p class="empty quiet" role="status">Reading the run</p>`
          : html`<p class="empty">${this.fault}</p>`;
      case "none":
        return html`<div class="empty">
          <h1>There is no such run</h1>
          <p>
            This browser keeps no run “${this.runId}”: it was deleted, or it was made in another browser. Runs travel as
            a zip: export it there and import it here.
          </p>
          <p><a href="#/runs">Show the runs that are kept</a></p>
        </div>`;
      case "there":
        return this.#renderRun(kept.run, this.live ?? kept.record, kept.models);
      default:
        kept satisfies never;
        return html``;
    }
  }

  #renderRun(run: StoredRun, record: RunRecord, models: readonly ModelSource[]): TemplateResult {
    const spec = CATALOG.find(({ name }) => name === run.experiment);
    const rerun = rerunOf(run.config);
    return html`
      <div class="head">
        <div class="name">
          <h1>${titleOfExperiment(run.experiment)}</h1>
          <p class="crumb quiet"><a href="#/runs">Runs</a> / ${run.runId}</p>
        </div>
        <div class="tools">
          <resume-button .run=${run} .ask=${this.resumePoint} ?busy=${this.busy}></resume-button>
          ${
            models.length === 0
              ? nothing
              : html`<wa-button
                  size="s"
                  appearance="outlined"
                  title="A zip for TensorFlow.js: model.json, weights.bin and a card for each"
                  @click=${() => void this.#saveModels(models, record)}
                  >${models.length === 1 ? "Save the trained model" : `Save ${models.length} trained models`}</wa-button
                >`
          }
          <wa-button
            size="s"
            appearance="outlined"
            ?disabled=${"fault" in rerun}
            href=${"hash" in rerun ? rerun.hash : nothing}
            title="Open the form with exactly these values"
            >Rerun this manifest</wa-button
          >
          <wa-button
            size="s"
            appearance="outlined"
            href=${compareHash({ ...USUAL_COMPARISON, runIds: [run.runId] })}
            title="Choose other runs to stand beside this one"
            >Compare with…</wa-button
          >
          ${spec === undefined ? nothing : html`<export-menu .spec=${spec} .record=${record} .models=${models}></export-menu>`}
        </div>
      </div>
      <div class="out">
        ${this.fault === null ? nothing : html`<p class="warn" role="status">${this.fault}</p>`}
        ${"fault" in rerun ? html`<p class="warn">${rerun.fault}</p>` : nothing}
        ${"added" in rerun && rerun.added !== "" ? html`<p class="warn">${rerun.added}</p>` : nothing}
        <div class="facts">${this.#renderMine(run)}${renderFacts(run, spec)}</div>
        ${
          spec === undefined
            ? html`<p class="warn">
                This version of the lab does not know the experiment “${run.experiment}”, so its results cannot be
                drawn. Its values are below and its data stays in the store.
              </p>`
            : html`<experiment-results
                .spec=${spec}
                .record=${record}
                .values=${record.config.values}
                .timeLeftMs=${this.live === null ? null : this.timeLeftMs}
                .drive=${this.live === null ? null : this.drive}
              ></experiment-results>`
        }
      </div>
    `;
  }

  async #saveModels(models: readonly ModelSource[], record: RunRecord): Promise<void> {
    try {
      saveBlob(await modelsZip(models, record), `lacuna-${this.runId}-models.zip`);
    } catch (error) {
      this.fault = sentenceOf(error);
    }
  }

  #renderMine({ tags, note }: StoredRun): TemplateResult {
    return html`<lab-panel heading="Your notes" .state=${"done"}>
      <div class="mine">
        <wa-input
          size="s"
          label="Tags, separated by commas"
          .value=${tags.join(", ")}
          @change=${this._onTags}
        ></wa-input>
        <wa-textarea size="s" label="Note" rows="3" resize="auto" .value=${note} @change=${this._onNote}></wa-textarea>
      </div>
    </lab-panel>`;
  }

  async #watch(): Promise<void> {
    const { runId } = this;
    this.#unwatch?.();
    this.#unwatch = null;
    this.#watched = runId;
    this._kept = { kind: "reading" };
    const store = await this.desk.open();
    if (store === null || this.#watched !== runId) return;
    this.#unwatch = store.watch(
      (each) => readWhole(each, runId),
      (kept) => {
        if (this.#watched === runId) this._kept = kept;
      },
      ({ message }) => (this.fault = message),
    );
  }

  private _onTags(event: Event): void {
    const tags = readTags((event.target as WaInput).value ?? "");
    void this.desk.use((store) => store.annotate(this.runId, { tags }));
  }

  private _onNote(event: Event): void {
    const note = ((event.target as WaTextarea).value ?? "").trim();
    void this.desk.use((store) => store.annotate(this.runId, { note }));
  }
}

async function readWhole(store: LabStore, runId: string): Promise<Kept> {
  const [run, record, models] = await Promise.all([store.run(runId), store.record(runId), modelsOfStore(store, runId)]);
  if (run === null || record === null || run.deletedAt !== null) return { kind: "none" };
  return { kind: "there", run, record, models };
}

function renderFacts(run: StoredRun, spec: ExperimentSpec | undefined): TemplateResult {
  const changed = new Set(changedParameters(run.config).map(({ label }) => label));
  const facts: [string, string | TemplateResult][] = [
    ["Status", STATUS_WORDS[run.status]],
    ["Preset", labelOfPreset(run.config)],
    ["Started", new Date(run.startedAt).toLocaleString("en-GB")],
    ["Wall time", formatDuration(run.wallMs)],
    ["Engine", run.engine?.label ?? "not known"],
    ["Data set", run.dataset?.name ?? "not known"],
    [
      "Lab",
      run.manifest === null ? "not known" : `${run.manifest.lacuna.version}, commit ${run.manifest.lacuna.commit}`,
    ],
  ];
  if (run.sweepId !== null) {
    facts.push(["Sweep", html`<a href=${sweepHash(run.sweepId)}>its page</a>`]);
  }
  return html`<lab-panel heading="Manifest" .state=${"done"}>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <details>
      <summary>Values${changed.size === 0 ? nothing : html`, ${changed.size} changed from the preset`}</summary>
      <dl>
        ${Object.entries(run.config.values).map(([name, value]) => {
          const label = spec?.parameters[name]?.label ?? name;
          return html`<dt>${label}</dt>
            <dd class=${changed.has(label) ? "changed" : ""}>${formatValue(value)}</dd>`;
        })}
      </dl>
    </details>
    ${
      run.manifest === null
        ? nothing
        : html`<details>
            <summary>Whole manifest</summary>
            <pre tabindex="0">${JSON.stringify(run.manifest, null, 2)}</pre>
          </details>`
    }
  </lab-panel>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "run-page": RunPage;
  }
}

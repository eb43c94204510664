/**
 * Every run that this browser keeps: found, sorted, chosen, annotated, taken away and brought back. What is asked is in the
 * address; what is chosen is only here.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { RunList, SweepAndTrials } from "../store/lab-store.ts";
import type { StoredRun } from "../store/stored-run.ts";
import { icon } from "./icons.ts";
import type { StoreDesk } from "./lab-controller/store-desk.ts";
import { baseStyles } from "./lab-styles.ts";
import { pageHeadStyles } from "./page-head-styles.ts";
import type { AskResumePoint } from "./resume-button.ts";
import { isShown, readColumnChoice, rememberColumnChoice, type ColumnChoice } from "./runs-page/chosen-columns.ts";
import "./runs-page/columns-menu.ts";
import { columnsOf, type RunColumn } from "./runs-page/columns.ts";
import { RunsViewEvent, type ColumnsChosenEvent, type SelectionActionEvent } from "./runs-page/events.ts";
import "./runs-page/runs-filters.ts";
import { runsText } from "./runs-page/said.ts";
import "./runs-page/selection-bar.ts";
import { selectionOf, stillKept, type Selection } from "./runs-page/selection.ts";
import { storageSentence } from "./runs-page/storage-use.ts";
import { StoreWork } from "./runs-page/store-work.ts";
import { runsPageStyles, runsPartStyles } from "./runs-page/styles.ts";
import { ALL_RUNS, filterRuns, sortRuns, unfiltered, type RunsView } from "./runs-page/view.ts";
import "./runs-table.ts";
import type { RunAnnotatedEvent, RunsSelectedEvent, RunsSortedEvent } from "./runs-table/events.ts";

const GOING_WORDS: Readonly<Record<NonNullable<StoreWork["going"]>, string>> = {
  importing: "Importing",
  exporting: "Exporting",
};

/** @fires runs-view */
@customElement("runs-page")
export class RunsPage extends LitElement {
  static override styles = [baseStyles, pageHeadStyles, runsPartStyles, runsPageStyles];

  @property({ attribute: false }) desk!: StoreDesk;

  /** What the store holds; null while it is not known. */
  @property({ attribute: false }) list: RunList | null = null;

  @property({ attribute: false }) sweeps: readonly SweepAndTrials[] | null = null;

  /** Why something could not be kept or read; null while all is well. */
  @property() fault: string | null = null;

  @property({ attribute: false }) resumePoint: AskResumePoint = () => Promise.resolve(null);

  /** Whether some run goes on, so that no other can begin. */
  @property({ type: Boolean }) busy = false;

  @property({ attribute: false }) view: RunsView = ALL_RUNS;

  /** What could not be read from the address, one sentence each. */
  @property({ attribute: false }) warnings: readonly string[] = [];

  @state() private _selected: ReadonlySet<string> = new Set();
  @state() private _choice: ColumnChoice = readColumnChoice();
  @query("input[type=file]") private readonly _file!: HTMLInputElement | null;

  readonly #work = new StoreWork(
    () => this.desk,
    () => this.requestUpdate(),
  );
  #runs: readonly StoredRun[] = [];
  #columns: readonly RunColumn[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.desk?.open();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("desk")) void this.desk.open();
    if (changed.has("list") && this.list !== null) {
      void this.#work.measure();
      this._selected = stillKept(this._selected, this.list.runs);
    }
    if (!changed.has("list") && !changed.has("view")) return;
    const found = filterRuns(this.list?.runs ?? [], this.view);
    this.#columns = columnsOf(found);
    this.#runs = sortRuns(
      found,
      this.#columns.find(({ id }) => id === this.view.sort.column),
      this.view.sort,
    );
  }

  override render(): TemplateResult {
    return html`
      ${this.#renderHead()} ${this.#isEmpty ? html`<div></div>` : this.#renderFilters()}
      <div>${this.#renderSaid()} ${this._selected.size > 0 ? this.#renderSelection() : nothing}</div>
      <div class="middle">${this.#renderMiddle()}</div>
      ${this.#renderFoot()}
    `;
  }

  /** Takes runs out of files that were dropped or chosen. */
  async importFiles(files: readonly File[]): Promise<void> {
    await this.#work.import(files);
  }

  get #isEmpty(): boolean {
    return this.list !== null && this.list.runs.length === 0;
  }

  get #selection(): Selection {
    return selectionOf(this.list?.runs ?? [], this.#runs, this._selected);
  }

  #renderHead(): TemplateResult {
    return html`<div class="head">
      <h1>Runs</h1>
      <span class="quiet">${this.#countWords()}</span>
      <div class="tools">
        <wa-button
          size="s"
          appearance="outlined"
          @click=${this._onChooseFile}
          title="Bring back runs from a zip exported here"
        >
          ${icon("import", { slot: "start" })}Import</wa-button
        >
        <wa-button
          size="s"
          appearance="outlined"
          ?disabled=${(this.list?.runs.length ?? 0) === 0 || this.#work.going !== null}
          title="Save every run and sweep as one zip"
          @click=${() => void this.#work.export(null)}
        >
          ${icon("export", { slot: "start" })}Export all</wa-button
        >
        <input type="file" accept=".zip,application/zip" hidden aria-label="Zip with runs" @change=${this._onFile} />
      </div>
    </div>`;
  }

  #countWords(): string {
    const { going } = this.#work;
    if (going !== null) return GOING_WORDS[going];
    const all = this.list?.runs.length;
    if (all === undefined || all === 0) return "";
    const shown = this.#runs.length;
    return shown === all ? runsText(all) : `${shown} of ${all} runs`;
  }

  #renderFilters(): TemplateResult {
    return html`<runs-filters .runs=${this.list?.runs ?? []} .sweeps=${this.sweeps ?? []} .view=${this.view}>
      <columns-menu .columns=${this.#columns} .choice=${this._choice} @columns-chosen=${this._onColumns}></columns-menu>
    </runs-filters>`;
  }

  #renderSaid(): TemplateResult {
    const lines = [...this.warnings, ...(this.fault === null ? [] : [this.fault])];
    const { said } = this.#work;
    return html`<div aria-live="polite">
      ${lines.map((line) => html`<div class="said bad"><p>${line}</p></div>`)}
      ${
        said === null
          ? nothing
          : html`<div class="said ${said.isBad ? "bad" : ""}">
              <p>${said.sentences.map((sentence) => html`${sentence} `)}</p>
              ${
                said.undo.length === 0
                  ? nothing
                  : html`<wa-button size="xs" appearance="outlined" @click=${() => void this.#work.undo()}
                      >Undo</wa-button
                    >`
              }
              <wa-button size="xs" appearance="plain" @click=${() => this.#work.dismiss()}>Dismiss</wa-button>
            </div>`
      }
      ${this.list === null ? nothing : this.#renderDamaged(this.list)}
    </div>`;
  }

  #renderDamaged(list: RunList): TemplateResult | typeof nothing {
    const count = list.damaged.length + list.damagedSweeps.length;
    if (count === 0) return nothing;
    return html`<div class="said bad">
      <p>
        ${count === 1 ? "One entry of the store is" : `${count} entries of the store are`} damaged and cannot be shown.
        All others are safe.
      </p>
      <wa-button size="xs" appearance="outlined" @click=${() => void this.#work.removeDamaged(list)}
        >Remove damaged</wa-button
      >
    </div>`;
  }

  #renderSelection(): TemplateResult {
    return html`<selection-bar
      .selection=${this.#selection}
      .resumePoint=${this.resumePoint}
      ?busy=${this.busy}
      ?occupied=${this.#work.going !== null}
      @selection-action=${this._onAction}
    ></selection-bar>`;
  }

  #renderMiddle(): TemplateResult {
    if (this.list === null) {
      return this.fault === null
        ? html`<p class="empty quiet" role="status">Reading the runs</p>`
        : html`<p class="empty quiet">There is no list of runs.</p>`;
    }
    if (this.#isEmpty) {
      return html`<div class="empty">
        <p>
          No run is kept yet. Open <a href="#/masked-restoration">Masked restoration</a> and press Launch: the run
          appears here while it goes, with its curves, table and figures, and stays after a reload.
        </p>
        <p class="quiet">Runs that were exported before come back by Import, or by dropping their zip on this page.</p>
      </div>`;
    }
    if (this.#runs.length === 0) {
      return html`<div class="empty">
        <p>No run fits the filters.</p>
        <button type="button" class="link" @click=${() => this.#ask(unfiltered(this.view))}>Clear filters</button>
      </div>`;
    }
    return html`<runs-table
      .runs=${this.#runs}
      .columns=${this.#columns.filter((column) => isShown(column, this._choice))}
      .sort=${this.view.sort}
      .selected=${this._selected}
      @runs-selected=${this._onSelected}
      @runs-sorted=${this._onSorted}
      @run-annotated=${this._onAnnotated}
    ></runs-table>`;
  }

  #renderFoot(): TemplateResult {
    const use = this.#work.use === null ? null : storageSentence(this.#work.use);
    const deleted = this.#work.deleted.length;
    return html`<div class="foot">
      ${use === null ? nothing : html`<span class=${use.isNearlyFull ? "warn" : ""}>${use.text}</span>`}
      ${
        deleted === 0
          ? nothing
          : html`<span
              >${deleted} deleted ${deleted === 1 ? "run" : "runs"} can still be brought back.
              <button type="button" class="link" @click=${() => void this.#work.bringBackDeleted()}>Bring back</button>
              <button type="button" class="link" @click=${() => void this.#work.removeForGood()}>
                Remove for good
              </button></span
            >`
      }
    </div>`;
  }

  #ask(view: RunsView): void {
    this.dispatchEvent(new RunsViewEvent(view));
  }

  private _onColumns({ choice }: ColumnsChosenEvent): void {
    this._choice = choice;
    rememberColumnChoice(choice);
  }

  private _onSelected({ runIds }: RunsSelectedEvent): void {
    this._selected = runIds;
  }

  private _onSorted({ sort }: RunsSortedEvent): void {
    this.#ask({ ...this.view, sort });
  }

  private _onAnnotated({ runId, change }: RunAnnotatedEvent): void {
    void this.#work.annotate(runId, change);
  }

  private async _onAction({ action }: SelectionActionEvent): Promise<void> {
    const { runs } = this.#selection;
    switch (action.kind) {
      case "export":
        return this.#work.export(runs.map(({ runId }) => runId));
      case "tag":
        return this.#work.tag(runs, action.tags);
      case "untag":
        return this.#work.untag(runs, action.tags);
      case "delete":
        await this.#work.delete(runs);
        this._selected = new Set();
        return;
      case "clear":
        this._selected = new Set();
        return;
      default:
        action satisfies never;
    }
  }

  private _onChooseFile(): void {
    this._file?.click();
  }

  private _onFile(): void {
    const files = [...(this._file?.files ?? [])];
    if (this._file !== null) this._file.value = "";
    void this.#work.import(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "runs-page": RunsPage;
  }
}

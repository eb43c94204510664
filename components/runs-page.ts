/**
 * Every run that this browser keeps: found, sorted, chosen, annotated, taken away and brought back. What is asked is in the
 * address; what is chosen is only here.
 */
import "@awesome.me/webawesome/dist/components/button/button.js";
import "@awesome.me/webawesome/dist/components/icon/icon.js";
import "@awesome.me/webawesome/dist/components/input/input.js";
import type WaInput from "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/popover/popover.js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { importArchive, importSentences } from "../store/archive.ts";
import type { LabStore, RunList, SweepAndTrials } from "../store/lab-store.ts";
import type { StoredRun } from "../store/stored-run.ts";
import type { StoreDesk } from "./lab-controller/store-desk.ts";
import { sentenceOf } from "./lab-controller/sentence-of.ts";
import { baseStyles } from "./lab-styles.ts";
import "./resume-button.ts";
import type { AskResumePoint } from "./resume-button.ts";
import { saveArchive } from "./runs-page/archive-files.ts";
import { afterPress, chipsOf, type Chip } from "./runs-page/chips.ts";
import { isShown, readColumnChoice, rememberColumnChoice, type ColumnChoice } from "./runs-page/chosen-columns.ts";
import { columnsOf, type RunColumn } from "./runs-page/columns.ts";
import { RunsViewEvent } from "./runs-page/events.ts";
import { storageSentence, storageUse, type StorageUse } from "./runs-page/storage-use.ts";
import { pageHeadStyles } from "./page-head-styles.ts";
import { runsPageStyles } from "./runs-page/styles.ts";
import { ALL_RUNS, filterRuns, isFiltered, sortRuns, type RunsView } from "./runs-page/view.ts";
import "./runs-table.ts";
import type { RunAnnotatedEvent, RunsSelectedEvent, RunsSortedEvent } from "./runs-table/events.ts";
import { readTags } from "./runs-table/tags.ts";
import { USUAL_COMPARISON } from "./compare-page/comparison.ts";
import { compareHash } from "./url-state.ts";

/** One line that says what has just been done, and how it is undone. */
interface Said {
  readonly sentences: readonly string[];
  readonly isBad: boolean;
  /** Ids to bring back when Undo is pressed. */
  readonly undo: readonly string[];
}

/** @fires runs-view */
@customElement("runs-page")
export class RunsPage extends LitElement {
  static override styles = [baseStyles, pageHeadStyles, runsPageStyles];

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
  @state() private _said: Said | null = null;
  @state() private _busy = "";
  @state() private _use: StorageUse | null = null;
  @state() private _deleted: readonly string[] = [];
  @query("input[type=file]") private readonly _file!: HTMLInputElement | null;

  #runs: readonly StoredRun[] = [];
  #columns: readonly RunColumn[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.desk?.open();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("desk")) void this.desk.open();
    if (changed.has("list") && this.list !== null) {
      void this.#measure();
      const there = new Set(this.list.runs.map(({ runId }) => runId));
      const left = [...this._selected].filter((runId) => there.has(runId));
      if (left.length !== this._selected.size) this._selected = new Set(left);
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
      <div class="head">
        <h1>Runs</h1>
        <span class="quiet">${this.#countWords()}</span>
        <div class="tools">
          <wa-button
            size="s"
            appearance="outlined"
            @click=${this._onChooseFile}
            title="Bring back runs from a zip exported here"
          >
            <wa-icon slot="start" name="import"></wa-icon>Import</wa-button
          >
          <wa-button
            size="s"
            appearance="outlined"
            ?disabled=${(this.list?.runs.length ?? 0) === 0 || this._busy !== ""}
            title="Save every run and sweep as one zip"
            @click=${() => void this.#export(null)}
          >
            <wa-icon slot="start" name="export"></wa-icon>Export all</wa-button
          >
          <input type="file" accept=".zip,application/zip" hidden aria-label="Zip with runs" @change=${this._onFile} />
        </div>
      </div>
      ${this.#isEmpty ? html`<div></div>` : this.#renderFilters()}
      <div>${this.#renderSaid()} ${this._selected.size > 0 ? this.#renderChosen() : nothing}</div>
      <div class="middle">${this.#renderMiddle()}</div>
      ${this.#renderFoot()}
    `;
  }

  /** Takes runs out of files that were dropped or chosen. */
  async importFiles(files: readonly File[]): Promise<void> {
    const sentences: string[] = [];
    let isBad = false;
    this._busy = "Importing";
    for (const file of files) {
      const bytes = await file.arrayBuffer().catch(() => null);
      if (bytes === null) {
        sentences.push(`Cannot import ${file.name}: it can no longer be read.`);
        isBad = true;
        continue;
      }
      const report = await this.desk.use((store) => importArchive(store, new Uint8Array(bytes)));
      if (report === null) isBad = true;
      else {
        sentences.push(...importSentences(report));
        isBad ||= report.faults.length > 0;
      }
    }
    this._busy = "";
    this._said = sentences.length === 0 ? null : { sentences, isBad, undo: [] };
  }

  get #isEmpty(): boolean {
    return this.list !== null && this.list.runs.length === 0;
  }

  #countWords(): string {
    if (this._busy !== "") return this._busy;
    const all = this.list?.runs.length;
    if (all === undefined || all === 0) return "";
    const shown = this.#runs.length;
    return shown === all ? `${all} ${all === 1 ? "run" : "runs"}` : `${shown} of ${all} runs`;
  }

  #renderFilters(): TemplateResult {
    const groups = chipsOf(this.list?.runs ?? [], this.view, this.#sweepNames());
    return html`<div class="filters">
      <wa-input
        size="s"
        type="search"
        label="Find runs by words"
        placeholder="Find"
        with-clear
        .value=${this.view.text}
        @input=${this._onText}
      ></wa-input>
      ${groups.map(
        ({ title, chips }) =>
          html`<div class="chips" role="group" aria-label=${title}>
            ${chips.map((chip) => this.#renderChip(chip))}
          </div>`,
      )}
      ${isFiltered(this.view) ? html`<button type="button" class="link" @click=${this._onClear}>Clear filters</button>` : nothing}
      <div class="columns">
        <wa-button size="s" appearance="plain" id="columns"
          ><wa-icon slot="start" name="settings"></wa-icon>Columns</wa-button
        >
        <wa-popover for="columns" placement="bottom-end" without-arrow>
          <div class="choice" role="group" aria-label="Columns">
            ${this.#columns.map(
              (column) =>
                html`<label
                  ><input
                    type="checkbox"
                    .checked=${isShown(column, this._choice)}
                    @change=${(event: Event) => this.#chooseColumn(column, event)}
                  />${column.label}</label
                >`,
            )}
            <button type="button" class="link" @click=${this._onUsualColumns}>Show the usual columns</button>
          </div>
        </wa-popover>
      </div>
    </div>`;
  }

  #renderChip(chip: Chip): TemplateResult {
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${chip.isPressed ? "true" : "false"}
      @click=${() => this.#ask(afterPress(this.view, chip))}
    >
      ${chip.label}<span class="count">${chip.count}</span>
    </button>`;
  }

  #renderSaid(): TemplateResult {
    const lines = [...this.warnings, ...(this.fault === null ? [] : [this.fault])];
    return html`<div aria-live="polite">
      ${lines.map((line) => html`<div class="said bad"><p>${line}</p></div>`)}
      ${
        this._said === null
          ? nothing
          : html`<div class="said ${this._said.isBad ? "bad" : ""}">
              <p>${this._said.sentences.map((sentence) => html`${sentence} `)}</p>
              ${
                this._said.undo.length === 0
                  ? nothing
                  : html`<wa-button size="xs" appearance="outlined" @click=${this._onUndo}>Undo</wa-button>`
              }
              <wa-button size="xs" appearance="plain" @click=${() => (this._said = null)}>Dismiss</wa-button>
            </div>`
      }
      ${this.#renderDamaged()}
    </div>`;
  }

  #renderDamaged(): TemplateResult | typeof nothing {
    const count = (this.list?.damaged.length ?? 0) + (this.list?.damagedSweeps.length ?? 0);
    if (count === 0) return nothing;
    return html`<div class="said bad">
      <p>
        ${count === 1 ? "One entry of the store is" : `${count} entries of the store are`} damaged and cannot be shown.
        All others are safe.
      </p>
      <wa-button size="xs" appearance="outlined" @click=${this._onRemoveDamaged}>Remove damaged</wa-button>
    </div>`;
  }

  #renderChosen(): TemplateResult {
    const runIds = this.#chosen();
    const hidden = this._selected.size - runIds.filter((runId) => this.#runs.some((run) => run.runId === runId)).length;
    return html`<div class="chosen" role="group" aria-label="Selected runs">
      <strong>${runIds.length} selected</strong>
      ${hidden > 0 ? html`<span class="quiet">${hidden} hidden by the filters</span>` : nothing}
      <wa-button
        size="xs"
        variant="brand"
        href=${compareHash({ ...USUAL_COMPARISON, runIds })}
        ?disabled=${runIds.length < 2}
        >Compare</wa-button
      >
      <wa-button
        size="xs"
        appearance="outlined"
        ?disabled=${this._busy !== ""}
        @click=${() => void this.#export(runIds)}
        >Export zip</wa-button
      >
      <resume-button .run=${this.#onlyChosen(runIds)} .ask=${this.resumePoint} ?busy=${this.busy}></resume-button>
      <form class="tagging" @submit=${this._onTag}>
        <wa-input size="xs" label="Tag for the selected runs" placeholder="Tag"></wa-input>
        <wa-button size="xs" appearance="outlined" type="submit">Add tag</wa-button>
        <wa-button size="xs" appearance="plain" @click=${this._onUntag}>Remove tag</wa-button>
      </form>
      <wa-button size="xs" appearance="outlined" @click=${this._onDelete}>Delete</wa-button>
      <wa-button size="xs" appearance="plain" @click=${() => (this._selected = new Set())}>Clear selection</wa-button>
    </div>`;
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
        <button type="button" class="link" @click=${this._onClear}>Clear filters</button>
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
    const use = this._use === null ? null : storageSentence(this._use);
    const deleted = this._deleted.length;
    return html`<div class="foot">
      ${use === null ? nothing : html`<span class=${use.isNearlyFull ? "warn" : ""}>${use.text}</span>`}
      ${
        deleted === 0
          ? nothing
          : html`<span
              >${deleted} deleted ${deleted === 1 ? "run" : "runs"} can still be brought back.
              <button type="button" class="link" @click=${this._onBringBack}>Bring back</button>
              <button type="button" class="link" @click=${this._onRemoveForGood}>Remove for good</button></span
            >`
      }
    </div>`;
  }

  #sweepNames(): ReadonlyMap<string, string> {
    return new Map(
      (this.sweeps ?? []).map(({ sweep: { sweepId, json } }) => {
        const name = json["name"];
        return [sweepId, typeof name === "string" && name !== "" ? name : sweepId];
      }),
    );
  }

  /** Selected runs in the order of the table, those that the filters hide after them. */
  #chosen(): string[] {
    const shown = this.#runs.map(({ runId }) => runId).filter((runId) => this._selected.has(runId));
    return [...shown, ...[...this._selected].filter((runId) => !shown.includes(runId))];
  }

  #onlyChosen([runId, ...others]: readonly string[]): StoredRun | null {
    if (others.length > 0) return null;
    return this.list?.runs.find((run) => run.runId === runId) ?? null;
  }

  #ask(view: RunsView): void {
    this.dispatchEvent(new RunsViewEvent(view));
  }

  async #measure(): Promise<void> {
    this._use = await storageUse();
    this._deleted = (await this.desk.use((store) => store.deleted())) ?? [];
  }

  async #export(runIds: readonly string[] | null): Promise<void> {
    this._busy = "Exporting";
    await this.#use((store) => saveArchive(store, runIds));
    this._busy = "";
  }

  /** What the store refuses the desk tells; what else goes wrong is told here. */
  async #use(work: (store: LabStore) => Promise<unknown>): Promise<void> {
    try {
      await this.desk.use(work);
    } catch (error) {
      this._said = { sentences: [sentenceOf(error)], isBad: true, undo: [] };
    }
  }

  #chooseColumn({ id }: RunColumn, event: Event): void {
    this._choice = { ...this._choice, [id]: (event.target as HTMLInputElement).checked };
    rememberColumnChoice(this._choice);
  }

  private _onUsualColumns(): void {
    this._choice = {};
    rememberColumnChoice(this._choice);
  }

  private _onText(event: Event): void {
    this.#ask({ ...this.view, text: (event.target as WaInput).value ?? "" });
  }

  private _onClear(): void {
    this.#ask({ ...ALL_RUNS, sort: this.view.sort });
  }

  private _onSelected({ runIds }: RunsSelectedEvent): void {
    this._selected = runIds;
  }

  private _onSorted({ sort }: RunsSortedEvent): void {
    this.#ask({ ...this.view, sort });
  }

  private _onAnnotated({ runId, change }: RunAnnotatedEvent): void {
    void this.#use((store) => store.annotate(runId, change));
  }

  private _onTag(event: Event): void {
    event.preventDefault();
    void this.#tag((tags, given) => [...new Set([...tags, ...given])]);
  }

  private _onUntag(): void {
    void this.#tag((tags, given) => tags.filter((tag) => !given.includes(tag)));
  }

  async #tag(change: (tags: readonly string[], given: readonly string[]) => string[]): Promise<void> {
    const input = this.renderRoot.querySelector<WaInput>(".tagging wa-input");
    const given = readTags(input?.value ?? "");
    if (given.length === 0) return input?.focus();
    const byId = new Map((this.list?.runs ?? []).map((run) => [run.runId, run]));
    const runIds = this.#chosen();
    await this.#use(async (store) => {
      for (const runId of runIds) await store.annotate(runId, { tags: change(byId.get(runId)?.tags ?? [], given) });
    });
    if (input !== null) input.value = "";
  }

  /** A run that goes on would only write itself again. */
  private async _onDelete(): Promise<void> {
    const going = new Set(
      (this.list?.runs ?? [])
        .filter(({ status }) => status === "running" || status === "starting")
        .map(({ runId }) => runId),
    );
    const chosen = this.#chosen();
    const runIds = chosen.filter((runId) => !going.has(runId));
    const left = chosen.length - runIds.length;
    await this.#use((store) => store.remove(runIds, new Date()));
    const sentences = runIds.length === 0 ? [] : [`Deleted ${runIds.length} ${runIds.length === 1 ? "run" : "runs"}.`];
    if (left > 0)
      sentences.push(`${left === 1 ? "One run still goes on" : `${left} runs still go on`}: stop before deleting.`);
    this._said = { sentences, isBad: left > 0, undo: runIds };
    this._selected = new Set();
  }

  private async _onUndo(): Promise<void> {
    const runIds = this._said?.undo ?? [];
    await this.#use((store) => store.restore(runIds));
    this._said = {
      sentences: [`Brought back ${runIds.length} ${runIds.length === 1 ? "run" : "runs"}.`],
      isBad: false,
      undo: [],
    };
  }

  private async _onBringBack(): Promise<void> {
    this._said = { sentences: [], isBad: false, undo: this._deleted };
    await this._onUndo();
  }

  /** Makes room at once; the last deletion can then no longer be undone. */
  private async _onRemoveForGood(): Promise<void> {
    await this.#use((store) => store.purge(new Date(Date.now() + 1)));
    this._said = null;
    await this.#measure();
  }

  private _onRemoveDamaged(): void {
    const { damaged = [], damagedSweeps = [] } = this.list ?? {};
    void this.#use((store) => store.purge(new Date(0), damaged, damagedSweeps));
  }

  private _onChooseFile(): void {
    this._file?.click();
  }

  private _onFile(): void {
    const files = [...(this._file?.files ?? [])];
    if (this._file !== null) this._file.value = "";
    void this.importFiles(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "runs-page": RunsPage;
  }
}

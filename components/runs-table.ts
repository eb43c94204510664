/**
 * The runs as a table that stays quick with thousands of rows: only those in sight are rendered. It sorts, selects and edits
 * by telling the page; it never touches the store.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import type { StoredRun } from "../store/stored-run.ts";
import { baseStyles, tableStyles } from "./lab-styles.ts";
import { shareDone, type RunColumn } from "./runs-page/columns.ts";
import { NEWEST_FIRST, type RunSort } from "./runs-page/view.ts";
import { RunAnnotatedEvent, RunsSelectedEvent, RunsSortedEvent } from "./runs-table/events.ts";
import { ROW_PX, rowsWindow, type RowsWindow } from "./runs-table/rows-window.ts";
import { runsTableStyles } from "./runs-table/styles.ts";
import { readTags } from "./runs-table/tags.ts";
import { runHash } from "./url-state.ts";

type Field = "tags" | "note";

/**
 * @fires runs-selected
 * @fires runs-sorted
 * @fires run-annotated
 */
@customElement("runs-table")
export class RunsTable extends LitElement {
  static override styles = [baseStyles, tableStyles, runsTableStyles];

  /** Filtered and in order. */
  @property({ attribute: false }) runs: readonly StoredRun[] = [];

  @property({ attribute: false }) columns: readonly RunColumn[] = [];

  @property({ attribute: false }) sort: RunSort = NEWEST_FIRST;

  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();

  @state() private _window: RowsWindow = { from: 0, to: 0 };
  /** The one cell that is being written, with what stands in it so far. */
  @state() private _editing: { readonly runId: string; readonly field: Field; readonly text: string } | null = null;
  @query(".scroller") private readonly _scroller!: HTMLElement | null;

  /** Where a range begins. */
  #anchor: string | null = null;
  readonly #resize = new ResizeObserver(() => this.#look());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  override willUpdate(): void {
    this.#look();
  }

  override render(): TemplateResult {
    const { columns, runs } = this;
    const { from, to } = this._window;
    const widthPx = columns.reduce((sum, column) => sum + column.widthPx, 40);
    const all = runs.length > 0 && runs.every(({ runId }) => this.selected.has(runId));
    const some = !all && runs.some(({ runId }) => this.selected.has(runId));
    return html`<div
      class="scroller"
      tabindex="0"
      role="group"
      aria-label="Runs, table"
      @scroll=${this.#look}
      @keydown=${this._onKey}
      ${ref((element) => element !== undefined && this.#resize.observe(element))}
    >
      <table style="width: ${widthPx}px" aria-rowcount=${runs.length + 1}>
        <caption class="sr-only">
          ${runs.length} runs
        </caption>
        <colgroup>
          <col style="width: 40px" />
          ${columns.map((column) => html`<col style="width: ${column.widthPx}px" />`)}
        </colgroup>
        <thead>
          <tr>
            <th class="check" scope="col">
              <input
                type="checkbox"
                aria-label="Select all runs shown"
                .checked=${all}
                .indeterminate=${some}
                @click=${this._onAll}
              />
            </th>
            ${columns.map((column) => this.#renderHeading(column))}
          </tr>
        </thead>
        <tbody>
          ${renderGap(from, columns.length)}
          ${repeat(
            runs.slice(from, to),
            ({ runId }) => runId,
            (run, index) => this.#renderRun(run, from + index),
          )}
          ${renderGap(runs.length - to, columns.length)}
        </tbody>
      </table>
    </div>`;
  }

  override updated(): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>("td input[type=text]");
    if (input !== null && this.shadowRoot?.activeElement !== input && this._editing !== null) input.focus();
  }

  #renderHeading({ id, label, kind }: RunColumn): TemplateResult {
    const isSorted = this.sort.column === id;
    const arrow = this.sort.order === "ascending" ? "↑" : "↓";
    return html`<th
      scope="col"
      class=${kind === "number" ? "" : "text"}
      aria-sort=${isSorted ? this.sort.order : nothing}
    >
      <button type="button" class="sort" @click=${() => this.#sortBy(id)}>
        ${label}${isSorted ? html`<span aria-hidden="true">${arrow}</span>` : nothing}
      </button>
    </th>`;
  }

  #renderRun(run: StoredRun, index: number): TemplateResult {
    const isSelected = this.selected.has(run.runId);
    return html`<tr class="run ${isSelected ? "selected" : ""}" aria-rowindex=${index + 2} data-run=${run.runId}>
      <td class="check">
        <input
          type="checkbox"
          aria-label=${`Select ${run.runId}`}
          .checked=${isSelected}
          @click=${(event: MouseEvent) => this.#onCheck(event, run.runId)}
        />
      </td>
      ${this.columns.map((column) => this.#renderCell(run, column))}
    </tr>`;
  }

  #renderCell(run: StoredRun, column: RunColumn): TemplateResult {
    const text = column.textOf(run);
    switch (column.kind) {
      case "status":
        return html`<td class="text" title=${run.error ?? nothing}>
          <span class="status"><span class="dot ${run.status}"></span>${renderShare(run)}${text}</span>
        </td>`;
      case "link":
        return html`<td class="text"><a href=${runHash(run.runId)}>${text}</a></td>`;
      case "text":
        return html`<td class="text" title=${text}>${text}</td>`;
      case "number":
        return html`<td>${text}</td>`;
      case "tags":
      case "note":
        return html`<td class="text">${this.#renderEditable(run, column.kind)}</td>`;
      default:
        column.kind satisfies never;
        return html``;
    }
  }

  #renderEditable(run: StoredRun, field: Field): TemplateResult {
    const { runId } = run;
    if (this._editing?.runId === runId && this._editing.field === field) {
      return html`<input
        type="text"
        aria-label=${field === "tags" ? `Tags of ${runId}, separated by commas` : `Note on ${runId}`}
        .value=${this._editing.text}
        @input=${this._onType}
        @blur=${this._onLeave}
        @keydown=${this._onEditKey}
      />`;
    }
    const text = field === "tags" ? run.tags.join(", ") : run.note;
    const shown =
      field === "tags" ? run.tags.map((tag) => html`<span class="tag">${tag}</span>`) : html`<span>${run.note}</span>`;
    return html`<button
      type="button"
      class="edit ${field}"
      title=${text === "" ? nothing : text}
      aria-label=${`${field === "tags" ? "Tags" : "Note"}: ${text === "" ? "none" : text}. Edit`}
      @click=${() => (this._editing = { runId, field, text })}
    >
      ${text === "" ? html`<span class="add">${field === "tags" ? "Add tags" : "Add a note"}</span>` : shown}
    </button>`;
  }

  /** Sees which rows are in sight now. */
  readonly #look = (): void => {
    const { scrollTop = 0, clientHeight = 0 } = this._scroller ?? {};
    const seen = rowsWindow(this.runs.length, scrollTop, clientHeight);
    if (seen.from !== this._window.from || seen.to !== this._window.to) this._window = seen;
  };

  /** A second press turns the order round; numbers and times begin with the largest. */
  #sortBy(column: string): void {
    const { sort } = this;
    const kind = this.columns.find(({ id }) => id === column)?.kind;
    const first = kind === "number" || column === "started" ? "descending" : "ascending";
    const other = sort.order === "ascending" ? "descending" : "ascending";
    this.dispatchEvent(new RunsSortedEvent({ column, order: sort.column === column ? other : first }));
  }

  #onCheck(event: MouseEvent, runId: string): void {
    const { checked } = event.target as HTMLInputElement;
    const range = event.shiftKey ? this.#rangeTo(runId) : [runId];
    this.#anchor = runId;
    this.#select(range, checked);
  }

  #select(runIds: readonly string[], isChosen: boolean): void {
    const selected = new Set(this.selected);
    for (const runId of runIds) {
      if (isChosen) selected.add(runId);
      else selected.delete(runId);
    }
    this.dispatchEvent(new RunsSelectedEvent(selected));
  }

  #rangeTo(runId: string): string[] {
    const ids = this.runs.map((run) => run.runId);
    const [a, b] = [ids.indexOf(this.#anchor ?? runId), ids.indexOf(runId)];
    return a < 0 ? [runId] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
  }

  private _onAll(event: Event): void {
    const { checked } = event.target as HTMLInputElement;
    this.#select(
      this.runs.map(({ runId }) => runId),
      checked,
    );
  }

  /** Up and down go from row to row, with Shift they take the rows along, and Ctrl+A takes all. */
  private _onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target instanceof HTMLInputElement && target.type === "text") return;
    if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#select(
        this.runs.map(({ runId }) => runId),
        true,
      );
      return;
    }
    const here = target.closest<HTMLElement>("tr.run")?.dataset["run"];
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (here === undefined || step === 0 || !(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const index = this.runs.findIndex(({ runId }) => runId === here) + step;
    const next = this.runs[index];
    if (next === undefined) return;
    if (event.shiftKey) this.#select([here, next.runId], true);
    this.#anchor = next.runId;
    void this.#focusRow(index, next.runId);
  }

  async #focusRow(index: number, runId: string): Promise<void> {
    const scroller = this._scroller;
    if (scroller === null) return;
    const head = scroller.querySelector("thead")?.clientHeight ?? 0;
    const topPx = index * ROW_PX;
    if (topPx < scroller.scrollTop) scroller.scrollTop = topPx;
    else if (topPx + ROW_PX + head > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = topPx + ROW_PX + head - scroller.clientHeight;
    }
    this.#look();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`tr[data-run="${CSS.escape(runId)}"] .check input`)?.focus();
  }

  private _onType(event: Event): void {
    if (this._editing !== null) this._editing = { ...this._editing, text: (event.target as HTMLInputElement).value };
  }

  private _onLeave(): void {
    const editing = this._editing;
    this._editing = null;
    if (editing === null) return;
    const { runId, field, text } = editing;
    this.dispatchEvent(
      new RunAnnotatedEvent(runId, field === "tags" ? { tags: readTags(text) } : { note: text.trim() }),
    );
  }

  private _onEditKey(event: KeyboardEvent): void {
    event.stopPropagation();
    const editing = this._editing;
    if (editing === null || (event.key !== "Escape" && event.key !== "Enter")) return;
    if (event.key === "Escape") this._editing = null;
    else this._onLeave();
    void this.#focusCell(editing.runId, editing.field);
  }

  /** Whoever came by keys goes on from the same cell. */
  async #focusCell(runId: string, field: Field): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`tr[data-run="${CSS.escape(runId)}"] .edit.${field}`)?.focus();
  }
}

function renderGap(rows: number, columns: number): TemplateResult | typeof nothing {
  if (rows <= 0) return nothing;
  return html`<tr class="gap" aria-hidden="true">
    <td colspan=${columns + 1} style="height: ${rows * ROW_PX}px"></td>
  </tr>`;
}

function renderShare(run: StoredRun): TemplateResult | typeof nothing {
  const share = shareDone(run);
  if (share === null) return nothing;
  return html`<span class="share" aria-hidden="true"><span style="width: ${(100 * share).toFixed(1)}%"></span></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "runs-table": RunsTable;
  }
}

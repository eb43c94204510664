/**
 * Which runs are shown and in which order: what the address of the run table holds, so that a list that was put together can
 * be sent to someone, and is there again after a reload.
 */
import type { StoredRun, StoredStatus } from "../../store/stored-run.ts";
import { changesOf } from "./changes.ts";
import type { RunColumn } from "./columns.ts";

export interface RunSort {
  /** A column's id. */
  readonly column: string;
  readonly order: "ascending" | "descending";
}

/** Within one list any will do, all lists together must; an empty one lets everything through. */
export interface RunsView {
  /** Every word of it must be found somewhere in the run's words. */
  readonly text: string;
  readonly experiments: readonly string[];
  readonly statuses: readonly StoredStatus[];
  readonly tags: readonly string[];
  readonly sweeps: readonly string[];
  readonly sort: RunSort;
}

export const NEWEST_FIRST: RunSort = { column: "started", order: "descending" };

export const ALL_RUNS: RunsView = {
  text: "",
  experiments: [],
  statuses: [],
  tags: [],
  sweeps: [],
  sort: NEWEST_FIRST,
};

export const STATUS_WORDS: Readonly<Record<StoredStatus, string>> = {
  starting: "starting",
  running: "running",
  done: "done",
  stopped: "stopped",
  failed: "failed",
  interrupted: "interrupted",
  "ended-early": "ended early",
};

/** Never refuses: what cannot be used is told in a sentence and left out. */
export function readRunsView(query: URLSearchParams): { readonly view: RunsView; readonly warnings: string[] } {
  const warnings: string[] = [];
  const lists = { experiment: [], tag: [], sweep: [] } as Record<"experiment" | "tag" | "sweep", string[]>;
  const statuses: StoredStatus[] = [];
  let text = "";
  let sort = NEWEST_FIRST;
  for (const [name, value] of query) {
    if (name === "text") text = value;
    else if (name === "experiment" || name === "tag" || name === "sweep") lists[name].push(value);
    else if (name === "status") {
      if (isStatus(value)) statuses.push(value);
      else warnings.push(`Cannot filter by status "${value}". Known: ${Object.keys(STATUS_WORDS).join(", ")}.`);
    } else if (name === "sort") {
      sort = { column: value.replace(/^-/, ""), order: value.startsWith("-") ? "descending" : "ascending" };
    } else warnings.push(`Cannot filter by "${name}": runs go by text, experiment, status, tag, sweep and sort.`);
  }
  const view = { text, experiments: lists.experiment, statuses, tags: lists.tag, sweeps: lists.sweep, sort };
  return { view, warnings };
}

/** The shortest query that `readRunsView` reads back to the same view. */
export function runsQuery({ text, experiments, statuses, tags, sweeps, sort }: RunsView): URLSearchParams {
  const query = new URLSearchParams();
  if (text !== "") query.set("text", text);
  const lists = { experiment: experiments, status: statuses, tag: tags, sweep: sweeps };
  // Repeated and not joined: a tag may hold a comma.
  for (const [name, values] of Object.entries(lists)) for (const value of values) query.append(name, value);
  if (sort.column !== NEWEST_FIRST.column || sort.order !== NEWEST_FIRST.order) {
    query.set("sort", `${sort.order === "descending" ? "-" : ""}${sort.column}`);
  }
  return query;
}

/** Whether anything is held back. */
export function isFiltered({ text, experiments, statuses, tags, sweeps }: RunsView): boolean {
  return text !== "" || [experiments, statuses, tags, sweeps].some(({ length }) => length > 0);
}

/** Everything again, in the same order. */
export function unfiltered({ sort }: RunsView): RunsView {
  return { ...ALL_RUNS, sort };
}

export function filterRuns(runs: readonly StoredRun[], view: RunsView): StoredRun[] {
  const { experiments, statuses, tags, sweeps } = view;
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter(
    (run) =>
      (experiments.length === 0 || experiments.includes(run.experiment)) &&
      (statuses.length === 0 || statuses.includes(run.status)) &&
      (tags.length === 0 || run.tags.some((tag) => tags.includes(tag))) &&
      (sweeps.length === 0 || (run.sweepId !== null && sweeps.includes(run.sweepId))) &&
      (words.length === 0 || holdsAll(run, words)),
  );
}

/** By the column's values; what has none comes last in either order, and what is equal stays as it was. */
export function sortRuns(runs: readonly StoredRun[], column: RunColumn | undefined, { order }: RunSort): StoredRun[] {
  if (column === undefined) return [...runs];
  const sign = order === "ascending" ? 1 : -1;
  return runs
    .map((run) => ({ run, value: column.valueOf(run) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * compared(a.value, b.value);
    })
    .map(({ run }) => run);
}

function compared(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b));
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

function holdsAll(run: StoredRun, words: readonly string[]): boolean {
  const { experiment, config, runId, status, note, tags, engine, dataset } = run;
  const own = [experiment, config.preset, runId, STATUS_WORDS[status], note, ...tags];
  const all = [...own, engine?.label ?? "", dataset?.name ?? "", changesOf(run)].join(" ").toLowerCase();
  return words.every((word) => all.includes(word));
}

function isStatus(text: string): text is StoredStatus {
  return Object.hasOwn(STATUS_WORDS, text);
}

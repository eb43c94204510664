/** What a list of runs can be narrowed to by one press, with how many runs have it. */
import type { StoredRun, StoredStatus } from "../../store/stored-run.ts";
import { titleOfExperiment } from "./changes.ts";
import { STATUS_WORDS, type RunsView } from "./view.ts";

export type ChipList = "experiments" | "statuses" | "tags" | "sweeps";

export interface Chip {
  readonly list: ChipList;
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly isPressed: boolean;
}

/** More would be a page of their own; those that are pressed are always there. */
const MOST_CHIPS = 10;

/** @param sweepNames - by sweep id */
export function chipsOf(
  runs: readonly StoredRun[],
  view: RunsView,
  sweepNames: ReadonlyMap<string, string>,
): { readonly title: string; readonly chips: readonly Chip[] }[] {
  const group = (
    title: string,
    list: ChipList,
    valuesOf: (run: StoredRun) => readonly string[],
    labelOf: (value: string) => string,
  ): { title: string; chips: Chip[] } => {
    const counts = new Map<string, number>(view[list].map((value) => [value, 0]));
    for (const run of runs) for (const value of valuesOf(run)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const chosen: readonly string[] = view[list];
    const chips = [...counts]
      .map(([value, count]) => ({ list, value, label: labelOf(value), count, isPressed: chosen.includes(value) }))
      .sort((a, b) => Number(b.isPressed) - Number(a.isPressed) || b.count - a.count);
    return { title, chips: chips.filter(({ isPressed }, index) => isPressed || index < MOST_CHIPS) };
  };
  const groups = [
    group("Experiment", "experiments", (run) => [run.experiment], titleOfExperiment),
    group(
      "Status",
      "statuses",
      (run) => [run.status],
      (value) => STATUS_WORDS[value as StoredStatus],
    ),
    group(
      "Tag",
      "tags",
      (run) => run.tags,
      (value) => value,
    ),
    group(
      "Sweep",
      "sweeps",
      (run) => (run.sweepId === null ? [] : [run.sweepId]),
      (value) => sweepNames.get(value) ?? value,
    ),
  ];
  // One that all runs have narrows nothing.
  return groups.filter(
    ({ chips }) => chips.length > 1 || chips.some(({ isPressed, count }) => isPressed || count < runs.length),
  );
}

/** The view after a chip was pressed. */
export function afterPress(view: RunsView, { list, value, isPressed }: Chip): RunsView {
  const before: readonly string[] = view[list];
  return { ...view, [list]: isPressed ? before.filter((one) => one !== value) : [...before, value] };
}

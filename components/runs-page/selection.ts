/** The runs that a person has selected, of which the filters may hide some. */
import type { StoredRun } from "../../store/stored-run.ts";

export interface Selection {
  /** In the order of the table; those that the filters hide after them. */
  readonly runs: readonly StoredRun[];
  readonly hidden: number;
}

/**
 * @param all - every run that is kept
 * @param shown - those that the filters let through, in the order of the table
 */
export function selectionOf(
  all: readonly StoredRun[],
  shown: readonly StoredRun[],
  selected: ReadonlySet<string>,
): Selection {
  const isSelected = ({ runId }: StoredRun): boolean => selected.has(runId);
  const seen = new Set(shown.map(({ runId }) => runId));
  const hidden = all.filter((run) => isSelected(run) && !seen.has(run.runId));
  return { runs: [...shown.filter(isSelected), ...hidden], hidden: hidden.length };
}

/** The same set, or a smaller one where some are no longer kept. */
export function stillKept(selected: ReadonlySet<string>, all: readonly StoredRun[]): ReadonlySet<string> {
  const there = new Set(all.map(({ runId }) => runId));
  const left = [...selected].filter((runId) => there.has(runId));
  return left.length === selected.size ? selected : new Set(left);
}

/** Whether a view of a run has to render again: a record is new on every step, most of its parts are not. */
import type { RunRecord } from "../src/results/run-record.ts";

export function partsDiffer(
  before: RunRecord | null,
  after: RunRecord | null,
  parts: readonly (keyof RunRecord)[],
): boolean {
  if (before === null || after === null) return before !== after;
  return parts.some((part) => before[part] !== after[part]);
}

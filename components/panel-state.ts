/** The six states that every panel of results is designed for, told from the record of a run. */
import type { RunRecord } from "../src/results/run-record.ts";

export type PanelState = "empty" | "loading" | "running" | "stopped" | "failed" | "done";

/** @param filled - whether the panel has anything to show yet */
export function panelState(record: RunRecord | null, filled: boolean): PanelState {
  if (record === null) return "empty";
  switch (record.status) {
    case "starting":
    case "running":
      return filled ? "running" : "loading";
    case "stopped":
    case "failed":
    case "done":
      return record.status;
    default:
      record.status satisfies never;
      return "empty";
  }
}

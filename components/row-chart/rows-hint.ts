/** What stands in the place of a chart of rows while there is none to draw. */
import { panelState } from "../panel-state.ts";
import type { RunRecord } from "../../src/results/run-record.ts";

export function rowsHint(record: RunRecord | null): string {
  const state = panelState(record, false);
  switch (state) {
    case "empty":
      return "Drawn here row by row as a run measures.";
    case "loading":
    case "running":
      return "Drawn as soon as measuring begins.";
    case "stopped":
      return "Stopped before anything was measured for it.";
    case "failed":
      return "The run failed before anything was measured for it.";
    case "done":
      return "This run measured nothing for it.";
    default:
      state satisfies never;
      return "";
  }
}

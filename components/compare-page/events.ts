/** What the comparison tells the lab, and its parts tell the page. */
import type { Comparison } from "./comparison.ts";

/** Another comparison is asked for. */
export class ComparisonEvent extends Event {
  static readonly type = "comparison";
  readonly comparison: Comparison;

  constructor(comparison: Comparison) {
    super(ComparisonEvent.type, { bubbles: true, composed: true });
    this.comparison = comparison;
  }
}

/** A run is to stand beside the others no more. */
export class RunTakenOutEvent extends Event {
  static readonly type = "run-taken-out";
  readonly runId: string;

  constructor(runId: string) {
    super(RunTakenOutEvent.type, { bubbles: true, composed: true });
    this.runId = runId;
  }
}

declare global {
  interface HTMLElementEventMap {
    "run-taken-out": RunTakenOutEvent;
    comparison: ComparisonEvent;
  }
}

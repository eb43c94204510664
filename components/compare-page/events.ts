/** What the comparison tells the lab. */
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

declare global {
  interface HTMLElementEventMap {
    comparison: ComparisonEvent;
  }
}

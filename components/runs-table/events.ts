/** What the run table tells the page around it. */
import type { RunSort } from "../runs-page/view.ts";

/** Other runs are chosen now. */
export class RunsSelectedEvent extends Event {
  static readonly type = "runs-selected";
  readonly runIds: ReadonlySet<string>;

  constructor(runIds: ReadonlySet<string>) {
    super(RunsSelectedEvent.type, { bubbles: true, composed: true });
    this.runIds = runIds;
  }
}

export class RunsSortedEvent extends Event {
  static readonly type = "runs-sorted";
  readonly sort: RunSort;

  constructor(sort: RunSort) {
    super(RunsSortedEvent.type, { bubbles: true, composed: true });
    this.sort = sort;
  }
}

export interface RunAnnotation {
  readonly tags?: readonly string[];
  readonly note?: string;
}

/** A person says something else about a run. */
export class RunAnnotatedEvent extends Event {
  static readonly type = "run-annotated";
  readonly runId: string;
  readonly change: RunAnnotation;

  constructor(runId: string, change: RunAnnotation) {
    super(RunAnnotatedEvent.type, { bubbles: true, composed: true });
    this.runId = runId;
    this.change = change;
  }
}

declare global {
  interface HTMLElementEventMap {
    "runs-selected": RunsSelectedEvent;
    "runs-sorted": RunsSortedEvent;
    "run-annotated": RunAnnotatedEvent;
  }
}

/** What the run table's page tells the lab. */
import type { RunsView } from "./view.ts";

/** Other runs are asked for, or another order. */
export class RunsViewEvent extends Event {
  static readonly type = "runs-view";
  readonly view: RunsView;

  constructor(view: RunsView) {
    super(RunsViewEvent.type, { bubbles: true, composed: true });
    this.view = view;
  }
}

declare global {
  interface HTMLElementEventMap {
    "runs-view": RunsViewEvent;
  }
}

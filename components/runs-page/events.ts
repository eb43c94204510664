/** What the run table's page tells the lab, and its parts tell the page. */
import type { ColumnChoice } from "./chosen-columns.ts";
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

/** Other columns are asked for. */
export class ColumnsChosenEvent extends Event {
  static readonly type = "columns-chosen";
  readonly choice: ColumnChoice;

  constructor(choice: ColumnChoice) {
    super(ColumnsChosenEvent.type, { bubbles: true, composed: true });
    this.choice = choice;
  }
}

/** What is to be done with all selected runs; "clear" selects none of them any more. */
export type SelectionAction =
  | { readonly kind: "export" | "delete" | "clear" }
  | { readonly kind: "tag" | "untag"; readonly tags: readonly string[] };

export class SelectionActionEvent extends Event {
  static readonly type = "selection-action";
  readonly action: SelectionAction;

  constructor(action: SelectionAction) {
    super(SelectionActionEvent.type, { bubbles: true, composed: true });
    this.action = action;
  }
}

declare global {
  interface HTMLElementEventMap {
    "columns-chosen": ColumnsChosenEvent;
    "selection-action": SelectionActionEvent;
    "runs-view": RunsViewEvent;
  }
}

/**
 * What elements tell their ancestors: properties travel down, these events travel up, and only the root acts on them.
 */
import type { BenchChoice } from "../src/bench/session.ts";
import type { RunConfig } from "../src/protocol.ts";
import type { Sweep } from "../src/sweep/sweep.ts";
import type { DataAction } from "./lab-controller/data-desk.ts";
import type { DriveAction } from "./lab-controller/drive-desk.ts";
import type { Draft } from "./run-configurator/draft.ts";

/** The form says something else now. */
export class DraftChangedEvent extends Event {
  static readonly type = "draft-changed";
  readonly draft: Draft;

  constructor(draft: Draft) {
    super(DraftChangedEvent.type, UPWARD);
    this.draft = draft;
  }
}

/** Another choice of engines and workloads. */
export class BenchChoiceEvent extends Event {
  static readonly type = "bench-choice";
  readonly choice: BenchChoice;

  constructor(choice: BenchChoice) {
    super(BenchChoiceEvent.type, UPWARD);
    this.choice = choice;
  }
}

/** Please run what the draft says. */
export class LaunchRequestedEvent extends Event {
  static readonly type = "launch-requested";

  constructor() {
    super(LaunchRequestedEvent.type, UPWARD);
  }
}

export class StopRequestedEvent extends Event {
  static readonly type = "stop-requested";

  constructor() {
    super(StopRequestedEvent.type, UPWARD);
  }
}

/** Please pause the run that goes on, let it go on, or move it by hand. */
export class DriveEvent extends Event {
  static readonly type = "drive-run";
  readonly action: DriveAction;

  constructor(action: DriveAction) {
    super(DriveEvent.type, UPWARD);
    this.action = action;
  }
}

export class DataPanelRequestedEvent extends Event {
  static readonly type = "data-panel-requested";

  constructor() {
    super(DataPanelRequestedEvent.type, UPWARD);
  }
}

/** Files were dropped or picked; nobody has looked into them yet. */
export class FilesChosenEvent extends Event {
  static readonly type = "files-chosen";
  readonly files: readonly File[];

  constructor(files: readonly File[]) {
    super(FilesChosenEvent.type, UPWARD);
    this.files = files;
  }
}

/** A file was picked for a file parameter; nobody has looked into it yet. */
export class ParameterFileEvent extends Event {
  static readonly type = "parameter-file";
  readonly parameter: string;
  readonly file: File;

  constructor(parameter: string, file: File) {
    super(ParameterFileEvent.type, UPWARD);
    this.parameter = parameter;
    this.file = file;
  }
}

export class DataActionEvent extends Event {
  static readonly type = "data-action";
  readonly action: DataAction;

  constructor(action: DataAction) {
    super(DataActionEvent.type, UPWARD);
    this.action = action;
  }
}

/** What a person wants done with a sweep. */
export type SweepAction =
  | { readonly kind: "resume" | "retry-failed" | "delete" | "restore"; readonly sweepId: string }
  | { readonly kind: "pause" | "stop-after-this" }
  /** A sweep read from a file or a paste, or a ready one: its form is shown before anything runs. */
  | { readonly kind: "open"; readonly sweep: Sweep };

export class SweepActionEvent extends Event {
  static readonly type = "sweep-action";
  readonly action: SweepAction;

  constructor(action: SweepAction) {
    super(SweepActionEvent.type, UPWARD);
    this.action = action;
  }
}

/** Please go on with a run that was left, and show its form. */
export class RunResumeEvent extends Event {
  static readonly type = "run-resume";
  readonly config: RunConfig;
  /** Of the form with exactly these values. */
  readonly hash: string;

  constructor(config: RunConfig, hash: string) {
    super(RunResumeEvent.type, UPWARD);
    this.config = config;
    this.hash = hash;
  }
}

const UPWARD = { bubbles: true, composed: true } as const;

declare global {
  interface HTMLElementEventMap {
    "draft-changed": DraftChangedEvent;
    "bench-choice": BenchChoiceEvent;
    "launch-requested": LaunchRequestedEvent;
    "stop-requested": StopRequestedEvent;
    "drive-run": DriveEvent;
    "data-panel-requested": DataPanelRequestedEvent;
    "files-chosen": FilesChosenEvent;
    "parameter-file": ParameterFileEvent;
    "data-action": DataActionEvent;
    "sweep-action": SweepActionEvent;
    "run-resume": RunResumeEvent;
  }
}

/**
 * Everything a run has said so far, folded from its events. Page, command line and (later) the store all read this one
 * record; it is replaced, never changed, so that a view may compare by identity.
 */
import type { DatasetIdentity } from "../data/dataset.ts";
import type { CurvePoint, EngineDescription, Phase, RunConfig, RunEvent } from "../protocol.ts";
import type { Figure } from "./figure.ts";
import { withKeyframe, type FigureHistory } from "./keyframes.ts";
import type { Manifest } from "./manifest.ts";
import type { Row } from "./table.ts";
import type { TrainedModel } from "./trained-model.ts";

export type RunStatus = "starting" | "running" | "stopped" | "done" | "failed";

export interface RunProgress {
  readonly phase: Phase;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly label: string;
}

export interface RunRecord {
  readonly config: RunConfig;
  readonly status: RunStatus;
  readonly runId: string | null;
  readonly engine: EngineDescription | null;
  readonly dataset: DatasetIdentity | null;
  readonly trainImages: number;
  readonly testImages: number;
  readonly plan: { readonly epochs: number; readonly stepsPerEpoch: number; readonly parameters: number } | null;
  readonly progress: RunProgress | null;
  /** In order of arrival, all series together. */
  readonly points: readonly CurvePoint[];
  readonly rows: readonly Row[];
  /** The newest of each id. */
  readonly figures: readonly Figure[];
  /** What each of them showed before. */
  readonly histories: readonly FigureHistory[];
  /** The newest of each name. Those of a kept run lie in the store and are read one by one. */
  readonly models: readonly TrainedModel[];
  readonly notices: readonly string[];
  readonly error: string | null;
  readonly manifest: Manifest | null;
}

export function newRecord(config: RunConfig): RunRecord {
  return {
    config,
    status: "starting",
    runId: null,
    engine: null,
    dataset: null,
    trainImages: 0,
    testImages: 0,
    plan: null,
    progress: null,
    points: [],
    rows: [],
    figures: [],
    histories: [],
    models: [],
    notices: [],
    error: null,
    manifest: null,
  };
}

/** The record after one more event. */
export function recordEvent(record: RunRecord, event: RunEvent): RunRecord {
  switch (event.kind) {
    case "started":
      return { ...record, status: "running", runId: event.runId, config: event.config, engine: event.engine };
    case "data":
      return {
        ...record,
        dataset: event.dataset,
        trainImages: event.trainImages,
        testImages: event.testImages,
      };
    case "plan": {
      const { epochs, stepsPerEpoch, parameters } = event;
      return { ...record, plan: { epochs, stepsPerEpoch, parameters } };
    }
    case "progress": {
      const { phase, done, total, unit, label } = event;
      return { ...record, progress: { phase, done, total, unit, label } };
    }
    case "points":
      return { ...record, points: [...record.points, ...event.points] };
    case "row":
      return { ...record, rows: [...record.rows, event.row] };
    case "figure":
      return {
        ...record,
        figures: [...record.figures.filter(({ id }) => id !== event.figure.id), event.figure],
        histories: withKeyframe(record.histories, event.figure, event.when ?? "", event.skipped),
      };
    case "model":
      return { ...record, models: [...record.models.filter(({ name }) => name !== event.model.name), event.model] };
    case "notice":
      return { ...record, notices: [...record.notices, event.text] };
    case "finished":
      return { ...record, status: event.outcome, manifest: event.manifest };
    case "failed":
      return { ...record, status: "failed", error: event.message, manifest: event.manifest };
    default:
      event satisfies never;
      return record;
  }
}

/** Whether the run still goes. */
export function isRunning(record: RunRecord | null): boolean {
  return record !== null && (record.status === "starting" || record.status === "running");
}

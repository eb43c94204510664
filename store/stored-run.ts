/** A run as the store lists it: everything but its curves, rows and figures, which lie beside it and are read one by one. */
import * as z from "zod/mini";
import { metricsOf, type Metric } from "../src/results/metrics.ts";
import { newRecord, type RunRecord, type RunStatus } from "../src/results/run-record.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { Figure } from "../src/results/figure.ts";
import type { FigureHistory } from "../src/results/keyframes.ts";
import type { Row } from "../src/results/table.ts";
import type { CurvePoint } from "../src/protocol.ts";

/**
 * As a run's own status, and two that only the store can know: nobody stopped it, but its page or worker went away; or its
 * sweep ended it because it fell behind.
 */
export type StoredStatus = RunStatus | "interrupted" | "ended-early";

export interface StoredRun extends Pick<
  RunRecord,
  | "config"
  | "engine"
  | "dataset"
  | "trainImages"
  | "testImages"
  | "plan"
  | "progress"
  | "notices"
  | "error"
  | "manifest"
> {
  readonly runId: string;
  readonly experiment: string;
  readonly status: StoredStatus;
  /** Of `runIdentity`: the same for runs of the same configuration on the same digits. */
  readonly identity: string;
  /** The sweep that it is a trial of. */
  readonly sweepId: string | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly wallMs: number;
  readonly metrics: readonly Metric[];
  readonly tags: readonly string[];
  readonly note: string;
  /** When it was deleted, ISO 8601; it can be brought back until the lab is opened the next day. */
  readonly deletedAt: string | null;
}

/** What a run belongs to, told by whoever launched it. */
export interface Belonging {
  readonly identity: string;
  readonly sweepId: string | null;
}

/** The parts of a stored run that the page relies on; a row without them is damaged. */
const STORED_RUN = z.object({
  runId: z.string().check(z.minLength(1)),
  experiment: z.string(),
  status: z.enum(["starting", "running", "stopped", "done", "failed", "interrupted", "ended-early"]),
  identity: z.string(),
  sweepId: z.nullable(z.string()),
  startedAt: z.string(),
  wallMs: z.number(),
  config: z.object({
    experiment: z.string(),
    preset: z.string(),
    engine: z.enum(["auto", "webgpu", "wasm", "cpu"]),
    values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.number())])),
  }),
  metrics: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(["headline", "curve"]),
      better: z.enum(["lower", "higher"]),
      last: z.number(),
      best: z.number(),
      ci95: z.nullable(z.number()),
    }),
  ),
  tags: z.array(z.string()),
  note: z.string(),
  deletedAt: z.nullable(z.string()),
  notices: z.array(z.string()),
  error: z.nullable(z.string()),
});

/** Whether what lies in the store is a run that the page can show. */
export function isStoredRun(value: unknown): value is StoredRun {
  return STORED_RUN.safeParse(value).success;
}

/** The list's entry of a run that goes on or has just ended. */
export function storedRun(
  spec: ExperimentSpec,
  record: RunRecord & { readonly runId: string },
  belonging: Belonging,
  startedAt: Date,
  wallMs: number,
): StoredRun {
  const { config, engine, dataset, trainImages, testImages, plan, progress, notices, error, manifest } = record;
  return {
    ...{ config, engine, dataset, trainImages, testImages, plan, progress, notices, error, manifest },
    ...belonging,
    runId: record.runId,
    experiment: config.experiment,
    status: record.status,
    startedAt: manifest?.startedAt ?? startedAt.toISOString(),
    wallMs: manifest?.wallMs ?? Math.round(wallMs),
    metrics: metricsOf(spec, record.rows, record.points),
    tags: [],
    note: "",
    deletedAt: null,
  };
}

/** The run's whole record again, as every view of a run reads it. */
export function recordOf(
  run: StoredRun,
  points: readonly CurvePoint[],
  rows: readonly Row[],
  figures: readonly Figure[],
  histories: readonly FigureHistory[],
): RunRecord {
  const { config, runId, engine, dataset, trainImages, testImages, plan, progress, error, manifest } = run;
  const [status, notices] = shownStatus(run);
  return {
    ...newRecord(config),
    ...{ status, runId, engine, dataset, trainImages, testImages, plan, progress, error, manifest },
    ...{ points, rows, figures, histories, notices },
  };
}

function shownStatus({ status, notices }: StoredRun): [RunStatus, readonly string[]] {
  switch (status) {
    case "interrupted":
      return [
        "stopped",
        [...notices, "The page or its worker went away while this ran. What it had measured is kept."],
      ];
    case "ended-early":
      return ["stopped", [...notices, "Its sweep ended it early, because it fell behind the others."]];
    case "starting":
    case "running":
    case "stopped":
    case "done":
    case "failed":
      return [status, notices];
    default:
      status satisfies never;
      return ["stopped", notices];
  }
}

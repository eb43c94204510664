/**
 * One run in a headless lab, from a checked configuration to files on disk. It ends in one of three outcomes and each of them
 * writes what was measured; it prints nothing but progress, and neither opens nor closes the lab.
 */
import { findExperiment } from "../../src/catalog.ts";
import type { DatasetIdentity } from "../../src/data/dataset.ts";
import type { ParameterValues } from "../../src/experiments/parameters.ts";
import type { EngineDescription, RunConfig, RunOutcome, RunStart } from "../../src/protocol.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import { newRecord, recordEvent, type RunRecord } from "../../src/results/run-record.ts";
import type { Row } from "../../src/results/table.ts";
import type { PageMessage, Surroundings } from "../headless/bridge.ts";
import type { HeadlessLab } from "./headless-lab.ts";
import { describeMachine } from "./machine.ts";
import { writeOutputs } from "./outputs.ts";
import type { ProgressReport } from "./progress.ts";

const AUTOSAVE_INTERVAL_MS = 60_000;

/** What is to be measured, and where its files go. */
export interface Measurement {
  readonly config: RunConfig;
  /** It can be written already. */
  readonly outFolder: string;
  readonly start: RunStart;
  /** Told of the record after each event; may end the run, which then counts as stopped. */
  readonly onRecord?: (record: RunRecord, end: () => void) => void;
}

/** What `--json` prints. */
export interface RunResult {
  readonly outcome: RunOutcome | "failed";
  /** One sentence, when it failed. */
  readonly error?: string;
  readonly experiment: string;
  readonly preset: string;
  readonly values: ParameterValues;
  readonly engine: EngineDescription | null;
  readonly dataset: DatasetIdentity | null;
  readonly rows: readonly Row[];
  readonly files: readonly string[];
  readonly wallMs: number;
  readonly notices: readonly string[];
}

/**
 * Measures it; what breaks on the way is a result that says "failed".
 *
 * @param openLab - the lab to run in; whoever gives it closes it
 * @param stop - aborted when the run shall stop
 */
export async function measure(
  { config, outFolder, start, onRecord }: Measurement,
  openLab: () => Promise<HeadlessLab>,
  progress: ProgressReport,
  stop: AbortSignal,
): Promise<{ result: RunResult; record: RunRecord }> {
  const spec = findExperiment(config.experiment);
  const startedAt = new Date();
  const startedMs = performance.now();
  const machine = describeMachine();
  const figures = new Map<string, Buffer>();
  let record = newRecord(config);
  let surroundings: Surroundings | null = null;

  let end: () => void = () => undefined;
  const onMessage = (message: PageMessage): void => {
    if (message.kind === "figure") {
      figures.set(message.id, Buffer.from(message.pngBase64, "base64"));
      return;
    }
    if (message.kind === "model") {
      const weights = new Uint8Array(Buffer.from(message.weightsBase64, "base64"));
      record = recordEvent(record, { kind: "model", model: { ...message.model, weights } });
      return;
    }
    record = recordEvent(record, message.event);
    narrate(message, progress);
    onRecord?.(record, end);
  };

  // A run of an hour that is killed shall leave what it measured.
  const autosave = setInterval(
    () => writeOutputs(outFolder, { spec, record, figures, manifest: null }),
    AUTOSAVE_INTERVAL_MS,
  );
  let fault: string | null = null;
  try {
    const lab = await openLab();
    surroundings = lab.surroundings;
    end = () => void lab.stop().catch(() => undefined); // `run` says what broke
    if (!stop.aborted) {
      stop.addEventListener("abort", end);
      await lab.run(config, { from: "command line", machine }, start, onMessage);
    }
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  } finally {
    stop.removeEventListener("abort", end);
    clearInterval(autosave);
  }
  progress.end();

  const outcome = outcomeOf(record, stop);
  const wallMs = Math.round(record.manifest?.wallMs ?? performance.now() - startedMs);
  const manifest = record.manifest ?? standIn(record, surroundings, { outcome, startedAt, wallMs, machine });
  const written = writeOutputs(outFolder, { spec, record, figures, manifest });
  const error = outcome === "failed" ? (record.error ?? fault ?? "The run ended without saying how.") : undefined;
  const { engine, dataset, rows, notices } = record;
  const { experiment, preset, values } = config;
  return {
    record,
    result: {
      outcome,
      ...(error === undefined ? {} : { error }),
      experiment,
      preset,
      values,
      engine,
      dataset,
      rows,
      files: written,
      wallMs,
      notices,
    },
  };
}

function narrate({ event }: Extract<PageMessage, { kind: "event" }>, progress: ProgressReport): void {
  switch (event.kind) {
    case "started":
      return progress.say(`${event.engine.label}: ${event.engine.reason}`);
    case "data": {
      const { dataset, trainImages, testImages } = event;
      return progress.say(`${dataset.name}: ${trainImages} images to train on, ${testImages} to measure on`);
    }
    case "notice":
      return progress.say(`Note: ${event.text}`);
    case "progress":
      return progress.update(event);
    case "plan":
    case "points":
    case "row":
    case "finished":
    case "failed":
      return;
    default:
      event satisfies never;
  }
}

/** A page that broke while it was being stopped is stopped all the same. */
function outcomeOf({ status }: RunRecord, stop: AbortSignal): RunResult["outcome"] {
  if (status === "done" || status === "stopped" || status === "failed") return status;
  return stop.aborted ? "stopped" : "failed";
}

/** The manifest of a run whose worker is gone; null before an engine was chosen. */
function standIn(
  { config, runId, engine, dataset, rows, notices }: RunRecord,
  surroundings: Surroundings | null,
  known: { outcome: RunResult["outcome"]; startedAt: Date; wallMs: number; machine: string },
): Manifest | null {
  if (runId === null || engine === null || surroundings === null) return null;
  const { lacuna, userAgent, logicalCores, crossOriginIsolated } = surroundings;
  return {
    lacuna,
    runId,
    config,
    outcome: known.outcome,
    dataset,
    engine,
    environment: { from: "command line", machine: known.machine, userAgent, logicalCores, crossOriginIsolated },
    startedAt: known.startedAt.toISOString(),
    wallMs: known.wallMs,
    phasesMs: {},
    rows: rows.length,
    notices,
  };
}

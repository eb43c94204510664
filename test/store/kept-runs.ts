/** Tiny stored runs, each with something of everything that a run can have. */
import { findExperiment } from "../../src/catalog.ts";
import type { CurvePoint } from "../../src/protocol.ts";
import type { Figure } from "../../src/results/figure.ts";
import { withKeyframe } from "../../src/results/keyframes.ts";
import type { TrainedModel } from "../../src/results/trained-model.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import { keyframeNews } from "../../store/stored-keyframes.ts";
import { storedRun, type StoredRun } from "../../store/stored-run.ts";
import type { LabStore } from "../../store/lab-store.ts";
import { CONFIG, FIGURE, MANIFEST, record, row } from "../components/records.ts";

const SPEC = findExperiment("masked-restoration");

export const SCATTER: Figure = {
  kind: "scatter",
  id: "plane",
  title: "Plane",
  caption: "Two points.",
  xLabel: "x",
  yLabel: "y",
  points: Float32Array.of(0.1, -2, 3.5, 1e-7),
  labels: Uint8Array.of(0, 9),
};

/** One weight, 2 × 1. */
export const MODEL: TrainedModel = {
  name: "seed 1",
  topology: { class_name: "Sequential", config: { name: "tiny", layers: [] } },
  specs: [{ name: "code/kernel", shape: [2, 1], dtype: "float32" }],
  weights: new Uint8Array(Float32Array.of(0.5, -1e-7).buffer),
  inputs: [[null, 2]],
  outputs: [[null, 1]],
  ownLayers: [],
};

export function curve(series: string, values: readonly number[]): CurvePoint[] {
  return values.map((value, index) => ({
    series,
    epoch: (index + 1) / 4,
    step: index + 1,
    wallMs: 12.5 * index,
    value,
  }));
}

export interface KeptChange {
  readonly values?: RunRecord["config"]["values"];
  readonly record?: Partial<RunRecord>;
  readonly run?: Partial<StoredRun>;
}

/** Writes a finished run into a store, of `day` days after the first of January 2025. */
export async function keepRun(store: LabStore, runId: string, day = 0, change: KeptChange = {}): Promise<StoredRun> {
  const startedAt = new Date(Date.UTC(2025, 0, 1 + day));
  const config = { ...CONFIG, values: { ...CONFIG.values, ...change.values } };
  const kept = record("done", {
    points: [...curve("train", [0.5, 0.25 + 1 / 3, 0.1]), ...curve("validation", [0.4, 0.2])],
    rows: [row("network", 0.012), row("linear-fill", 0.008)],
    figures: [FIGURE, SCATTER],
    histories: withKeyframe(withKeyframe([], FIGURE, "epoch 1 of 2"), FIGURE, "epoch 2 of 2"),
    models: [MODEL],
    plan: { epochs: 2, stepsPerEpoch: 10, parameters: 1234 },
    manifest: { ...MANIFEST, runId, config, startedAt: startedAt.toISOString() },
    ...change.record,
    config,
    runId,
  });
  const belonging = { identity: runId, sweepId: null };
  const run = { ...storedRun(SPEC, { ...kept, runId }, belonging, startedAt, 38_000), ...change.run };
  await store.write(run, 0, { points: kept.points, rows: kept.rows, figures: kept.figures, models: kept.models });
  await store.writeKeyframes(keyframeNews(runId, [], kept.histories));
  return run;
}

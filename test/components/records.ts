/** Tiny runs in every state, as a worker would have told them. */
import { PIXELS, type DatasetIdentity } from "../../src/data/dataset.ts";
import { maskedRestoration } from "../../src/experiments/masked-restoration/spec.ts";
import type { CurvePoint, EngineDescription, RunConfig } from "../../src/protocol.ts";
import type { TileFigure } from "../../src/results/figure.ts";
import type { Manifest } from "../../src/results/manifest.ts";
import { newRecord, type RunRecord, type RunStatus } from "../../src/results/run-record.ts";
import type { Cell, Row } from "../../src/results/table.ts";

export const CONFIG: RunConfig = {
  experiment: "masked-restoration",
  preset: "quick",
  engine: "wasm",
  values: maskedRestoration.presets.quick.values,
};

export const ENGINE: EngineDescription = {
  backend: "wasm",
  label: "WASM · SIMD, 2 threads",
  reason: "it was asked for",
  softwareAdapter: false,
  adapter: null,
  wasm: { simd: true, threads: 2, kernels: "fused multiply-add" },
  tfjsVersion: "4.22.0",
};

export const MNIST: DatasetIdentity = {
  name: "MNIST",
  origin: "files",
  sha256: { "train-images-idx3-ubyte": "ba89" },
  trainCount: 60_000,
  testCount: 10_000,
};

export const EMBEDDED: DatasetIdentity = { ...MNIST, name: "embedded digits", origin: "embedded", sha256: {} };

export const MANIFEST: Manifest = {
  lacuna: { version: "0.1.0", commit: "unknown" },
  runId: "run-1",
  config: CONFIG,
  outcome: "done",
  dataset: MNIST,
  engine: ENGINE,
  environment: { from: "test", machine: "", userAgent: "", logicalCores: 2, crossOriginIsolated: true },
  startedAt: "2025-01-01T00:00:00.000Z",
  wallMs: 38_000,
  phasesMs: { training: 30_000 },
  rows: 2,
  notices: [],
};

/** One measured row: a 5 px vertical stripe, published at .0156. */
export function row(restorer: string, mse: number, change: Readonly<Record<string, Cell>> = {}): Row {
  return {
    seed: 1,
    restorer,
    corruption: "vertical-stripe",
    size_px: 5,
    masked_percent: (100 * 5) / 28,
    composited: false,
    mse_all: mse,
    mse_all_ci95: mse / 10,
    published_mse: restorer === "network" ? 0.0156 : null,
    difference_percent: restorer === "network" ? 100 * (mse / 0.0156 - 1) : null,
    quality: "good",
    n_images: 20,
    ...change,
  };
}

export function point(series: string, epoch: number, value: number): CurvePoint {
  return { series, epoch, step: Math.round(100 * epoch), wallMs: 1000 * epoch, value };
}

/** Two columns: all ink and all paper, whole holes in the first, differences of +1 and −1. */
export const FIGURE: TileFigure = {
  kind: "tiles",
  id: "showcase",
  title: "Restored test digits",
  caption: "After epoch 1 of 2.",
  columns: ["Square patch 12 px", "Square patch 12 px"],
  rows: [
    { label: "original", role: "image", pixels: tiles(1, 0) },
    { label: "damaged", role: "damaged", pixels: tiles(0, 0), holes: Uint8Array.from(tiles(1, 0)) },
    { label: "restored", role: "image", pixels: tiles(0, 1) },
    { label: "difference", role: "difference", pixels: tiles(1, -1) },
  ],
};

export function record(status: RunStatus, change: Partial<RunRecord> = {}): RunRecord {
  return { ...newRecord(CONFIG), status, runId: "run-1", engine: ENGINE, dataset: MNIST, testImages: 20, ...change };
}

const MEASURED = {
  points: [point("train", 0.5, 0.2), point("train", 1, 0.1), point("validation", 1, 0.15)],
  rows: [row("network", 0.012), row("linear-fill", 0.008)],
  figures: [FIGURE],
  plan: { epochs: 2, stepsPerEpoch: 10, parameters: 1234 },
} satisfies Partial<RunRecord>;

/** The six states that every panel is designed for. */
export const STATES: Readonly<Record<string, RunRecord | null>> = {
  empty: null,
  loading: record("starting"),
  running: record("running", {
    ...MEASURED,
    progress: { phase: "training", done: 5, total: 20, unit: "steps", label: "epoch 1 of 2" },
    notices: ["The run goes on with the embedded digits."],
  }),
  stopped: record("stopped", { ...MEASURED, manifest: { ...MANIFEST, outcome: "stopped" } }),
  failed: record("failed", { ...MEASURED, error: "The graphics card was lost." }),
  done: record("done", { ...MEASURED, manifest: MANIFEST }),
};

function tiles(...values: number[]): Float32Array {
  return Float32Array.from(values.flatMap((value) => Array<number>(PIXELS).fill(value)));
}

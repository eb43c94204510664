/**
 * One run as `record.json` in an archive: everything that the store has of it, without loss. A file comes from outside, so
 * each part that any page reads is checked before it goes into the store.
 */
import { z } from "zod";
import { ENGINE_CHOICES } from "../src/protocol.ts";
import { ANY_NUMBER, arrayToBase64, base64Array, writeAnyNumber } from "../src/results/binary-json.ts";
import type { Figure } from "../src/results/figure.ts";
import { FIGURE, figureJson, HISTORY, historyJson } from "../src/results/figure-json.ts";
import type { FigureHistory } from "../src/results/keyframes.ts";
import type { Row } from "../src/results/table.ts";
import type { CurvePoint } from "../src/protocol.ts";
import { packPoints, unpackPoints } from "./stored-curves.ts";
import type { StoredRun } from "./stored-run.ts";

/** All that the store holds of a run. */
export interface WholeRun {
  readonly run: StoredRun;
  readonly points: readonly CurvePoint[];
  readonly rows: readonly Row[];
  readonly figures: readonly Figure[];
  readonly histories: readonly FigureHistory[];
}

const KIND = "lacuna run";
const VERSION = 1;

const FLOATS = base64Array((buffer) => new Float64Array(buffer), 8);

const VALUE = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);

const CONFIG = z.object({
  experiment: z.string(),
  preset: z.string(),
  engine: z.enum(ENGINE_CHOICES),
  values: z.record(z.string(), VALUE),
});

const ENGINE = z.looseObject({
  backend: z.enum(["webgpu", "wasm", "cpu"]),
  label: z.string(),
  reason: z.string(),
  softwareAdapter: z.boolean(),
  adapter: z.looseObject({ vendor: z.string(), architecture: z.string(), description: z.string() }).nullable(),
  wasm: z
    .looseObject({
      simd: z.boolean(),
      threads: z.number(),
      kernels: z.enum(["fused multiply-add", "plain"]).nullable(),
    })
    .nullable(),
  tfjsVersion: z.string(),
});

const DATASET = z.object({
  name: z.string(),
  origin: z.enum(["files", "cache", "mirror", "embedded"]),
  sha256: z.record(z.string(), z.string()),
  trainCount: z.number(),
  testCount: z.number(),
});

const MANIFEST = z.looseObject({
  lacuna: z.object({ version: z.string(), commit: z.string() }),
  runId: z.string(),
  config: CONFIG,
  outcome: z.enum(["done", "stopped", "failed"]),
  dataset: DATASET.nullable(),
  engine: ENGINE,
  environment: z.looseObject({ from: z.string(), machine: z.string(), userAgent: z.string() }),
  startedAt: z.iso.datetime(),
  wallMs: z.number(),
  phasesMs: z.record(z.string(), z.number()),
  rows: z.number(),
  notices: z.array(z.string()),
});

const METRIC = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(["headline", "curve"]),
  better: z.enum(["lower", "higher"]),
  last: z.number(),
  best: z.number(),
  ci95: z.number().nullable(),
});

const RUN = z
  .object({
    runId: z.string().regex(/^[\w.:-]{1,120}$/, "the run's id may hold letters, digits, . _ : - only"),
    experiment: z.string(),
    status: z.enum(["starting", "running", "stopped", "done", "failed", "interrupted", "ended-early"]),
    identity: z.string(),
    sweepId: z.string().nullable(),
    startedAt: z.iso.datetime(),
    wallMs: z.number().min(0),
    config: CONFIG,
    engine: ENGINE.nullable(),
    dataset: DATASET.nullable(),
    trainImages: z.number(),
    testImages: z.number(),
    plan: z.object({ epochs: z.number(), stepsPerEpoch: z.number(), parameters: z.number() }).nullable(),
    progress: z
      .object({
        phase: z.enum(["data", "training", "measuring"]),
        done: z.number(),
        total: z.number(),
        unit: z.string(),
        label: z.string(),
      })
      .nullable(),
    metrics: z.array(METRIC),
    tags: z.array(z.string()),
    note: z.string(),
    deletedAt: z.string().nullable(),
    notices: z.array(z.string()),
    error: z.string().nullable(),
    manifest: MANIFEST.nullable(),
  })
  .refine(({ runId, manifest }) => manifest === null || manifest.runId === runId, "its manifest is another run's");

const CURVES = z
  .object({
    series: z.array(z.string()),
    seriesOf: base64Array((buffer) => new Uint16Array(buffer), 2),
    epoch: FLOATS,
    step: FLOATS,
    wallMs: FLOATS,
    value: FLOATS,
  })
  .refine(
    ({ series, seriesOf, epoch, step, wallMs, value }) =>
      [epoch, step, wallMs, value].every(({ length }) => length === seriesOf.length) &&
      seriesOf.every((index) => index < series.length),
    "the columns of its curves do not go together",
  );

const FILE = z.object({
  kind: z.literal(KIND),
  version: z.literal(VERSION),
  run: RUN,
  rows: z.array(z.record(z.string(), z.union([z.string(), z.boolean(), z.null(), ANY_NUMBER]))),
  curves: CURVES,
  figures: z.array(FIGURE),
  /** Absent from files that are older than histories. */
  histories: z.array(HISTORY).default([]),
});

export function runFile({ run, points, rows, figures, histories }: WholeRun): string {
  const { series, seriesOf, epoch, step, wallMs, value } = packPoints(run.runId, 0, points);
  const columns = { seriesOf, epoch, step, wallMs, value };
  const curves = {
    series,
    ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, arrayToBase64(column)])),
  };
  return JSON.stringify(
    {
      kind: KIND,
      version: VERSION,
      run,
      rows,
      curves,
      figures: figures.map(figureJson),
      histories: histories.map(historyJson),
    },
    writeAnyNumber,
  );
}

/**
 * A run that went on when it was written down comes back as interrupted, and a deleted one as one that is there.
 *
 * @throws Error whose message ends a sentence: "it is not JSON"
 */
export function readRunFile(text: string): WholeRun {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  const result = FILE.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join(".") ?? "";
    throw new Error(`${place === "" ? "" : `${place}: `}${issue?.message ?? "it does not fit"}`);
  }
  const { run, rows, curves, figures, histories } = result.data;
  const status = run.status === "running" || run.status === "starting" ? "interrupted" : run.status;
  return {
    run: { ...run, status, deletedAt: null } as StoredRun,
    points: unpackPoints([{ runId: run.runId, part: 0, ...curves }]),
    rows,
    figures,
    histories,
  };
}

/** A spec that declares every kind of panel, and a run that fills them all, as small as they can be. */
import { PIXELS } from "../../src/data/dataset.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { ScatterFigure, TileFigure } from "../../src/results/figure.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import type { Row } from "../../src/results/table.ts";
import { MANIFEST, point, record } from "./records.ts";

export const PARAMETERS = {
  epochs: { kind: "integer", label: "Epochs", help: "Passes.", minimum: 1, maximum: 9 },
  generator: {
    kind: "file",
    label: "Generator",
    help: "What draws.",
    options: [
      { value: "own", label: "The lab's own" },
      { value: "other", label: "Another" },
    ],
    suffix: ".json",
  },
} as const;

export const EVERY_PANEL = {
  name: "every-panel",
  title: "Every panel",
  summary: "One of each.",
  introduction: "One panel of every kind.",
  source: "A test",
  parameters: PARAMETERS,
  presets: { quick: { label: "Quick", summary: "At once.", values: { epochs: 2, generator: "own" } } },
  defaultPreset: "quick",
  columns: [
    { name: "seed" },
    { name: "method", label: "Method", help: "Who restores." },
    { name: "kind", label: "Mask" },
    { name: "size", label: "Size", unit: "px", digits: 0 },
    { name: "mse", label: "MSE", digits: 3, help: "Mean squared error." },
    { name: "mse_ci95", label: "±", digits: 3 },
    { name: "accuracy_percent", label: "Read", unit: "%", digits: 1 },
    { name: "note", label: "Note" },
  ],
  curves: [
    { title: "Energy", x: "step", value: "Energy", axis: "linear" },
    { title: "J", x: "step", value: "J(z)", axis: "log", chosen: "chosen" },
  ],
  charts: [
    {
      kind: "lines",
      title: "Error by size",
      x: "size",
      y: "mse",
      yCi95: "mse_ci95",
      series: ["method"],
      axis: "log",
      where: { kind: "patch" },
      published: [{ x: 5, y: 0.5, label: "table 1" }],
    },
    { kind: "lines", title: "Error by method", x: "method", y: "mse", series: ["size"], axis: "linear" },
    {
      kind: "heat-map",
      title: "All on all",
      rows: ["method"],
      columns: ["kind", "size"],
      values: [
        { column: "mse", better: "lower" },
        { column: "accuracy_percent", better: "higher" },
      ],
    },
  ],
  published: [],
  notes: [{ published: "It works.", measured: "It does." }],
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick">;

export function cells(method: string, kind: string, size: number, mse: number | null, accuracy = 50): Row {
  return { seed: 1, method, kind, size, mse, mse_ci95: mse === null ? null : mse / 10, accuracy_percent: accuracy };
}

export const ROWS: readonly Row[] = [
  cells("pca", "patch", 5, 0.2),
  cells("pca", "patch", 9, 0.4),
  cells("net", "patch", 5, 0.1, 90),
  cells("net", "patch", 9, 0.3),
  cells("net", "brush", 5, 0.7),
];

/** 6 × 6 tiles without gaps and without names; the first is all ink. */
export const SHEET: TileFigure = {
  kind: "tiles",
  id: "sheet",
  title: "A walk",
  caption: "from here to there",
  columns: Array<string>(6).fill(""),
  rows: Array.from({ length: 6 }, (_, index) => ({
    label: "",
    role: "image",
    pixels: Float32Array.from({ length: 6 * PIXELS }, (_, i) => (index === 0 && i < PIXELS ? 1 : 0)),
  })),
  seamless: true,
};

/** Two of digit 3 on the left, one of digit 8 on the right. */
export const SCATTER: ScatterFigure = {
  kind: "scatter",
  id: "plane",
  title: "The plane",
  caption: "three digits",
  xLabel: "z₁",
  yLabel: "z₂",
  points: Float32Array.of(0, 0, 0, 1, 10, 1),
  labels: Uint8Array.of(3, 3, 8),
};

const FILLED = {
  points: [
    point("Energy/data", 1, -2),
    point("Energy/contrastive", 1, 3),
    ...[1, 2, 3, 4, 5].map((restart) => point(`J, N = 300/restart ${restart}`, 1, 10 * restart)),
    point("J, N = 300/chosen", 1, 9),
  ],
  rows: ROWS,
  figures: [SHEET, SCATTER],
  plan: { epochs: 2, stepsPerEpoch: 100, parameters: 12 },
} satisfies Partial<RunRecord>;

export const EVERY_STATE: Readonly<Record<string, RunRecord | null>> = {
  empty: null,
  loading: record("starting"),
  running: record("running", FILLED),
  stopped: record("stopped", { ...FILLED, manifest: { ...MANIFEST, outcome: "stopped" } }),
  failed: record("failed", { ...FILLED, error: "The graphics card was lost." }),
  done: record("done", { ...FILLED, manifest: MANIFEST }),
};

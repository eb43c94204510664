/**
 * Energy inpainting (seed 000): PCA, and a generator trained against a learned energy, fill a 6 × 6 hole. What is asked, not
 * how it is done.
 */
import { DATA_PARAMETER, REPEATS_PARAMETER, SEED_PARAMETER, type ExperimentSpec } from "../experiment.ts";
import type { ValuesOf } from "../parameters.ts";
import { COLUMNS } from "./columns.ts";
import { NOTES } from "./notes.ts";
import { SHEET_LOSSES } from "./reference.ts";

export const PARAMETERS = {
  data: DATA_PARAMETER,
  trainImages: {
    kind: "integer",
    label: "Training images",
    group: "Data",
    help:
      "The networks learn from the first ones, in their own order, never shuffled: the source takes 10,000. PCA and the " +
      "other baselines always learn from all.",
    unit: "images",
    minimum: 1,
    maximum: 60_000,
  },
  testImages: {
    kind: "integer",
    label: "Test images",
    group: "Data",
    help: "How many of the test images to measure on, from the first. 0 takes them all.",
    unit: "images",
    minimum: 0,
    maximum: 10_000,
  },
  components: {
    kind: "integer-list",
    label: "PCA components",
    group: "PCA",
    help: "Directions kept: few blur, many keep the grey of the hole. A picture has 784 pixels and no more directions.",
    minimum: 1,
    maximum: 784,
    fewest: 1,
  },
  generatorInput: {
    kind: "choice",
    label: "The generator learns from",
    group: "Networks",
    help:
      "The source's text and diagram say the damaged picture; its code shows the whole one in training, hole included, " +
      "and the damaged one only in the end.",
    options: [
      { value: "complete", label: "The whole picture, as the code has it" },
      { value: "damaged", label: "The damaged picture, as the text says" },
    ],
  },
  hiddenUnits: {
    kind: "integer",
    label: "Hidden units",
    group: "Networks",
    help: "Width of both hidden layers of both networks.",
    unit: "units",
    minimum: 2,
    maximum: 2048,
  },
  epochs: {
    kind: "integer",
    label: "Epochs",
    group: "Training",
    help: "Passes over the training images. The sheet says 100, the README 50, the last commit 51.",
    unit: "epochs",
    minimum: 1,
    maximum: 1000,
  },
  batchSize: {
    kind: "integer",
    label: "Batch",
    group: "Training",
    help: "Images per step. The sheet and the README say 100, the last commit 1000: a tenth of the steps.",
    unit: "images",
    minimum: 1,
    maximum: 4096,
  },
  learningRate: {
    kind: "number",
    label: "Learning rate",
    group: "Training",
    help: "Of plain gradient descent, the same for both networks. The sheet and the README say 0.05, the last commit 0.08.",
    minimum: 1e-6,
    maximum: 10,
  },
  descentSteps: {
    kind: "integer",
    label: "Steps",
    group: "Energy descent",
    help: "How often the missing pixels step down the learned energy once training is over.",
    unit: "steps",
    minimum: 1,
    maximum: 10_000,
  },
  descentRate: {
    kind: "number",
    label: "Rate",
    group: "Energy descent",
    help: "How far a pixel moves per step, in units of [−1, 1] per unit of the energy's slope.",
    minimum: 1e-6,
    maximum: 100,
  },
  descentPath: {
    kind: "integer-list",
    label: "Steps to measure after",
    group: "Energy descent",
    help:
      "The way down, also far beyond the steps above, on at most 500 test images, from the generator's picture, from grey " +
      "and from the true picture, which a good energy would leave alone.",
    unit: "steps",
    minimum: 0,
    maximum: 10_000,
    fewest: 0,
  },
  seed: SEED_PARAMETER,
  repeats: REPEATS_PARAMETER,
} as const;

export type EnergyInpaintingValues = ValuesOf<typeof PARAMETERS>;

const AS_PUBLISHED: EnergyInpaintingValues = {
  data: "real",
  trainImages: 10_000,
  testImages: 0,
  components: [10, 60, 360],
  generatorInput: "complete",
  hiddenUnits: 256,
  epochs: 51,
  batchSize: 1000,
  learningRate: 0.08,
  descentSteps: 30,
  descentRate: 0.1,
  descentPath: [0, 1, 3, 10, 30, 100, 300],
  seed: 1,
  repeats: 1,
};

/** What the energy net and its generator lend to the yardstick when there is time; the preset "corrected". */
export const CORRECTED: EnergyInpaintingValues = {
  ...AS_PUBLISHED,
  generatorInput: "damaged",
  epochs: 50,
  batchSize: 100,
  learningRate: 0.05,
};

export const energyInpainting = {
  name: "energy-inpainting",
  title: "Energy inpainting",
  summary:
    "A 6 × 6 hole filled by PCA, by a generator trained against a learned energy, and by descending that energy.",
  introduction:
    "One network learns an energy: low for true digits, high for digits whose hole another network has filled. The other " +
    "learns to fill the hole so that the energy stays low. PCA is the published baseline. The source shows pictures and " +
    "no figure; here every method is measured on the same holes.",
  source: "Seed 000: README “MNIST Inpainting with Energy-Based Learning”, its code, and the exercise sheet behind it",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary: "Both networks on 2,000 embedded digits, and all restorers on 400: about a minute on two CPU cores.",
      values: {
        ...CORRECTED,
        data: "embedded",
        trainImages: 2000,
        testImages: 400,
        epochs: 20,
        descentPath: [0, 3, 10, 30, 100],
      },
    },
    "as-published": {
      label: "As published",
      summary:
        "The last commit to the letter: 510 steps of 1,000 images, the generator shown whole pictures in training.",
      values: AS_PUBLISHED,
    },
    readme: {
      label: "README",
      summary: "The call that the README prints: 5,000 steps of 100 images, whole pictures in training.",
      values: { ...AS_PUBLISHED, epochs: 50, batchSize: 100, learningRate: 0.05 },
    },
    sheet: {
      label: "Exercise sheet",
      summary: "The exercise behind the source: 10,000 steps of 100 images, whose loss log is drawn in grey.",
      values: { ...AS_PUBLISHED, epochs: 100, batchSize: 100, learningRate: 0.05 },
    },
    corrected: {
      label: "Corrected",
      summary: "As the README describes it: 5,000 steps, and the generator learns from what it is shown in the end.",
      values: CORRECTED,
    },
  },
  defaultPreset: "quick",
  columns: COLUMNS,
  charts: [
    {
      kind: "lines",
      title: "Error in the hole",
      x: "restorer",
      y: "mse_hole",
      yCi95: "mse_hole_ci95",
      series: ["preset"],
      axis: "linear",
      where: { part: "restoration" },
    },
    {
      kind: "lines",
      title: "Error in the hole on the way down the energy",
      x: "descent_steps",
      y: "mse_hole",
      yCi95: "mse_hole_ci95",
      series: ["restorer"],
      axis: "linear",
      where: { part: "descent" },
    },
    {
      kind: "lines",
      title: "Energy on the way down",
      x: "descent_steps",
      y: "energy",
      series: ["restorer"],
      axis: "linear",
      where: { part: "descent" },
    },
    {
      kind: "lines",
      title: "Loss of the last batch of an epoch",
      x: "epoch",
      y: "loss",
      series: ["preset", "seed"],
      axis: "linear",
      where: { part: "training" },
      published: SHEET_LOSSES.map(({ epoch, loss }) => ({ x: epoch, y: loss, label: "exercise sheet" })),
    },
  ],
  curves: [
    { title: "Loss", x: "epoch", value: "mean softplus of E(data) − E(contrastive)", axis: "linear" },
    { title: "Energy", x: "epoch", value: "mean energy", axis: "linear" },
  ],
  players: [
    { name: "energy", label: "energy" },
    { name: "generator", label: "generator" },
  ],
  headlines: [
    {
      name: "generator_hole_mse",
      label: "MSE in the hole, generator",
      column: "mse_hole",
      where: { part: "restoration", restorer: "energy-generator" },
      better: "lower",
    },
    {
      name: "linear_hole_mse",
      label: "MSE in the hole, linear fill",
      column: "mse_hole",
      where: { part: "restoration", restorer: "linear-fill" },
      better: "lower",
    },
  ],
  effort: ["epochs", "repeats"],
  published: [],
  reference: "energy-inpainting-corrected-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "readme" | "sheet" | "corrected">;

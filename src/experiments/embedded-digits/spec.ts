/**
 * How good the lab's own digits are: a small CNN learns from embedded digits alone and is judged on real ones.
 * This is the measure that the drawing is built against.
 */
import { REPEATS_PARAMETER, SEED_PARAMETER, type ExperimentSpec } from "../experiment.ts";
import type { ValuesOf } from "../parameters.ts";

export const PARAMETERS = {
  trainImages: {
    kind: "integer",
    label: "Training images",
    group: "Data",
    help: "Embedded digits to draw and train on, all ten digits in turn.",
    unit: "images",
    minimum: 10,
    maximum: 60_000,
  },
  epochs: {
    kind: "integer",
    label: "Epochs",
    group: "Training",
    help: "Passes over the training images.",
    unit: "epochs",
    minimum: 1,
    maximum: 100,
  },
  batchSize: {
    kind: "integer",
    label: "Batch",
    group: "Training",
    help: "Images per optimiser step.",
    unit: "images",
    minimum: 1,
    maximum: 1024,
  },
  learningRate: {
    kind: "number",
    label: "Learning rate",
    group: "Training",
    help: "Of Adam (β₁ 0.9, β₂ 0.999).",
    minimum: 1e-6,
    maximum: 1,
  },
  seed: SEED_PARAMETER,
  repeats: REPEATS_PARAMETER,
} as const;

export type EmbeddedDigitsValues = ValuesOf<typeof PARAMETERS>;

export const embeddedDigits = {
  name: "embedded-digits",
  title: "Embedded digits",
  summary: "How close the lab's own digits come to real ones: a CNN learns from them alone and reads MNIST.",
  introduction:
    "The lab draws its own digits, so that everything works with no download. Are they any good? A small CNN is trained " +
    "on embedded digits alone and then reads handwriting it has never seen.",
  source: "The lab's own measure",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary: "3,000 embedded digits and two epochs: a first impression in under a minute on two CPU cores.",
      values: { trainImages: 3000, epochs: 2, batchSize: 64, learningRate: 2e-3, seed: 1, repeats: 1 },
    },
    full: {
      label: "Full",
      summary: "20,000 embedded digits: the figure in the README.",
      values: { trainImages: 20_000, epochs: 5, batchSize: 128, learningRate: 2e-3, seed: 1, repeats: 1 },
    },
  },
  defaultPreset: "quick",
  columns: [
    { name: "experiment" },
    { name: "preset" },
    { name: "seed", label: "Seed", digits: 0 },
    { name: "trained_on", label: "Trained on" },
    { name: "tested_on", label: "Tested on" },
    { name: "digit", label: "Digit" },
    { name: "accuracy_percent", label: "Read correctly", unit: "%", digits: 2 },
    { name: "accuracy_percent_ci95", label: "±", digits: 2 },
    { name: "most_confused_with", label: "Most often taken for" },
    { name: "n_images", label: "Images", digits: 0 },
  ],
  charts: [],
  headlines: [
    {
      name: "accuracy",
      label: "Accuracy, %",
      column: "accuracy_percent",
      where: { digit: "all" },
      better: "higher",
      most: 100,
    },
  ],
  effort: ["epochs", "repeats"],
  published: [],
  reference: "embedded-digits-full-seed-1",
  notes: [],
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "full">;

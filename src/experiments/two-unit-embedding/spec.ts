/**
 * Two-unit embedding (seed 004, task 2): an autoencoder with two hidden units draws two kinds of digits into a plane. What is
 * asked, not how it is done.
 */
import {
  DATA_PARAMETER,
  DIGITS_PARAMETER,
  REPEATS_PARAMETER,
  SEED_PARAMETER,
  type ExperimentSpec,
} from "../experiment.ts";
import type { ValuesOf } from "../parameters.ts";
import { NOTES } from "./notes.ts";
import { PUBLISHED_TARGET } from "./rows.ts";

export const PARAMETERS = {
  data: DATA_PARAMETER,
  digits: DIGITS_PARAMETER,
  epochs: {
    kind: "integer",
    label: "Epochs",
    group: "Training",
    help: "Passes over the training images. The source takes 100.",
    unit: "epochs",
    minimum: 1,
    maximum: 2000,
  },
  batchSize: {
    kind: "integer",
    label: "Batch",
    group: "Training",
    help: "Images per optimiser step.",
    unit: "images",
    minimum: 1,
    maximum: 4096,
  },
  learningRate: {
    kind: "number",
    label: "Learning rate",
    group: "Training",
    help: "Of Adam (β₁ 0.9, β₂ 0.999). The source takes 0.001.",
    minimum: 1e-6,
    maximum: 1,
  },
  seed: SEED_PARAMETER,
  repeats: REPEATS_PARAMETER,
} as const;

export type TwoUnitEmbeddingValues = ValuesOf<typeof PARAMETERS>;

const AS_PUBLISHED: TwoUnitEmbeddingValues = {
  data: "real",
  digits: [5, 7],
  epochs: 100,
  batchSize: 128,
  learningRate: 1e-3,
  seed: 1,
  repeats: 1,
};

export const twoUnitEmbedding = {
  name: "two-unit-embedding",
  title: "Two-unit embedding",
  summary:
    "An autoencoder squeezes fives and sevens into two numbers: a map of digits, and what it is worth beside PCA.",
  introduction:
    "Between 784 pixels in and 784 pixels out there are two units: each digit becomes a point in a square, and is painted " +
    "anew from that point alone. The source calls a mean squared error below 0.07 a success. The mean image, which looks " +
    "at no digit, is a success too.",
  source: "Seed 004, task 2: README “2D Autoencoder for Embedding”, and the script behind it",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary: "Embedded fives and sevens, 30 epochs at three times the rate: well under a minute on two CPU cores.",
      values: { ...AS_PUBLISHED, data: "embedded", epochs: 30, learningRate: 3e-3 },
    },
    "as-published": {
      label: "As published",
      summary: "The source's code to the letter on real digits: 100 epochs at a rate of 0.001.",
      values: AS_PUBLISHED,
    },
    corrected: {
      label: "Corrected",
      summary: "The same network trained until it stops learning, judged on held-out digits beside the baselines.",
      values: { ...AS_PUBLISHED, epochs: 300, learningRate: 3e-3 },
    },
  },
  defaultPreset: "quick",
  columns: [
    { name: "experiment" },
    { name: "preset", label: "Preset" },
    { name: "seed", label: "Seed", digits: 0 },
    { name: "method", label: "Method" },
    {
      name: "mse_train",
      label: "MSE, training",
      digits: 4,
      help: "Over all pixels of the images learnt from; the only one the source prints.",
    },
    { name: "mse_train_ci95", label: "±", digits: 4, help: "Half the width of the 95 % interval over images." },
    { name: "mse_test", label: "MSE, test", digits: 4, help: "Over all pixels of held-out images." },
    { name: "mse_test_ci95", label: "±", digits: 4, help: "Half the width of the 95 % interval over images." },
    {
      name: "published_target",
      label: "Published target",
      digits: 2,
      help: "The README: MSE below this is a success.",
    },
    { name: "meets_target", label: "Meets it", help: "Whether the MSE on training images is below the target." },
    { name: "difference_percent", label: "Difference", unit: "%", digits: 0, help: "Training MSE against the target." },
    {
      name: "explained_percent",
      label: "Better than the mean image by",
      unit: "%",
      digits: 1,
      help: "The share of the mean image's test error that the method takes away.",
    },
    { name: "n_train", label: "Images learnt from", digits: 0 },
    { name: "n_test", label: "Test images", digits: 0 },
  ],
  charts: [
    {
      kind: "lines",
      title: "Error on test images",
      x: "method",
      y: "mse_test",
      yCi95: "mse_test_ci95",
      series: ["preset"],
      axis: "linear",
      published: [{ x: "autoencoder", y: PUBLISHED_TARGET, label: "target" }],
    },
  ],
  headlines: [
    {
      name: "test_mse",
      label: "MSE, two units",
      column: "mse_test",
      where: { method: "autoencoder" },
      better: "lower",
    },
    {
      name: "mean_image_mse",
      label: "MSE, mean image",
      column: "mse_test",
      where: { method: "mean-image" },
      better: "lower",
    },
  ],
  effort: ["epochs", "repeats"],
  published: [],
  reference: "two-unit-embedding-as-published-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "corrected">;

/**
 * Masked restoration (seed 004, task 3): an MLP autoencoder repaints digits behind stripes and patches, and the mean
 * squared error is tabled against the size of the mask. What is asked, not how it is done.
 */
import {
  DATA_PARAMETER,
  DIGITS_PARAMETER,
  REPEATS_PARAMETER,
  SEED_PARAMETER,
  type ExperimentSpec,
} from "../experiment.ts";
import { ParameterError, type ValuesOf } from "../parameters.ts";
import { COLUMNS } from "./columns.ts";
import { NOTES } from "./notes.ts";
import { PUBLISHED } from "./published.ts";

export const PARAMETERS = {
  data: DATA_PARAMETER,
  digits: DIGITS_PARAMETER,
  testImages: {
    kind: "integer",
    label: "Test images",
    group: "Data",
    help: "How many of the test images to measure on, from the first. 0 takes them all. The source takes 1,000.",
    unit: "images",
    minimum: 0,
    maximum: 10_000,
  },
  stripeWidths: {
    kind: "integer-list",
    label: "Stripe widths to test",
    group: "Masks",
    help: "Each width is measured as a vertical and as a horizontal stripe.",
    unit: "px",
    minimum: 1,
    maximum: 28,
    fewest: 0,
  },
  patchSizes: {
    kind: "integer-list",
    label: "Patch sizes to test",
    group: "Masks",
    help: "Sides of the square patches to measure.",
    unit: "px",
    minimum: 1,
    maximum: 28,
    fewest: 0,
  },
  maskLaw: {
    kind: "choice",
    label: "Training masks",
    group: "Masks",
    help: "Which sizes the network sees in training. The published law stops at 15 px although 21 px is tested.",
    options: [
      { value: "published", label: "As published: stripes 3–15, patches 5–14 px" },
      { value: "wide", label: "Wide: stripes 3–25, patches 5–27 px" },
    ],
  },
  maskDraws: {
    kind: "choice",
    label: "Masks are drawn",
    group: "Masks",
    help: "The source draws one mask per training image and keeps it. New masks every batch show far more damage.",
    options: [
      { value: "once", label: "Once, before training" },
      { value: "every-batch", label: "Anew for every batch" },
    ],
  },
  composite: {
    kind: "switch",
    label: "Paste known pixels back",
    group: "Masks",
    help: "Which reading is set beside the published figure. Both are always measured. The source does not paste.",
  },
  hiddenUnits: {
    kind: "integer",
    label: "Hidden units",
    group: "Network",
    help: "Width of the two outer hidden layers; the code in the middle has half as many.",
    unit: "units",
    minimum: 2,
    maximum: 2048,
  },
  epochs: {
    kind: "integer",
    label: "Epochs",
    group: "Training",
    help: "Passes over the training images.",
    unit: "epochs",
    minimum: 1,
    maximum: 1000,
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
    help: "Of Adam (β₁ 0.9, β₂ 0.999).",
    minimum: 1e-6,
    maximum: 1,
  },
  pcaComponents: {
    kind: "integer",
    label: "PCA components",
    group: "Baselines",
    help: "Directions kept by the PCA baseline.",
    minimum: 1,
    maximum: 784,
  },
  seed: SEED_PARAMETER,
  repeats: REPEATS_PARAMETER,
} as const;

export type MaskedRestorationValues = ValuesOf<typeof PARAMETERS>;

const AS_PUBLISHED: MaskedRestorationValues = {
  data: "real",
  digits: [5, 7],
  testImages: 1000,
  stripeWidths: [3, 5, 7, 9, 11, 15, 21],
  patchSizes: [5, 7, 9, 11, 13, 15, 17, 21],
  maskLaw: "published",
  maskDraws: "once",
  composite: false,
  hiddenUnits: 256,
  epochs: 50,
  batchSize: 128,
  learningRate: 1e-3,
  pcaComponents: 20,
  seed: 1,
  repeats: 1,
};

export const maskedRestoration = {
  name: "masked-restoration",
  title: "Masked restoration",
  summary: "An autoencoder repaints digits behind stripes and patches: error against mask size, beside four baselines.",
  introduction:
    "A small network sees a digit with a stripe or a patch blacked out and paints the whole digit anew. The larger the " +
    "mask, the larger the error: that is the published table. Beside it stand four ways that train no network, because " +
    "they change what the table means.",
  source: "Seed 004, task 3: README table “Progressive Masking Analysis”, and the script behind it",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary: "The whole experiment on embedded digits, in under a minute on two CPU cores.",
      values: { ...AS_PUBLISHED, data: "embedded", epochs: 10, testImages: 400 },
    },
    "as-published": {
      label: "As published",
      summary: "The source's code to the letter on real digits: 50 epochs, masks drawn once, nothing pasted back.",
      values: AS_PUBLISHED,
    },
    best: {
      label: "Best",
      summary:
        "The same network with fresh, wider masks every batch and known pixels pasted back, on every test image.",
      values: { ...AS_PUBLISHED, testImages: 0, maskLaw: "wide", maskDraws: "every-batch", composite: true },
    },
  },
  defaultPreset: "quick",
  checkTogether({ stripeWidths, patchSizes }): void {
    if (stripeWidths.length + patchSizes.length > 0) return;
    throw new ParameterError("Cannot measure: choose at least one stripe width or patch size.", "stripeWidths");
  },
  columns: COLUMNS,
  charts: [{ kind: "mse-by-hidden-share" }],
  headlines: [
    {
      name: "network_mse",
      label: "MSE, network",
      column: "mse_all",
      where: { restorer: "network", composited: false },
      better: "lower",
    },
    {
      name: "network_hole_mse",
      label: "MSE in the hole, network",
      column: "mse_hole",
      where: { restorer: "network", composited: false },
      better: "lower",
    },
    {
      name: "linear_mse",
      label: "MSE, linear fill",
      column: "mse_all",
      where: { restorer: "linear-fill" },
      better: "lower",
    },
  ],
  effort: ["epochs", "repeats"],
  published: PUBLISHED,
  reference: "masked-restoration-as-published-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "best">;

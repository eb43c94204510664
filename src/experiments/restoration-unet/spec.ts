/**
 * The restoration U-Net: what seed 004 leaves to future work, a convolutional network that knows where the hole is, in the
 * masks of seed 004's table and in the 8 × 8 hole of seed 003. What is asked, not how it is done.
 */
import { DATA_PARAMETER, SEED_PARAMETER, type ExperimentSpec } from "../experiment.ts";
import { JUDGE_CURVES } from "../judge-curves.ts";
import { PARAMETERS as MASKED_RESTORATION } from "../masked-restoration/spec.ts";
import { PUBLISHED } from "../masked-restoration/published.ts";
import { ParameterError, type ValuesOf } from "../parameters.ts";
import { COLUMNS } from "./columns.ts";
import { NOTES } from "./notes.ts";

export const PARAMETERS = {
  data: DATA_PARAMETER,
  digits: MASKED_RESTORATION.digits,
  testImages: MASKED_RESTORATION.testImages,
  stripeWidths: MASKED_RESTORATION.stripeWidths,
  patchSizes: MASKED_RESTORATION.patchSizes,
  judge: {
    kind: "switch",
    label: "Judge the 8 × 8 hole",
    group: "Masks",
    help:
      "Also fills seed 003's hole in all test images and lets a classifier read them. The classifier is trained once on " +
      "clean digits and kept.",
  },
  holes: {
    kind: "choice",
    label: "Holes to learn from",
    group: "Training",
    help: "Drawn anew for every picture of every batch. A network that knows one kind of hole alone knows it better.",
    options: [
      { value: "every-size", label: "Stripes and patches of every size" },
      { value: "centre-hole", label: "The 8 × 8 hole alone" },
    ],
  },
  steps: {
    kind: "integer",
    label: "Steps",
    group: "Training",
    help: "Updates of the network. 2,400 batches of 64 are thirteen passes over two digits, two and a half over ten.",
    unit: "steps",
    minimum: 2,
    maximum: 100_000,
  },
  batchSize: {
    kind: "integer",
    label: "Batch",
    group: "Training",
    help: "Images per step, each behind a new hole. The network is normalised over the batch: a few are too few.",
    unit: "images",
    minimum: 2,
    maximum: 1024,
  },
  learningRate: {
    kind: "number",
    label: "Learning rate",
    group: "Training",
    help: "The highest of Adam's, reached at the end of the warm-up; from there it falls along a cosine to 2 % of it.",
    minimum: 1e-6,
    maximum: 1,
  },
  warmUpSteps: {
    kind: "integer",
    label: "Warm-up",
    group: "Training",
    help: "Steps over which the learning rate rises. They belong to the steps above.",
    unit: "steps",
    minimum: 0,
    maximum: 99_999,
  },
  pcaComponents: MASKED_RESTORATION.pcaComponents,
  seed: SEED_PARAMETER,
} as const;

export type RestorationUnetValues = ValuesOf<typeof PARAMETERS>;

/** The recipe of the U-Net on the protocol of the published table. */
const AS_PUBLISHED: RestorationUnetValues = {
  data: "real",
  digits: [5, 7],
  testImages: 1000,
  stripeWidths: [3, 5, 7, 9, 11, 15, 21],
  patchSizes: [5, 7, 9, 11, 13, 15, 17, 21],
  judge: false,
  holes: "every-size",
  steps: 2400,
  batchSize: 64,
  learningRate: 3e-3,
  warmUpSteps: 200,
  pcaComponents: 20,
  seed: 1,
};

export const ALL_DIGITS: RestorationUnetValues = {
  ...AS_PUBLISHED,
  digits: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  judge: true,
};

/** What one network can make of seed 003's hole when it learns nothing else. */
export const CENTRE_HOLE: RestorationUnetValues = {
  ...ALL_DIGITS,
  stripeWidths: [],
  patchSizes: [7, 9],
  holes: "centre-hole",
  steps: 4800,
};

export const restorationUnet = {
  name: "restoration-unet",
  title: "Restoration U-Net",
  summary: "A small U-Net that knows where the hole is, set beside linear fill in the published masks, image by image.",
  introduction:
    "The published network repaints the whole digit and loses to a linear regression. What would a network have to look " +
    "like to win? This one is convolutional, is told where the hole is, sees new holes in every batch and answers for the " +
    "hole alone. It stands beside linear fill in the same holes, with the error of each comparison.",
  source: "Seed 004, task 3, future work; its table's masks and digits, its MLP's figures",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary:
        "A twentieth of the training, on embedded digits: a first impression in under two minutes on two CPU cores.",
      values: {
        ...AS_PUBLISHED,
        data: "embedded",
        testImages: 200,
        steps: 480,
        batchSize: 16,
        learningRate: 4e-3,
        warmUpSteps: 40,
      },
    },
    // What was published is the protocol, not the network; so nothing of it can be corrected, and there is no such preset.
    "as-published": {
      label: "As published",
      summary:
        "The masks, digits and test images of the published table; 2,400 steps, about ten minutes on two CPU cores.",
      values: AS_PUBLISHED,
    },
    "all-digits": {
      label: "All digits",
      summary: "The same on all ten digits, and the 8 × 8 hole in all test images, read by the judge.",
      values: ALL_DIGITS,
    },
    "centre-hole": {
      label: "8 × 8 hole",
      summary: "Twice the training, on all ten digits behind the 8 × 8 hole alone, read by the judge.",
      values: CENTRE_HOLE,
    },
  },
  defaultPreset: "quick",
  checkTogether({ stripeWidths, patchSizes, warmUpSteps, steps }): void {
    if (stripeWidths.length + patchSizes.length === 0) {
      throw new ParameterError("Cannot measure: choose at least one stripe width or patch size.", "stripeWidths");
    }
    if (warmUpSteps >= steps) {
      throw new ParameterError(
        `Cannot train: the warm-up must be shorter than the ${steps} steps, got ${warmUpSteps}.`,
        "warmUpSteps",
      );
    }
  },
  columns: COLUMNS,
  charts: [
    { kind: "mse-by-hidden-share" },
    {
      kind: "lines",
      title: "Error in the hole ÷ linear fill’s",
      x: "size_px",
      y: "hole_ratio_to_linear",
      yCi95: "hole_ratio_to_linear_ci95",
      series: ["corruption"],
      axis: "linear",
      where: { restorer: "network" },
    },
    {
      kind: "lines",
      title: "Read correctly behind the 8 × 8 hole, %",
      x: "restorer",
      y: "accuracy_percent",
      yCi95: "accuracy_percent_ci95",
      series: ["corruption"],
      axis: "linear",
      where: { corruption: "centre-hole" },
    },
  ],
  curves: [{ title: "Loss", x: "step", value: "MSE in the hole", axis: "log" }, JUDGE_CURVES],
  headlines: [
    {
      name: "network_hole_mse",
      label: "MSE in the hole, network",
      column: "mse_hole",
      where: { restorer: "network" },
      better: "lower",
    },
    {
      name: "network_to_linear",
      label: "Of linear fill",
      column: "hole_ratio_to_linear",
      where: { restorer: "network" },
      better: "lower",
    },
    {
      name: "network_accuracy",
      label: "Judged right, %",
      column: "accuracy_percent",
      where: { restorer: "network" },
      better: "higher",
      most: 100,
    },
  ],
  effort: ["steps"],
  published: PUBLISHED,
  reference: "restoration-unet-all-digits-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "all-digits" | "centre-hole">;

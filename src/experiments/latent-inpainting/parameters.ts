/** What can be asked of latent inpainting. */
import { DATA_PARAMETER, SEED_PARAMETER } from "../experiment.ts";
import type { ValuesOf } from "../parameters.ts";

export const PARAMETERS = {
  data: {
    ...DATA_PARAMETER,
    help: `${DATA_PARAMETER.help} Only real eights and generators that are trained here need any digits.`,
  },
  source: {
    kind: "choice",
    label: "Images to restore",
    group: "Data",
    help:
      "The published images are exact outputs of the generator, so that a code without error exists. Real eights are what " +
      "it was never promised. A generator file that brings images brings its own ideal ones.",
    options: [
      { value: "ideal", label: "Ideal: drawn from the generator, or the file's own" },
      { value: "real-eights", label: "Real eights of the test set" },
    ],
  },
  images: {
    kind: "integer",
    label: "Images",
    group: "Data",
    help: "How many to restore. The source has 4.",
    unit: "images",
    minimum: 1,
    maximum: 200,
  },
  noise: {
    kind: "number",
    label: "Noise",
    group: "Data",
    help: "Standard deviation of what is added to every pixel, unclipped; the published images have 0.1. Images that a file brings with noise keep theirs.",
    minimum: 0,
    maximum: 1,
  },
  N: {
    kind: "integer-list",
    label: "Pixels kept",
    group: "Data",
    help: "The first N of the picture, counted down the columns from the left, one search for each.",
    unit: "px",
    minimum: 1,
    maximum: 784,
    fewest: 1,
  },
  generator: {
    kind: "file",
    label: "Generator",
    group: "Generator",
    help:
      "What makes pictures of codes. Its weights rest while codes are searched. A .json file may bring its own weights and " +
      "images; trained ones are those that the autoencoder zoo kept.",
    options: [
      { value: "own-vae", label: "The lab's own, a VAE's decoder trained on MNIST's eights" },
      { value: "train-vae", label: "Train one here as a VAE's decoder, on the eights in use" },
      { value: "train-gan", label: "Train one here adversarially, on the eights in use" },
      { value: "trained-vae", label: "The VAE's decoder that the autoencoder zoo kept" },
      { value: "trained-gan", label: "The GAN's generator that the autoencoder zoo kept" },
    ],
    suffix: ".json",
  },
  trainingEpochs: {
    kind: "integer",
    label: "Training epochs",
    group: "Generator",
    help: "Passes over the eights where a generator is trained here.",
    unit: "epochs",
    minimum: 1,
    maximum: 2000,
  },
  optimiser: {
    kind: "choice",
    label: "Optimiser",
    group: "Search",
    help: "How codes move down J. All of them start from the same codes.",
    options: [
      { value: "gradient-descent", label: "Gradient descent, as published" },
      { value: "power-normalised", label: "Gradient over the root of its smoothed power" },
      { value: "adam", label: "Adam" },
      { value: "all", label: "All three, one after the other" },
    ],
  },
  steps: {
    kind: "integer",
    label: "Steps",
    group: "Search",
    help: "Updates of the codes. The source takes 500.",
    unit: "steps",
    minimum: 1,
    maximum: 20_000,
  },
  restarts: {
    kind: "integer",
    label: "Starts",
    group: "Search",
    help: "Codes to start from for each image, all searched at once. The source takes one and is run again by hand.",
    unit: "starts",
    minimum: 1,
    maximum: 1000,
  },
  selection: {
    kind: "choice",
    label: "What is taken",
    group: "Search",
    help: "J oscillates near its lowest point, so that the last code is seldom the best.",
    options: [
      { value: "best", label: "Each start's best code, and the start with the lowest J" },
      { value: "last", label: "The last code of the first start, as published" },
    ],
  },
  gradientDescentRate: {
    kind: "number",
    label: "Rate of gradient descent",
    group: "Rates",
    help: "The source takes 0.0005; its class names 0.003 and never uses it.",
    minimum: 1e-8,
    maximum: 1,
  },
  normalisedRate: {
    kind: "number",
    label: "Rate of the normalised gradient",
    group: "Rates",
    help: "Others with the same assignment take 0.001 to 0.05.",
    minimum: 1e-6,
    maximum: 1,
  },
  powerShare: {
    kind: "number",
    label: "Share of the newest power",
    group: "Rates",
    help: "λ of the smoothed power P ← (1 − λ)P + λg².",
    minimum: 1e-4,
    maximum: 1,
  },
  powerFloor: {
    kind: "number",
    label: "Floor of the power",
    group: "Rates",
    help: "c in g / √(c + P).",
    minimum: 1e-9,
    maximum: 1,
  },
  adamRate: {
    kind: "number",
    label: "Rate of Adam",
    group: "Rates",
    help: "β₁ 0.9, β₂ 0.999.",
    minimum: 1e-6,
    maximum: 1,
  },
  seed: {
    ...SEED_PARAMETER,
    help: "Fixes ideal images, noise, starting codes and what is trained here.",
  },
} as const;

export type LatentInpaintingValues = ValuesOf<typeof PARAMETERS>;

export type OptimiserName = Exclude<LatentInpaintingValues["optimiser"], "all">;

export const OPTIMISER_LABELS: Readonly<Record<OptimiserName, string>> = {
  "gradient-descent": "gradient descent",
  "power-normalised": "power-normalised",
  adam: "Adam",
};

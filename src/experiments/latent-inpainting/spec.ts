/**
 * Latent inpainting (seed 001): part of a picture is lost, the rest is noisy, and the code is searched whose generated
 * picture explains what is left. What is asked, not how it is done.
 */
import type { ExperimentSpec } from "../experiment.ts";
import { ADVERSARIAL_PLAYERS } from "../turns.ts";
import { ParameterError } from "../parameters.ts";
import { COLUMNS } from "./columns.ts";
import { NOTES } from "./notes.ts";
import { PARAMETERS, type LatentInpaintingValues } from "./parameters.ts";

/** Codes that are searched at once; more would not fit into a phone's memory. */
const MOST_CODES = 20_000;

const CORRECTED: LatentInpaintingValues = {
  data: "real",
  source: "ideal",
  images: 4,
  noise: 0.1,
  N: [300, 350, 400, 500],
  generator: "own-vae",
  trainingEpochs: 100,
  optimiser: "adam",
  steps: 500,
  restarts: 20,
  selection: "best",
  gradientDescentRate: 5e-4,
  normalisedRate: 0.008,
  powerShare: 0.05,
  powerFloor: 1e-3,
  adamRate: 0.05,
  seed: 1,
};

export const latentInpainting = {
  name: "latent-inpainting",
  title: "Latent inpainting",
  summary:
    "A fixed generator of eights explains half a noisy picture: the search for the code, from many starts at once.",
  introduction:
    "A generator draws an eight from ten numbers. Of a noisy eight only the left part is kept; which ten numbers explain " +
    "it? The search moves down an objective called J from random starts, and whether it arrives depends on the start, the " +
    "optimiser and how much was kept.",
  source: "Seed 001: the script behind its pictures for N = 500, 400, 350 and 300, and its README",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary: "All four N with the lab's own generator and 8 starts, in under a minute on two CPU cores.",
      values: { ...CORRECTED, data: "embedded", restarts: 8 },
    },
    "as-published": {
      label: "As published",
      summary: "The source's search to the letter: gradient descent, one start, the last code taken, good or bad.",
      values: { ...CORRECTED, optimiser: "gradient-descent", restarts: 1, selection: "last" },
    },
    corrected: {
      label: "Corrected",
      summary: "Adam from 20 starts, the best code of the start with the lowest J.",
      values: CORRECTED,
    },
  },
  defaultPreset: "quick",
  checkTogether({ images, restarts }): void {
    if (images * restarts <= MOST_CODES) return;
    throw new ParameterError(
      `Cannot search ${images * restarts} codes at once: images × starts must be at most ${MOST_CODES}. Lower either.`,
      "restarts",
    );
  },
  columns: COLUMNS,
  charts: [
    {
      kind: "lines",
      title: "Share of the starts that succeed",
      x: "n_kept",
      y: "success_rate",
      yCi95: "success_rate_ci95",
      series: ["optimiser", "image"],
      axis: "linear",
    },
    {
      kind: "lines",
      title: "Error of the restored image",
      x: "n_kept",
      y: "error_l2",
      series: ["optimiser", "image"],
      axis: "log",
    },
  ],
  curves: [
    { title: "J", x: "step", value: "N·ln‖residual‖² + zᵀz", axis: "linear", chosen: "chosen" },
    { title: "Loss", x: "epoch", value: "loss of the generator in training", axis: "linear" },
  ],
  players: ADVERSARIAL_PLAYERS,
  headlines: [
    { name: "success_rate", label: "Success rate", column: "success_rate", better: "higher", most: 1 },
    { name: "error_l2", label: "Error, L2", column: "error_l2", better: "lower" },
    { name: "lowest_j", label: "Lowest J", column: "lowest_j", better: "lower" },
  ],
  effort: ["steps", "restarts"],
  published: [],
  reference: "latent-inpainting-as-published-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "corrected">;

/**
 * The autoencoder zoo (seed 002): seven autoencoders and a GAN, trained as their notebooks train them and measured alike. What
 * is asked, not how it is done.
 */
import type { CurvePanel, ExperimentSpec } from "../experiment.ts";
import { ADVERSARIAL_PLAYERS } from "../turns.ts";
import { COLUMNS } from "./columns.ts";
import { AUTOENCODERS, GAN_PANELS, type AutoencoderName } from "./models.ts";
import { NOTES } from "./notes.ts";
import { AS_PUBLISHED, PARAMETERS } from "./parameters.ts";

export type { ZooValues } from "./parameters.ts";

/** Names for the axes. */
const LOSS_VALUES: Readonly<Record<string, string>> = {
  MSE: "mean squared error",
  BCE: "cross-entropy per pixel, nats",
  "MSE + λΣ|h|": "squared error + penalty",
  "ΣBCE + KL": "cross-entropy of a picture + divergence, nats",
};

const CURVES: readonly CurvePanel[] = [
  ...(Object.keys(AUTOENCODERS) as AutoencoderName[]).map((name): CurvePanel => {
    const { label, loss } = AUTOENCODERS[name];
    return { title: label, x: "epoch", value: LOSS_VALUES[loss] ?? loss, axis: "log" };
  }),
  ...Object.values(GAN_PANELS).map((title): CurvePanel => ({
    title,
    x: "step",
    value: "cross-entropy, nats",
    axis: "linear",
  })),
];

export const autoencoderZoo = {
  name: "autoencoder-zoo",
  title: "Autoencoder zoo",
  summary: "Seven autoencoders and a GAN: published losses beside ours, and at last one error that compares them.",
  introduction:
    "An autoencoder squeezes a digit through a short code and paints it again. Seven kinds are trained here as their source " +
    "trains them, and a GAN, which paints digits from noise. The source gives each its own loss; here all reconstructions are " +
    "also measured alike, beside a PCA with a code of the same length.",
  source: "Seed 002: notebooks Autoencoder, VAE and GAN",
  parameters: PARAMETERS,
  presets: {
    quick: {
      label: "Quick",
      summary: "The whole zoo on 2,000 embedded digits, a few epochs each, in under two minutes on two CPU cores.",
      values: {
        ...AS_PUBLISHED,
        data: "embedded",
        trainImages: 2000,
        testImages: 500,
        epochs: 4,
        batchSize: 32,
        ganSteps: 150,
      },
    },
    "as-published": {
      label: "As published",
      summary:
        "The source's notebooks to the letter on real digits, each model for its published epochs; the broken GAN beside a corrected one.",
      values: AS_PUBLISHED,
    },
    "as-logged": {
      label: "As logged",
      summary:
        "As published, but with no sparse penalty: the training that the source's log comes from, by its figures.",
      values: { ...AS_PUBLISHED, sparsePenalty: 0 },
    },
    corrected: {
      label: "Corrected",
      summary:
        "Held-out validation, a penalty per image, fresh noise every epoch and the corrected GAN; epochs as published.",
      values: {
        ...AS_PUBLISHED,
        validation: "held-out",
        penaltyOver: "image",
        noiseDraws: "every-epoch",
        ganVariant: "corrected",
      },
    },
  },
  defaultPreset: "quick",
  columns: COLUMNS,
  charts: [
    {
      kind: "lines",
      title: "Test MSE by model",
      x: "model",
      y: "mse_all",
      yCi95: "mse_all_ci95",
      series: ["method"],
      axis: "log",
    },
  ],
  curves: CURVES,
  players: ADVERSARIAL_PLAYERS,
  headlines: [
    { name: "validation_loss", label: "Validation loss", column: "validation_loss", better: "lower" },
    { name: "reconstruction_mse", label: "MSE", column: "mse_all", better: "lower" },
  ],
  effort: ["epochs", "repeats"],
  published: [],
  reference: "autoencoder-zoo-as-published-seed-1",
  notes: NOTES,
} as const satisfies ExperimentSpec<typeof PARAMETERS, "quick" | "as-published" | "as-logged" | "corrected">;

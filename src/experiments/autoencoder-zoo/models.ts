/**
 * The inhabitants of the zoo: what each is called, how its source trains it and what that came to. Light: spec and run both
 * read it. Validation losses are those printed in the source's notebooks.
 */

export const MODEL_NAMES = [
  "vanilla",
  "multilayer",
  "convolutional",
  "sparse",
  "denoising",
  "two-unit",
  "vae",
  "gan",
] as const;
export type ModelName = (typeof MODEL_NAMES)[number];
/** Those that reconstruct; the GAN paints from nothing. */
export type AutoencoderName = Exclude<ModelName, "gan">;

export type OptimizerName = "adam" | "adadelta" | "rmsprop";

/** Keras' defaults of the time. Adadelta's became 0.001 later, with which these models barely learn in three epochs. */
export const DEFAULT_RATES: Readonly<Record<OptimizerName, number>> = { adam: 1e-3, adadelta: 1, rmsprop: 1e-3 };

export interface ModelFacts {
  /** For people, and the title of its panel of curves. */
  readonly label: string;
  /** As in the table. */
  readonly loss: string;
  readonly optimizer: OptimizerName;
  /** Passes over the training images in the source. */
  readonly epochs: number;
  /** Validation losses after epochs 1, 2, …; null where the source's log is not at hand. */
  readonly published: readonly (number | null)[];
  /** Numbers in a code. */
  readonly codeSize: number;
  /** What a step costs beside the vanilla one's, roughly: for the progress only. */
  readonly stepCost: number;
}

export const AUTOENCODERS: Readonly<Record<AutoencoderName, ModelFacts>> = {
  vanilla: {
    label: "Vanilla",
    loss: "MSE",
    optimizer: "adam",
    epochs: 5,
    published: [0.0225, 0.013, 0.0087, 0.0066, 0.0055],
    codeSize: 64,
    stepCost: 1,
  },
  multilayer: {
    label: "Multilayer",
    loss: "MSE",
    optimizer: "adam",
    epochs: 5,
    published: [0.0196, 0.0129, 0.0106, 0.0092, 0.0082],
    codeSize: 64,
    stepCost: 2,
  },
  convolutional: {
    label: "Convolutional",
    loss: "BCE",
    optimizer: "adadelta",
    epochs: 3,
    published: [0.1701, 0.1497, 0.1429],
    codeSize: 128,
    stepCost: 20,
  },
  sparse: {
    label: "Sparse",
    loss: "MSE + λΣ|h|",
    optimizer: "adam",
    epochs: 15,
    published: [
      0.0307, 0.0209, 0.016, 0.0131, 0.0116, 0.0108, 0.0105, 0.0103, 0.0101, 0.0101, 0.01, 0.0099, 0.0099, 0.0099,
      0.0099,
    ],
    codeSize: 32,
    stepCost: 1,
  },
  denoising: {
    label: "Denoising",
    loss: "BCE",
    optimizer: "adadelta",
    epochs: 3,
    published: [0.138, 0.1186, 0.1124],
    codeSize: 1568,
    stepCost: 50,
  },
  "two-unit": {
    label: "Two-unit",
    loss: "BCE",
    optimizer: "adam",
    epochs: 50,
    published: atEpochs({ 1: 0.2243, 10: 0.1901, 20: 0.185, 50: 0.1799 }),
    codeSize: 2,
    stepCost: 2,
  },
  vae: {
    label: "VAE",
    loss: "ΣBCE + KL",
    optimizer: "rmsprop",
    epochs: 50,
    published: atEpochs({ 1: 173.66, 10: 159.44, 20: 155.34, 30: 153.45, 49: 151.92, 50: 151.99 }),
    codeSize: 2,
    stepCost: 3,
  },
};

/** For people; the panels of the GAN's curves carry the variant. */
export const GAN_LABEL = "GAN";
export const GAN_VARIANTS = ["as-published", "corrected"] as const;
export type GanVariant = (typeof GAN_VARIANTS)[number];
export const GAN_PANELS: Readonly<Record<GanVariant, string>> = {
  "as-published": "GAN as published",
  corrected: "GAN corrected",
};
/** As `stepCost`, of one update of both networks on 16 images. */
export const GAN_STEP_COSTS: Readonly<Record<GanVariant, number>> = { "as-published": 20, corrected: 28 };

function atEpochs(losses: Readonly<Record<number, number>>): (number | null)[] {
  const last = Math.max(...Object.keys(losses).map(Number));
  return Array.from({ length: last }, (_, i) => losses[i + 1] ?? null);
}

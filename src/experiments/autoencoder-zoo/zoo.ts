/** What every model of a run is given. */
import { PIXELS, type DatasetIdentity } from "../../data/dataset.ts";
import type { Random } from "../../random.ts";
import { pca } from "../../restorers/pca.ts";
import type { PixelSpectrum } from "../../restorers/pixel-spectrum.ts";
import { adadelta, adam, rmsProp } from "../../training/optimizers.ts";
import type { ResumableOptimizer } from "../../training/resumable-optimizer.ts";
import type { RunContext } from "../experiment.ts";
import type { Course, Leg } from "./course.ts";
import type { ZooImages } from "./images.ts";
import { reconstructionError } from "./measure.ts";
import { AUTOENCODERS, DEFAULT_RATES, type AutoencoderName } from "./models.ts";
import { AS_PUBLISHED, type ZooValues } from "./parameters.ts";

export interface Zoo {
  readonly preset: string;
  readonly values: ZooValues;
  readonly seed: number;
  /** Of this seed; each model draws from streams under its own name. */
  readonly random: Random;
  readonly images: ZooImages;
  readonly dataset: DatasetIdentity;
  readonly course: Course;
  readonly context: RunContext;
  /** Of the training images: for the PCA beside each model. */
  readonly spectrum: PixelSpectrum;
}

/** What lies ahead of one autoencoder. */
export function legOf(name: AutoencoderName, { epochs, batchSize }: ZooValues, trainCount: number): Leg {
  const { label, epochs: published, stepCost } = AUTOENCODERS[name];
  return {
    panel: label,
    epochs: epochs === 0 ? published : epochs,
    stepsPerEpoch: Math.ceil(trainCount / batchSize),
    stepCost: stepCost * Math.sqrt(batchSize / 128),
  };
}

/** The model's published optimiser, or the one asked for; dispose of it when done. */
export function optimizerOf(name: AutoencoderName, { optimizer, learningRate }: ZooValues): ResumableOptimizer {
  const chosen = optimizer === "published" ? AUTOENCODERS[name].optimizer : optimizer;
  const rate = learningRate === 0 ? DEFAULT_RATES[chosen] : learningRate;
  switch (chosen) {
    case "adam":
      return adam(rate);
    case "adadelta":
      return adadelta(rate);
    case "rmsprop":
      return rmsProp(rate);
    default:
      chosen satisfies never;
      throw new Error(`Cannot train: there is no optimiser "${String(chosen)}"`);
  }
}

/** Whether the values train the autoencoders as the source does, on all digits: then what comes out is worth keeping. */
export function trainsAsPublished(values: ZooValues, seed: number): boolean {
  const decisive = [
    "digits",
    "trainImages",
    "validation",
    "epochs",
    "batchSize",
    "optimizer",
    "learningRate",
    "noisePercent",
    "noiseDraws",
  ] as const;
  return seed === AS_PUBLISHED.seed && decisive.every((name) => String(values[name]) === String(AS_PUBLISHED[name]));
}

/** Test MSE of a PCA with as many components as a code has numbers. */
export async function pcaErrorOf(
  components: number,
  { spectrum, context }: Pick<Zoo, "spectrum" | "context">,
  originals: Float32Array,
): Promise<number> {
  const count = originals.length / PIXELS;
  const projected = await pca(spectrum, components, context.breathe).restore({
    pixels: originals,
    holes: new Uint8Array(originals.length),
    count,
  });
  return reconstructionError(projected, originals).mean;
}

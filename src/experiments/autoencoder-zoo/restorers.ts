/**
 * What the zoo lends to the yardstick: the denoising autoencoder, which was trained on noise and is now shown holes, and the
 * VAE, which paints the digit that it takes the damaged one for.
 */
import type * as tf from "@tensorflow/tfjs";
import { PIXELS, type Dataset } from "../../data/dataset.ts";
import { checkpointOf, giveWeights } from "../../networks/checkpoints.ts";
import { DENOISING_AUTOENCODER, denoisingAutoencoder } from "../../networks/denoising-autoencoder.ts";
import { variationalAutoencoder } from "../../networks/variational-autoencoder.ts";
import { Random } from "../../random.ts";
import type { DamagedImages } from "../../restorers/restorer.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import { encode } from "../../training/variational.ts";
import type { Budget, OpenRestorer, RunContext, RunUpdate, TrainableRestorer } from "../experiment.ts";
import { Course, type SupervisedTraining } from "./course.ts";
import { fitFeedForward, reconstruct, startFeedForward, withCode } from "./feed-forward.ts";
import { loadImages } from "./images.ts";
import { IMAGES_SEEN } from "./keep-longest-trained.ts";
import { applyInPieces } from "./measure.ts";
import { AS_PUBLISHED, type ZooValues } from "./parameters.ts";
import {
  fitVariational,
  giveVariationalWeights,
  VAE_PROJECTION,
  variationalCheckpoint,
  variationalParts,
} from "./variational-training.ts";
import { legOf, optimizerOf } from "./zoo.ts";

const QUICK: ZooValues = { ...AS_PUBLISHED, trainImages: 2000, testImages: 200, batchSize: 32 };
const DENOISING = budgets({ glimpse: 1, quick: 3 });
const VARIATIONAL = budgets({ glimpse: 4, quick: 20 });

const EXPERIMENT = "autoencoder-zoo";

const denoising: TrainableRestorer = {
  name: DENOISING_AUTOENCODER,
  label: "Denoising autoencoder, as published",
  experiment: EXPERIMENT,
  train: async function* (dataset: Dataset, budget: Budget, context: RunContext) {
    const values = DENOISING[budget];
    const random = new Random(values.seed).stream("denoising");
    const { network, both, optimizer } = startFeedForward("denoising", values, random);
    try {
      const images = await loadImages(dataset, values);
      const leg = legOf("denoising", values, images.train.count);
      const training: SupervisedTraining = {
        name: "denoising",
        parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
        fit: (saves) => fitFeedForward("denoising", both, optimizer, images, values, random, context, saves),
      };
      yield* new Course([leg], context).train(leg, training, nothingMore);
      const about = aboutOf(values, leg.epochs, images.train.count);
      return await checkpointOf(network, DENOISING_AUTOENCODER, about);
    } finally {
      optimizer.dispose();
      network.dispose();
    }
  },
  open: (checkpoint: Checkpoint, context: RunContext) =>
    opened(() => {
      const network = denoisingAutoencoder(new Random(0));
      const both = withCode(network);
      return {
        fill: () => giveWeights(network, DENOISING_AUTOENCODER, checkpoint),
        restorer: restorerOf(DENOISING_AUTOENCODER, (pixels) => reconstruct("denoising", both, pixels)[0], context),
        dispose: () => void network.dispose(),
      };
    }),
};

const vaeProjection: TrainableRestorer = {
  name: VAE_PROJECTION,
  label: "VAE of the plane, as published",
  experiment: EXPERIMENT,
  train: async function* (dataset: Dataset, budget: Budget, context: RunContext) {
    const values = VARIATIONAL[budget];
    const random = new Random(values.seed).stream("vae");
    const networks = variationalAutoencoder(random.stream("weights"));
    const optimizer = optimizerOf("vae", values);
    try {
      const images = await loadImages(dataset, values);
      const leg = legOf("vae", values, images.train.count);
      const training: SupervisedTraining = {
        name: "vae",
        parts: variationalParts(networks, optimizer),
        fit: (saves) => fitVariational(networks, optimizer, images, values, random, context, saves),
      };
      yield* new Course([leg], context).train(leg, training, nothingMore);
      return await variationalCheckpoint(networks, aboutOf(values, leg.epochs, images.train.count));
    } finally {
      optimizer.dispose();
      networks.encoder.dispose();
      networks.decoder.dispose();
    }
  },
  open: (checkpoint: Checkpoint, context: RunContext) =>
    opened(() => {
      const networks = variationalAutoencoder(new Random(0));
      const { encoder, decoder } = networks;
      const project = (pixels: tf.Tensor): tf.Tensor => decoder.apply(encode(encoder, pixels)[0]) as tf.Tensor;
      return {
        fill: () => giveVariationalWeights(networks, checkpoint),
        restorer: restorerOf(VAE_PROJECTION, project, context),
        dispose: () => {
          encoder.dispose();
          decoder.dispose();
        },
      };
    }),
};

export const ZOO_RESTORERS: readonly TrainableRestorer[] = [denoising, vaeProjection];

type UndisposedRestorer = Omit<OpenRestorer, "dispose">;

/** Damaged pictures go in as they are, in [0, 1] with holes black; whole ones come out in (0, 1). */
function restorerOf(
  name: string,
  apply: (pixels: tf.Tensor) => tf.Tensor,
  { breathe }: RunContext,
): UndisposedRestorer {
  return {
    name,
    keepsKnownPixels: false,
    restore: async ({ pixels }: DamagedImages) => {
      const [restored] = await applyInPieces(pixels, PIXELS, (piece) => [apply(piece)], breathe);
      return restored ?? new Float32Array();
    },
  };
}

/** A restorer whose networks are released at once when the checkpoint does not fit. */
function opened(
  build: () => { readonly fill: () => void; readonly restorer: UndisposedRestorer; readonly dispose: () => void },
): Promise<OpenRestorer> {
  const { fill, restorer, dispose } = build();
  try {
    fill();
  } catch (error) {
    dispose();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
  return Promise.resolve({ ...restorer, dispose });
}

function aboutOf({ seed }: ZooValues, epochs: number, trainCount: number): Checkpoint["about"] {
  return { experiment: EXPERIMENT, seed, epochs, [IMAGES_SEEN]: epochs * trainCount };
}

/** @param epochs - of the short trainings; the full one is as published */
function budgets(epochs: Readonly<Record<Exclude<Budget, "full">, number>>): Readonly<Record<Budget, ZooValues>> {
  return {
    glimpse: { ...QUICK, epochs: epochs.glimpse },
    quick: { ...QUICK, epochs: epochs.quick },
    full: AS_PUBLISHED,
  };
}

async function* nothingMore(): AsyncGenerator<RunUpdate, void, void> {
  // curves and progress are all there is to tell
}

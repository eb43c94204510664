/** How the variational autoencoder is trained, and kept as one checkpoint. */
import type * as tf from "@tensorflow/tfjs";
import { inBatches, inOrder } from "../../data/batches.ts";
import type { ImageSet } from "../../data/dataset.ts";
import { checkpointOf, giveWeights } from "../../networks/checkpoints.ts";
import {
  VAE_LATENT_SIZE,
  VARIATIONAL_DECODER,
  VARIATIONAL_ENCODER,
  type VariationalAutoencoder,
} from "../../networks/variational-autoencoder.ts";
import type { Random } from "../../random.ts";
import { requireArchitecture, type Checkpoint } from "../../results/checkpoint.ts";
import { fitObjective, type FitPlace, type FitUpdate } from "../../training/fit-objective.ts";
import type { Saves } from "../../training/saves.ts";
import type { ResumableOptimizer } from "../../training/resumable-optimizer.ts";
import type { TrainingParts } from "../../training/training-parts.ts";
import { variationalLoss, type VariationalBatch } from "../../training/variational.ts";
import type { RunContext } from "../experiment.ts";
import { pixelsOf, type ZooImages } from "./images.ts";
import type { ZooValues } from "./parameters.ts";
import { legOf } from "./zoo.ts";

/** The restorer that encodes and decodes; see `restorers.ts`. */
export const VAE_PROJECTION = "vae-projection";

/** Encoder and decoder in one checkpoint. */
export const VARIATIONAL_AUTOENCODER = `vae ${VAE_LATENT_SIZE}`;

/** Trains the networks; they and the optimiser stay the caller's to dispose of. Validation draws codes too, as published. */
export function fitVariational(
  networks: VariationalAutoencoder,
  optimizer: tf.Optimizer,
  { train, validation }: Omit<ZooImages, "test">,
  values: ZooValues,
  random: Random,
  { breathe, nowMs }: RunContext,
  saves?: Saves<FitPlace>,
): AsyncGenerator<FitUpdate, void, void> {
  const { epochs, stepsPerEpoch } = legOf("vae", values, train.count);
  const order = random.stream("batches");
  const latents = random.stream("latents/train");
  const validationLatents = random.stream("latents/validation");
  return fitObjective({
    optimizer,
    loss: (batch) => {
      const { reconstruction, divergence } = variationalLoss(networks, batch);
      return reconstruction.add<tf.Scalar>(divergence);
    },
    epochs,
    stepsPerEpoch,
    batches: () => variationalBatches(train, order.permutation(train.count), values.batchSize, latents),
    validationBatches: () =>
      variationalBatches(validation, inOrder(validation.count), values.batchSize, validationLatents),
    streams: [order, latents, validationLatents],
    breathe,
    nowMs,
    ...(saves === undefined ? {} : { saves }),
  });
}

/** All that its training changes. */
export function variationalParts(
  { encoder, decoder }: VariationalAutoencoder,
  optimizer: ResumableOptimizer,
): TrainingParts {
  return { networks: { encoder, decoder }, optimizers: { optimizer: [optimizer, encoder, decoder] } };
}

export function* variationalBatches(
  images: ImageSet,
  order: Uint32Array,
  batchSize: number,
  latents: Random,
): Generator<VariationalBatch, void, void> {
  for (const indices of inBatches(order, batchSize)) {
    const size = indices.length;
    const noise = Float32Array.from({ length: size * VAE_LATENT_SIZE }, () => latents.normal());
    yield { pixels: pixelsOf(images, indices), noise, size };
  }
}

export async function variationalCheckpoint(
  { encoder, decoder }: VariationalAutoencoder,
  about: Checkpoint["about"],
): Promise<Checkpoint> {
  const parts = [
    await checkpointOf(encoder, VARIATIONAL_ENCODER, about),
    await checkpointOf(decoder, VARIATIONAL_DECODER, about),
  ];
  return { architecture: VARIATIONAL_AUTOENCODER, about, weights: parts.flatMap(({ weights }) => weights) };
}

/** @throws CheckpointError when it is of another architecture or its shapes do not fit */
export function giveVariationalWeights({ encoder, decoder }: VariationalAutoencoder, checkpoint: Checkpoint): void {
  requireArchitecture(checkpoint, VARIATIONAL_AUTOENCODER);
  const { about, weights } = checkpoint;
  const ofEncoder = weights.slice(0, encoder.weights.length);
  const ofDecoder = weights.slice(encoder.weights.length);
  giveWeights(encoder, VARIATIONAL_ENCODER, { architecture: VARIATIONAL_ENCODER, about, weights: ofEncoder });
  giveWeights(decoder, VARIATIONAL_DECODER, { architecture: VARIATIONAL_DECODER, about, weights: ofDecoder });
}

/**
 * The generator of latent inpainting (seed 001): 10 → 128 relu → 784 sigmoid, 102,544 parameters. The published one ends in
 * sigmoid(−w), which is the same network with the sign of its last weights turned.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import type { Checkpoint } from "../results/checkpoint.ts";
import { giveWeights } from "./checkpoints.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

export const LATENT_SIZE = 10;
const HIDDEN_UNITS = 128;

/** What a checkpoint of the published size is called. */
export const LATENT_GENERATOR = "latent-generator 10-128-784";

/** @returns a model from `[B, 10]`, standard normal, to `[B, 784]` in (0, 1); dispose of it when done */
export function latentGenerator(random: Random): tf.Sequential {
  const model = blankGenerator(LATENT_SIZE, HIDDEN_UNITS);
  drawGlorotWeights(model, random);
  return model;
}

/** @throws CheckpointError when it holds another network */
export function openLatentGenerator(checkpoint: Checkpoint): tf.Sequential {
  const model = blankGenerator(LATENT_SIZE, HIDDEN_UNITS);
  try {
    giveWeights(model, LATENT_GENERATOR, checkpoint);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

/** The same network at another size, all weights zero. */
export function blankGenerator(latentSize: number, hiddenUnits: number): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [latentSize] }),
      tf.layers.dense({ name: "hidden", units: hiddenUnits, activation: "relu", kernelInitializer: "zeros" }), // [B, 128]
      tf.layers.dense({ name: "picture", units: PIXELS, activation: "sigmoid", kernelInitializer: "zeros" }), // [B, 784]
    ],
  });
}

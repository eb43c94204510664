/**
 * The other half of the variational autoencoder whose decoder is the latent generator: 784 → 256 relu → mean and
 * log-variance of the code, side by side; 206,100 parameters for codes of 10. It is the lab's own: seed 001 does not say
 * how its generator was trained.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** @returns a model from `[B, 784]` in [0, 1] to `[B, 2L]`, means first; dispose of it when done */
export function latentEncoder(latentSize: number, random: Random): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [PIXELS] }),
      tf.layers.dense({ name: "look", units: 256, activation: "relu", kernelInitializer: "zeros" }), // [B, 256]
      tf.layers.dense({ name: "code", units: 2 * latentSize, kernelInitializer: "zeros" }), // [B, 2L]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

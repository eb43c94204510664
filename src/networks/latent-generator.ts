/**
 * The generator of latent inpainting (seed 001): 10 → 128 relu → 784 sigmoid, 102,544 parameters. The published one ends in
 * sigmoid(−w), which is the same network with the sign of its last weights turned.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

export const LATENT_SIZE = 10;

/** @returns a model from `[B, 10]`, standard normal, to `[B, 784]` in (0, 1); dispose of it when done */
export function latentGenerator(random: Random): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [LATENT_SIZE] }),
      tf.layers.dense({ name: "hidden", units: 128, activation: "relu", kernelInitializer: "zeros" }), // [B, 128]
      tf.layers.dense({ name: "picture", units: PIXELS, activation: "sigmoid", kernelInitializer: "zeros" }), // [B, 784]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

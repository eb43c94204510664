/**
 * The dense autoencoders of seed 002 differ in widths and activations only; this is what they share. The layer in the middle
 * is called "code".
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

export interface DenseLayer {
  readonly name: string;
  readonly units: number;
  readonly activation: "relu" | "linear";
}

/**
 * @param layers - between the picture and its reconstruction
 * @returns a model from `[B, 784]` to `[B, 784]`, both in [0, 1]; dispose of it when done
 */
export function denseAutoencoder(layers: readonly DenseLayer[], random: Random): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [PIXELS] }),
      ...layers.map((layer) => tf.layers.dense({ ...layer, kernelInitializer: "zeros" })),
      tf.layers.dense({ name: "picture", units: PIXELS, activation: "sigmoid", kernelInitializer: "zeros" }), // [B, 784]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

/**
 * What the latent generator is trained against: 784 → 256 → 128 → the probability of an original, leaky relu and dropout in
 * between. It is the lab's own; seed 001 does not say how its generator was trained. 233,985 parameters.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";
import { SeededDropoutLayer } from "./seeded-dropout-layer.ts";

const SLOPE_BELOW_ZERO = 0.2;
const DROPOUT_RATE = 0.3;

/** @returns a model from `[B, 784]` in [0, 1] to `[B, 1]` in (0, 1); dispose of it when done */
export function latentDiscriminator(random: Random): tf.Sequential {
  const block = (name: string, units: number): tf.layers.Layer[] => [
    tf.layers.dense({ name, units, kernelInitializer: "zeros" }),
    tf.layers.leakyReLU({ alpha: SLOPE_BELOW_ZERO }),
    new SeededDropoutLayer(`${name}-dropout`, DROPOUT_RATE, random.stream(`${name}-dropout`)),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [PIXELS] }),
      ...block("look-1", 256), // [B, 256]
      ...block("look-2", 128), // [B, 128]
      tf.layers.dense({ name: "verdict", units: 1, activation: "sigmoid", kernelInitializer: "zeros" }), // [B, 1]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

/**
 * The published discriminator (seed 003): says of one picture, whole or restored, how likely it is an original. It never
 * sees the damaged picture beside it; 382,209 parameters.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";
import { SeededDropoutLayer } from "./seeded-dropout-layer.ts";

const SLOPE_BELOW_ZERO = 0.2;
const DROPOUT_RATE = 0.2;

/** @returns a model from `[B, 28, 28, 1]` in [−1, 1] to `[B, 1]` in (0, 1); dispose of it when done */
export function holeFillingDiscriminator(random: Random): tf.Sequential {
  const block = (name: string, filters: number, strides: number): tf.layers.Layer[] => [
    tf.layers.conv2d({ name, filters, kernelSize: 3, strides, padding: "same", kernelInitializer: "zeros" }),
    tf.layers.leakyReLU({ alpha: SLOPE_BELOW_ZERO }),
    new SeededDropoutLayer(`${name}-dropout`, DROPOUT_RATE, random.stream(`${name}-dropout`)),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      ...block("look-1", 64, 2), // [B, 14, 14, 64]
      ...block("look-2", 128, 2), // [B, 7, 7, 128]
      ...block("look-3", 256, 1), // [B, 7, 7, 256]
      tf.layers.flatten(), // [B, 12544]
      tf.layers.dense({ name: "verdict", units: 1, activation: "sigmoid", kernelInitializer: "zeros" }), // [B, 1]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

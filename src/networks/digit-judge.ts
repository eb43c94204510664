/**
 * The classifier by which seed 003 measures its restorations: three convolutions, a wide hidden layer, 6,526,474
 * parameters, nearly all of them between the last picture and the hidden layer.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";
import { SeededDropoutLayer } from "./seeded-dropout-layer.ts";

/** Names what a checkpoint of it fits. */
export const DIGIT_JUDGE = "digit-judge 32-64-128-1024";

const DROPOUT_RATE = 0.2;

/** @returns a model from `[B, 28, 28, 1]` in [−1, 1] to `[B, 10]` logits; dispose of it when done */
export function digitJudge(random: Random): tf.Sequential {
  const block = (name: string, filters: number, strides: number): tf.layers.Layer[] => [
    tf.layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      strides,
      padding: "same",
      activation: "relu",
      kernelInitializer: "zeros",
    }),
    new SeededDropoutLayer(`${name}-dropout`, DROPOUT_RATE, random.stream(`${name}-dropout`)),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      ...block("look-1", 32, 2), // [B, 14, 14, 32]
      ...block("look-2", 64, 2), // [B, 7, 7, 64]
      ...block("look-3", 128, 1), // [B, 7, 7, 128]
      tf.layers.flatten(), // [B, 6272]
      tf.layers.dense({ name: "hidden", units: 1024, activation: "relu", kernelInitializer: "zeros" }), // [B, 1024]
      tf.layers.dense({ name: "digit", units: 10, kernelInitializer: "zeros" }), // [B, 10]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

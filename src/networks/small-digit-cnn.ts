/**
 * A small classifier of 28 × 28 digits, good enough to judge data by: two convolutions, two poolings, 206,922
 * parameters. It is the measuring instrument of the embedded digits, not a published network.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** @returns a model from `[B, 28, 28, 1]` in [0, 1] to `[B, 10]` logits; dispose of it when done */
export function smallDigitCnn(random: Random): tf.Sequential {
  const convolution = (name: string, filters: number): tf.layers.Layer =>
    tf.layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: "same",
      activation: "relu",
      kernelInitializer: "zeros",
    });
  const pool = (): tf.layers.Layer => tf.layers.maxPooling2d({ poolSize: 2 });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      convolution("convolution-1", 16), // [B, 28, 28, 16]
      pool(), // [B, 14, 14, 16]
      convolution("convolution-2", 32), // [B, 14, 14, 32]
      pool(), // [B, 7, 7, 32]
      tf.layers.flatten(), // [B, 1568]
      tf.layers.dense({ name: "hidden", units: 128, activation: "relu", kernelInitializer: "zeros" }), // [B, 128]
      tf.layers.dense({ name: "logits", units: 10, kernelInitializer: "zeros" }), // [B, 10]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

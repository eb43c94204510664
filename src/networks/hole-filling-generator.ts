/**
 * The published hole-filling generator (seed 003): an autoencoder from the damaged picture to the whole one, without noise,
 * mask channel or skip connections; 315,521 parameters, 448 of them moving statistics.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** @returns a model from `[B, 28, 28, 1]` to `[B, 28, 28, 1]`, both in [−1, 1]; dispose of it when done */
export function holeFillingGenerator(random: Random): tf.Sequential {
  const convolution = (name: string, filters: number, activation: "linear" | "relu" | "tanh"): tf.layers.Layer =>
    tf.layers.conv2d({ name, filters, kernelSize: 3, padding: "same", activation, kernelInitializer: "zeros" });
  const normalized = (name: string): tf.layers.Layer[] => [
    tf.layers.batchNormalization({ name, momentum: 0.99, epsilon: 1e-3 }),
    tf.layers.reLU(),
  ];
  const halve = (): tf.layers.Layer => tf.layers.averagePooling2d({ poolSize: 2 });
  const double = (): tf.layers.Layer => tf.layers.upSampling2d({ size: [2, 2], interpolation: "nearest" });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      convolution("encoder-1", 32, "linear"), // [B, 28, 28, 32]
      ...normalized("encoder-1-normalized"),
      halve(), // [B, 14, 14, 32]
      convolution("encoder-2", 64, "linear"), // [B, 14, 14, 64]
      ...normalized("encoder-2-normalized"),
      halve(), // [B, 7, 7, 64]
      convolution("encoder-3", 128, "linear"), // [B, 7, 7, 128]
      ...normalized("encoder-3-normalized"),
      convolution("decoder-1", 128, "relu"), // [B, 7, 7, 128]
      double(), // [B, 14, 14, 128]
      convolution("decoder-2", 64, "relu"), // [B, 14, 14, 64]
      double(), // [B, 28, 28, 64]
      convolution("picture", 1, "tanh"), // [B, 28, 28, 1]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

/** The discriminator of seed 002's GAN: two convolutions and two dense layers, no normalisation; 28,577 parameters. */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawTruncatedNormalWeights } from "./truncated-normal-weights.ts";

/** @returns a model from `[B, 28, 28, 1]` to `[B, 1]`, the logit of an original; dispose of it when done */
export function zooGanDiscriminator(random: Random): tf.Sequential {
  const look = (name: string, filters: number): tf.layers.Layer[] => [
    tf.layers.conv2d({
      name,
      filters,
      kernelSize: 5,
      padding: "same",
      activation: "relu",
      kernelInitializer: "zeros",
    }),
    tf.layers.averagePooling2d({ poolSize: 2, padding: "same" }),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      ...look("look-1", 8), // [B, 14, 14, 8]
      ...look("look-2", 16), // [B, 7, 7, 16]
      tf.layers.flatten(), // [B, 784]
      tf.layers.dense({ name: "hidden", units: 32, activation: "relu", kernelInitializer: "zeros" }), // [B, 32]
      tf.layers.dense({ name: "verdict", units: 1, kernelInitializer: "zeros" }), // [B, 1]
    ],
  });
  drawTruncatedNormalWeights(model, 0.02, random);
  return model;
}

/**
 * The generator of seed 002's GAN to the letter, its oddities included: relu goes over z itself, normalisation always takes
 * the batch's own statistics, and the last transposed convolution ends at 27 px, so that row and column 28 are tanh(0) = 0.
 * 1,186,496 parameters take part; its 449 biases are declared and never added, and are left out here.
 */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { BatchStatisticsLayer } from "./batch-statistics-layer.ts";
import { SizedTransposedConvolutionLayer } from "./sized-transposed-convolution-layer.ts";
import { drawTruncatedNormalWeights } from "./truncated-normal-weights.ts";

/** Numbers in a code of either generator. */
export const GAN_LATENT_SIZE = 100;

/** @returns a model from `[B, 100]` to `[B, 28, 28, 1]` in (−1, 1); dispose of it when done */
export function publishedGanGenerator(random: Random): tf.Sequential {
  const grow = (name: string, filters: number, sizePx: number): tf.layers.Layer[] => [
    new SizedTransposedConvolutionLayer({ name, filters, kernelSize: 5, sizePx, padding: "same" }),
    new BatchStatisticsLayer({ name: `${name}-normalized` }),
    tf.layers.reLU(),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [GAN_LATENT_SIZE] }),
      tf.layers.reshape({ targetShape: [2, 2, 25] }), // [B, 2, 2, 25]
      tf.layers.reLU(), // of z, whose mean is −1: five of six numbers become 0
      ...grow("grow-1", 256, 3), // [B, 3, 3, 256]
      ...grow("grow-2", 128, 6), // [B, 6, 6, 128]
      ...grow("grow-3", 64, 12), // [B, 12, 12, 64]
      new SizedTransposedConvolutionLayer({ name: "picture", filters: 1, kernelSize: 5, sizePx: 28, padding: "valid" }),
      tf.layers.activation({ activation: "tanh" }), // [B, 28, 28, 1]
    ],
  });
  drawTruncatedNormalWeights(model, 0.1, random);
  return model;
}

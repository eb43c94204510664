/**
 * The generator of seed 002's GAN, put right: the same four kernels over 4, 7, 14 and 28 px, so that every pixel is painted; z
 * goes in as it is; normalisation keeps moving statistics, so that a picture does not depend on its batch; and the picture
 * gets the bias that was declared and never added. 1,186,497 parameters and 896 moving statistics.
 */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { GAN_LATENT_SIZE } from "./published-gan-generator.ts";
import { SizedTransposedConvolutionLayer } from "./sized-transposed-convolution-layer.ts";
import { drawTruncatedNormalWeights } from "./truncated-normal-weights.ts";

/** As in checkpoints. */
export const ZOO_GAN_GENERATOR = "zoo-gan-generator";

/** @returns a model from `[B, 100]`, standard normal, to `[B, 28, 28, 1]` in (−1, 1); dispose of it when done */
export function zooGanGenerator(random: Random): tf.Sequential {
  const grow = (name: string, filters: number, sizePx: number): tf.layers.Layer[] => [
    new SizedTransposedConvolutionLayer({ name, filters, kernelSize: 5, sizePx, padding: "same" }),
    tf.layers.batchNormalization({ name: `${name}-normalized`, momentum: 0.99, epsilon: 1e-3 }),
    tf.layers.reLU(),
  ];
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [GAN_LATENT_SIZE] }),
      tf.layers.reshape({ targetShape: [2, 2, 25] }), // [B, 2, 2, 25]
      ...grow("grow-1", 256, 4), // [B, 4, 4, 256]
      ...grow("grow-2", 128, 7), // [B, 7, 7, 128]
      ...grow("grow-3", 64, 14), // [B, 14, 14, 64]
      new SizedTransposedConvolutionLayer({
        name: "picture",
        filters: 1,
        kernelSize: 5,
        sizePx: 28,
        padding: "same",
        useBias: true,
      }),
      tf.layers.activation({ activation: "tanh" }), // [B, 28, 28, 1]
    ],
  });
  drawTruncatedNormalWeights(model, 0.1, random);
  return model;
}

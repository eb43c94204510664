/**
 * The published denoising autoencoder (seed 002): two convolutions down and three up, 28,353 parameters. Its code of
 * 7 × 7 × 32 holds 1,568 numbers, twice as many as the picture: what it learns, it learns from the noise.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** As in checkpoints. */
export const DENOISING_AUTOENCODER = "denoising-autoencoder";

/** @returns a model from `[B, 28, 28, 1]` to `[B, 28, 28, 1]`, both in [0, 1]; dispose of it when done */
export function denoisingAutoencoder(random: Random): tf.Sequential {
  const convolution = (name: string, filters: number, activation: "relu" | "sigmoid"): tf.layers.Layer =>
    tf.layers.conv2d({ name, filters, kernelSize: 3, padding: "same", activation, kernelInitializer: "zeros" });
  const pool = (name: string): tf.layers.Layer => tf.layers.maxPooling2d({ name, poolSize: 2, padding: "same" });
  const double = (): tf.layers.Layer => tf.layers.upSampling2d({ size: [2, 2], interpolation: "nearest" });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      convolution("encoder-1", 32, "relu"), // [B, 28, 28, 32]
      pool("halved"), // [B, 14, 14, 32]
      convolution("encoder-2", 32, "relu"), // [B, 14, 14, 32]
      pool("code"), // [B, 7, 7, 32]
      convolution("decoder-1", 32, "relu"), // [B, 7, 7, 32]
      double(), // [B, 14, 14, 32]
      convolution("decoder-2", 32, "relu"), // [B, 14, 14, 32]
      double(), // [B, 28, 28, 32]
      convolution("picture", 1, "sigmoid"), // [B, 28, 28, 1]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

/**
 * The published convolutional autoencoder (seed 002): three convolutions down to a code of 4 × 4 × 8, four back up to a
 * picture; 4,385 parameters. The third convolution of the decoder pads nothing, which is how 16 becomes 14 and then 28.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** @returns a model from `[B, 28, 28, 1]` to `[B, 28, 28, 1]`, both in [0, 1]; dispose of it when done */
export function convolutionalAutoencoder(random: Random): tf.Sequential {
  const convolution = (
    name: string,
    filters: number,
    { padding = "same", activation = "relu" }: { padding?: "same" | "valid"; activation?: "relu" | "sigmoid" } = {},
  ): tf.layers.Layer =>
    tf.layers.conv2d({ name, filters, kernelSize: 3, padding, activation, kernelInitializer: "zeros" });
  const pool = (name: string): tf.layers.Layer => tf.layers.maxPooling2d({ name, poolSize: 2, padding: "same" });
  const double = (): tf.layers.Layer => tf.layers.upSampling2d({ size: [2, 2], interpolation: "nearest" });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1] }),
      convolution("encoder-1", 16), // [B, 28, 28, 16]
      pool("halved"), // [B, 14, 14, 16]
      convolution("encoder-2", 8), // [B, 14, 14, 8]
      pool("quartered"), // [B, 7, 7, 8]
      convolution("encoder-3", 8), // [B, 7, 7, 8]
      pool("code"), // [B, 4, 4, 8]
      convolution("decoder-1", 8), // [B, 4, 4, 8]
      double(), // [B, 8, 8, 8]
      convolution("decoder-2", 8), // [B, 8, 8, 8]
      double(), // [B, 16, 16, 8]
      convolution("decoder-3", 16, { padding: "valid" }), // [B, 14, 14, 16]
      double(), // [B, 28, 28, 16]
      convolution("picture", 1, { activation: "sigmoid" }), // [B, 28, 28, 1]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

/**
 * The autoencoder beside the VAE of seed 002, which its README does not mention: 784 → 128 relu → 2 linear → 128 relu → 784
 * sigmoid, 202,258 parameters. Its code can be drawn as points in a plane.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { denseAutoencoder } from "./dense-autoencoder.ts";

/** @returns a model from `[B, 784]` to `[B, 784]`, both in [0, 1]; dispose of it when done */
export function twoDimensionalAutoencoder(random: Random): tf.Sequential {
  return denseAutoencoder(
    [
      { name: "encoder", units: 128, activation: "relu" }, // [B, 128]
      { name: "code", units: 2, activation: "linear" }, // [B, 2]
      { name: "decoder", units: 128, activation: "relu" }, // [B, 128]
    ],
    random,
  );
}

/** The published multilayer autoencoder (seed 002): 784 → 128 → 64 → 128 relu → 784 sigmoid, 218,192 parameters. */
import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { denseAutoencoder } from "./dense-autoencoder.ts";

/** @returns a model from `[B, 784]` to `[B, 784]`, both in [0, 1]; dispose of it when done */
export function multilayerAutoencoder(random: Random): tf.Sequential {
  return denseAutoencoder(
    [
      { name: "encoder", units: 128, activation: "relu" }, // [B, 128]
      { name: "code", units: 64, activation: "relu" }, // [B, 64]
      { name: "decoder", units: 128, activation: "relu" }, // [B, 128]
    ],
    random,
  );
}

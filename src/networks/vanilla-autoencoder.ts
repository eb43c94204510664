/** The published vanilla autoencoder (seed 002): 784 → 64 relu → 784 sigmoid, 101,200 parameters. */
import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { denseAutoencoder } from "./dense-autoencoder.ts";

/** @returns a model from `[B, 784]` to `[B, 784]`, both in [0, 1]; dispose of it when done */
export function vanillaAutoencoder(random: Random): tf.Sequential {
  return denseAutoencoder([{ name: "code", units: 64, activation: "relu" }], random);
}

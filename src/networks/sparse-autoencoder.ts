/**
 * The published sparse autoencoder (seed 002): 784 → 32 relu → 784 sigmoid, 50,992 parameters. What makes it sparse is a
 * penalty on the code in its loss (`training/activity-penalty.ts`), not anything in the network.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { denseAutoencoder } from "./dense-autoencoder.ts";

/** @returns a model from `[B, 784]` to `[B, 784]`, both in [0, 1]; dispose of it when done */
export function sparseAutoencoder(random: Random): tf.Sequential {
  return denseAutoencoder([{ name: "code", units: 32, activation: "relu" }], random);
}

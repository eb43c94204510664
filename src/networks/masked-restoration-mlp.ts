/**
 * The published network of masked restoration (seed 004, task 3): an MLP autoencoder that repaints all 784 pixels.
 * 784 → H relu → H relu → H/2 relu → 784 sigmoid; with H = 256 it has 400,784 parameters (its README says 530,000).
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** @returns a model from `[B, 784]` to `[B, 784]`, both in [0, 1]; dispose of it when done */
export function maskedRestorationMlp(hiddenUnits: number, random: Random): tf.Sequential {
  const dense = (name: string, units: number, activation: "relu" | "sigmoid"): tf.layers.Layer =>
    tf.layers.dense({ name, units, activation, kernelInitializer: "zeros" });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [PIXELS] }),
      dense("hidden-1", hiddenUnits, "relu"), // [B, H]
      dense("hidden-2", hiddenUnits, "relu"), // [B, H]
      dense("code", Math.max(1, Math.floor(hiddenUnits / 2)), "relu"), // [B, H/2]
      dense("picture", PIXELS, "sigmoid"), // [B, 784]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

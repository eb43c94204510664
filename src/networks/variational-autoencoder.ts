/**
 * The published variational autoencoder (seed 002), 404,244 parameters: an encoder that answers with a normal distribution in
 * the plane, and a decoder that paints a point of it. The encoder's second answer is the logarithm of the variance; the
 * source's README calls it the standard deviation.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** Numbers in a code. */
export const VAE_LATENT_SIZE = 2;
/** As in checkpoints. */
export const VARIATIONAL_ENCODER = `vae-encoder ${VAE_LATENT_SIZE}`;
export const VARIATIONAL_DECODER = `vae-decoder ${VAE_LATENT_SIZE}`;

const HIDDEN_UNITS = 256;

export interface VariationalAutoencoder {
  readonly encoder: tf.LayersModel;
  readonly decoder: tf.LayersModel;
}

export function variationalAutoencoder(random: Random): VariationalAutoencoder {
  return { encoder: variationalEncoder(random), decoder: variationalDecoder(random) };
}

/** @returns a model from `[B, 784]` in [0, 1] to the mean and the log-variance, `[B, 2]` each; dispose of it when done */
export function variationalEncoder(random: Random): tf.LayersModel {
  const dense = (name: string, units: number, activation: "relu" | "linear"): tf.layers.Layer =>
    tf.layers.dense({ name, units, activation, kernelInitializer: "zeros" });
  const picture = tf.input({ shape: [PIXELS] });
  const hidden = dense("encoder", HIDDEN_UNITS, "relu").apply(picture) as tf.SymbolicTensor; // [B, 256]
  const mean = dense("mean", VAE_LATENT_SIZE, "linear").apply(hidden) as tf.SymbolicTensor; // [B, 2]
  const logVariance = dense("log-variance", VAE_LATENT_SIZE, "linear").apply(hidden) as tf.SymbolicTensor; // [B, 2]
  const model = tf.model({ inputs: picture, outputs: [mean, logVariance] });
  drawGlorotWeights(model, random);
  return model;
}

/** @returns a model from `[B, 2]`, standard normal, to `[B, 784]` in (0, 1); dispose of it when done */
export function variationalDecoder(random: Random): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [VAE_LATENT_SIZE] }),
      tf.layers.dense({ name: "decoder", units: HIDDEN_UNITS, activation: "relu", kernelInitializer: "zeros" }), // [B, 256]
      tf.layers.dense({ name: "picture", units: PIXELS, activation: "sigmoid", kernelInitializer: "zeros" }), // [B, 784]
    ],
  });
  drawGlorotWeights(model, random);
  return model;
}

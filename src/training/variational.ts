/**
 * The loss of a variational autoencoder (Kingma and Welling, 2014): how badly a drawn code is decoded, plus how far the
 * distribution it was drawn from lies from a standard normal one. The normal numbers come with the batch, so that whoever
 * makes batches decides on randomness.
 */
import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy } from "./losses.ts";

export interface VariationalBatch {
  /** `[size, pixels]` in [0, 1]. */
  readonly pixels: Float32Array;
  /** `[size, latent]`, standard normal. */
  readonly noise: Float32Array;
  readonly size: number;
}

export interface VariationalNetworks {
  /** From pictures to mean and log-variance, `[B, latent]` each. */
  readonly encoder: tf.LayersModel;
  /** From codes to pictures in (0, 1). */
  readonly decoder: tf.LayersModel;
}

/** The two parts of the loss, means over the images of a batch, nats. */
export interface VariationalLoss {
  /** Cross-entropy, summed over pixels. */
  readonly reconstruction: tf.Scalar;
  readonly divergence: tf.Scalar;
}

/** Mean and log-variance of each picture's code. */
export function encode(encoder: tf.LayersModel, pictures: tf.Tensor): [mean: tf.Tensor2D, logVariance: tf.Tensor2D] {
  return encoder.apply(pictures) as [tf.Tensor2D, tf.Tensor2D];
}

export function variationalLoss({ encoder, decoder }: VariationalNetworks, batch: VariationalBatch): VariationalLoss {
  const { pixels, noise, size } = batch;
  const pictures = tf.tensor2d(pixels, [size, pixels.length / size]);
  const [mean, logVariance] = encode(encoder, pictures);
  const code = drawCode(mean, logVariance, tf.tensor2d(noise, [size, noise.length / size]));
  const decoded = decoder.apply(code) as tf.Tensor;
  return {
    reconstruction: binaryCrossEntropy(pictures, decoded).mul<tf.Scalar>(pixels.length / size),
    divergence: divergence(mean, logVariance).mean<tf.Scalar>(),
  };
}

/** μ + σ · ε: a draw whose gradient reaches mean and variance. */
export function drawCode(mean: tf.Tensor2D, logVariance: tf.Tensor2D, noise: tf.Tensor2D): tf.Tensor2D {
  return mean.add(logVariance.mul(0.5).exp().mul(noise));
}

/** Kullback–Leibler divergence from the standard normal, −½ Σ (1 + ln σ² − μ² − σ²), of each image: `[B]`, nats. */
export function divergence(mean: tf.Tensor2D, logVariance: tf.Tensor2D): tf.Tensor1D {
  return logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum<tf.Tensor1D>(-1).mul<tf.Tensor1D>(-0.5);
}

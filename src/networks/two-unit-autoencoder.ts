/**
 * The published two-unit autoencoder (seed 004, task 2): 784 → 2 sigmoid → 784 linear, 3,922 parameters (its README says
 * about 1.2 million). The decoder is linear, so that whatever the code, every picture lies in one plane.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** The source's `RandomUniform(−0.7, 0.7)`, of which its README says nothing. */
const CODE_LIMIT = 0.7;

/** @returns a model from `[B, 784]` in [0, 1] to `[B, 784]`, any real number; dispose of it when done */
export function twoUnitAutoencoder(random: Random): tf.Sequential {
  const code = tf.layers.dense({ name: "code", units: 2, activation: "sigmoid", kernelInitializer: "zeros" });
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [PIXELS] }),
      code, // [B, 2]
      tf.layers.dense({ name: "picture", units: PIXELS, kernelInitializer: "zeros" }), // [B, 784]
    ],
  });
  drawGlorotWeights(model, random);
  const stream = random.stream("code/kernel");
  const kernel = tf.tensor2d(
    Float32Array.from({ length: 2 * PIXELS }, () => stream.between(-CODE_LIMIT, CODE_LIMIT)),
    [PIXELS, 2],
  );
  code.setWeights([kernel, ...code.getWeights().slice(1)]);
  kernel.dispose();
  return model;
}

/** The codes of pictures `[B, 784]`: `[B, 2]`, each in (0, 1). */
export function codesOf(model: tf.LayersModel, pictures: tf.Tensor): tf.Tensor2D {
  return model.getLayer("code").apply(pictures) as tf.Tensor2D;
}

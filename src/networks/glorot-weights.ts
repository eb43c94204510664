/**
 * Initial weights drawn from the lab's own generator, so that every engine starts from the same ones.
 * tfjs' initialisers draw from a generator of their own; networks here start at zero and are given weights once built.
 */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";

/**
 * Gives each kernel U(−L, L) with L = √(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010; Keras' default), from a stream
 * named after its layer. Weights of rank one (biases, scales) keep what the layer gave them.
 */
export function drawGlorotWeights(model: tf.LayersModel, random: Random): void {
  for (const layer of model.layers) {
    const stream = random.stream(layer.name);
    const drawn = layer.getWeights().map((weight) => (weight.rank < 2 ? weight : glorot(weight.shape, stream)));
    layer.setWeights(drawn);
    for (const weight of drawn) if (weight.rank >= 2) weight.dispose();
  }
}

/** The last two axes are input and output channels; any before them are a kernel's extent. */
function glorot(shape: readonly number[], random: Random): tf.Tensor {
  const size = product(shape);
  const extent = product(shape.slice(0, -2));
  const limit = Math.sqrt(6 / (extent * ((shape.at(-2) ?? 1) + (shape.at(-1) ?? 1))));
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = random.between(-limit, limit);
  return tf.tensor(values, [...shape], "float32");
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((result, number) => result * number, 1);
}

/** Initial weights as TensorFlow's `truncated_normal` draws them, from the lab's own generator. */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";

/** What lies further out, in standard deviations, is drawn again. */
const LIMIT = 2;

/** Gives each kernel N(0, σ²) cut at ±2σ, from a stream named after its layer. Weights of rank one stay as they are. */
export function drawTruncatedNormalWeights(model: tf.LayersModel, deviation: number, random: Random): void {
  for (const layer of model.layers) {
    const stream = random.stream(layer.name);
    const drawn = layer.getWeights().map((weight) => {
      if (weight.rank < 2) return weight;
      const values = Float32Array.from({ length: weight.size }, () => deviation * truncatedNormal(stream));
      return tf.tensor(values, weight.shape, "float32");
    });
    layer.setWeights(drawn);
    for (const weight of drawn) if (weight.rank >= 2) weight.dispose();
  }
}

/** Standard normal, drawn again until it lies within ±2. */
export function truncatedNormal(random: Random): number {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= LIMIT) return value;
  }
}

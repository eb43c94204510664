/** PyTorch's initial weights for `nn.Linear`, drawn from the lab's own generator: see `glorot-weights.ts` for why. */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";

/**
 * Gives each dense layer's kernel `[fan_in, units]` and its bias U(−L, L) with L = 1 / √fan_in, from a stream named after
 * the layer. PyTorch gets there by Kaiming's rule with a = √5 (`nn.Linear.reset_parameters`).
 */
export function drawTorchWeights(model: tf.LayersModel, random: Random): void {
  for (const layer of model.layers) {
    const weights = layer.getWeights();
    const fanIn = weights[0]?.shape[0];
    if (fanIn === undefined) continue;
    const stream = random.stream(layer.name);
    const limit = 1 / Math.sqrt(fanIn);
    const drawn = weights.map(({ shape, size }) => {
      const values = Float32Array.from({ length: size }, () => stream.between(-limit, limit));
      return tf.tensor(values, shape, "float32");
    });
    layer.setWeights(drawn);
    tf.dispose(drawn);
  }
}

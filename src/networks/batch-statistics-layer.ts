/**
 * Batch normalisation that always takes the batch's own mean and variance, also after training: what a picture looks like
 * then depends on its neighbours in the batch, and a batch of one has only its own pixels. Seed 002's generator has it.
 */
import * as tf from "@tensorflow/tfjs";

const EPSILON = 1e-3;

export class BatchStatisticsLayer extends tf.layers.Layer {
  static readonly className = "BatchStatistics";
  #scale: tf.LayerVariable | null = null;
  #offset: tf.LayerVariable | null = null;

  override build(inputShape: tf.Shape): void {
    const channels = inputShape[3] ?? 0;
    this.#scale = this.addWeight("scale", [channels], "float32", tf.initializers.ones());
    this.#offset = this.addWeight("offset", [channels], "float32", tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D; // [B, H, W, C]
    return tf.tidy(() => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      const [scale, offset] = [this.#scale?.read(), this.#offset?.read()] as [tf.Tensor1D, tf.Tensor1D];
      return tf.batchNorm4d(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, EPSILON);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }
}

/**
 * Hardtanh, clip(v, −1, 1), with PyTorch's derivative: 1 strictly inside, 0 at ±1 and outside. tfjs' own `clipByValue` lets
 * the gradient through at the bounds too.
 */
import * as tf from "@tensorflow/tfjs";

const clipped = tf.customGrad((v, save) => {
  const x = v as tf.Tensor;
  (save as tf.GradSaveFunc)([x]);
  return {
    value: x.clipByValue(-1, 1),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => dy.mul((saved[0] as tf.Tensor).abs().less(1)),
  };
});

export function hardtanh<T extends tf.Tensor>(x: T): T {
  return clipped(x) as T;
}

export class HardtanhLayer extends tf.layers.Layer {
  static readonly className = "Hardtanh";

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return hardtanh(Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }
}

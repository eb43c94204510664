/** Losses as the published systems define them: means over a batch, scalars on the device. */
import * as tf from "@tensorflow/tfjs";

/** Mean squared error over every pixel of every image. */
export function meanSquaredLoss(target: tf.Tensor, output: tf.Tensor): tf.Scalar {
  return tf.squaredDifference(output, target).mean<tf.Scalar>();
}

/** Mean cross-entropy of logits `[B, 10]` against one-hot labels `[B, 10]`. */
export function softmaxCrossEntropyLoss(target: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  return tf.losses.softmaxCrossEntropy(target, logits);
}

/** Mean cross-entropy of probabilities in [0, 1]; kept from infinity as Keras keeps it, by 10⁻⁷. */
export function binaryCrossEntropy(target: tf.Tensor, output: tf.Tensor): tf.Scalar {
  const inked = target.mul(output.add(1e-7).log());
  const blank = tf.sub(1, target).mul(tf.sub(1 + 1e-7, output).log());
  return inked.add(blank).mean<tf.Scalar>().neg();
}

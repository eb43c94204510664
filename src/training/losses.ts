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

/**
 * Mean over images of the mean squared error in the hole; what lies outside counts nothing.
 *
 * @param target - `[B, 28, 28, 2]`: what the picture should be, and 1 / (pixels of its hole) inside the hole, 0 elsewhere
 * @param output - `[B, 28, 28, 1]`
 */
export function holeSquaredLoss(target: tf.Tensor, output: tf.Tensor): tf.Scalar {
  const [wanted, share] = tf.split(target, 2, -1) as [tf.Tensor, tf.Tensor];
  const images = target.shape[0] ?? 1;
  return tf.squaredDifference(output, wanted).mul(share).sum<tf.Scalar>().div(images);
}

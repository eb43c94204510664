/** The penalty that is meant to keep a code sparse: λ · Σ |h|, added to the loss. */
import type * as tf from "@tensorflow/tfjs";

/**
 * What the sum runs over. Keras 2 adds up units *and* images of a batch and divides by nothing, so that the penalty weighs
 * as many times more as a batch has images; later versions divide by the batch.
 */
export type PenaltyOver = "batch" | "image";

/** @param code - activations `[B, units]` @param weight - λ */
export function activityPenalty(code: tf.Tensor, weight: number, over: PenaltyOver): tf.Scalar {
  const sum = code.abs().sum<tf.Scalar>().mul<tf.Scalar>(weight);
  return over === "batch" ? sum : sum.div<tf.Scalar>(code.shape[0] ?? 1);
}

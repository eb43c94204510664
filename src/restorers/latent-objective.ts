/**
 * What latent inpainting minimises (seed 001): how badly a generated picture explains the pixels that were kept, and how
 * unlikely its code is. The maximum a posteriori estimate under a N(0, I) prior with the noise's variance unknown.
 */
import type * as tf from "@tensorflow/tfjs";

/**
 * J = N · ln‖Xₙ − TX‖² + zᵀz, natural logarithm, for many codes at once.
 *
 * @param z - codes, `[R, L]`
 * @param generated - their pictures, `[R, 784]`
 * @param observed - the first N pixels of what each shall explain, `[R, N]`
 * @returns `[R]`
 */
export function latentObjective(z: tf.Tensor2D, generated: tf.Tensor2D, observed: tf.Tensor2D): tf.Tensor1D {
  const [restarts, kept] = observed.shape;
  const squares = generated.slice([0, 0], [restarts, kept]).sub(observed).square().sum(1);
  return squares.log().mul(kept).add(z.square().sum(1));
}

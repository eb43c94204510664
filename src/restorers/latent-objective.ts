/**
 * What latent inpainting minimises (seed 001): how badly a generated picture explains the pixels that were kept, and how
 * unlikely its code is. The maximum a posteriori estimate under a N(0, I) prior with the noise's variance unknown.
 */
import * as tf from "@tensorflow/tfjs";

/**
 * Added to the squared distance, so that a picture explained exactly has a logarithm. Beside the distance that noise
 * leaves (0.01 per pixel) it is less than 32-bit numbers can tell.
 */
const FLOOR = 1e-12;

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
  return squares.add(FLOOR).log().mul(kept).add(z.square().sum(1));
}

/**
 * The same where any pixels may be known, not only the first: T takes those of `known`, N is how many they are.
 *
 * @param observed - what each shall explain, `[R, 784]`; pixels that are not known do not matter
 * @param known - 1 = known, `[R, 784]`
 * @returns `[R]`
 */
export function maskedLatentObjective(
  z: tf.Tensor2D,
  generated: tf.Tensor2D,
  observed: tf.Tensor2D,
  known: tf.Tensor2D,
): tf.Tensor1D {
  const squares = generated.sub(observed).mul(known).square().sum(1);
  return tf.mul<tf.Tensor1D>(squares.add(FLOOR).log(), known.sum(1)).add(z.square().sum(1));
}

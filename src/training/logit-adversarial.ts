/**
 * The two updates of an adversarial pair whose discriminator answers in logits, as TensorFlow 1 programs have it: no
 * rounding near 0 and 1. Both networks work as in training throughout, also the one that does not learn.
 */
import * as tf from "@tensorflow/tfjs";

export interface LogitPair {
  /** From noise to pictures. */
  readonly generator: tf.LayersModel;
  /** From pictures to `[B, 1]`, the logit of an original. */
  readonly discriminator: tf.LayersModel;
  readonly generatorOptimizer: tf.Optimizer;
  readonly discriminatorOptimizer: tf.Optimizer;
  /** What the discriminator shall answer to an original: 1, or a little less (one-sided label smoothing, Salimans et al., 2016). */
  readonly originalLabel: number;
}

/**
 * One update on originals and as many fakes: CE(D(x), label) + CE(D(G(z)), 0).
 *
 * @returns the loss before the update; the caller owns it
 */
export function updateLogitDiscriminator(pair: LogitPair, originals: tf.Tensor, noise: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const fakes = pair.generator.apply(noise, { training: true }) as tf.Tensor;
    const count = originals.shape[0] ?? 0;
    return minimize(pair.discriminatorOptimizer, pair.discriminator, () => {
      const logits = pair.discriminator.apply(tf.concat([originals, fakes]), { training: true }) as tf.Tensor2D;
      const [ofOriginals, ofFakes] = [logits.slice([0, 0], [count, 1]), logits.slice([count, 0])];
      return logitCrossEntropy(ofOriginals, pair.originalLabel).add(logitCrossEntropy(ofFakes, 0));
    });
  });
}

/**
 * One update towards being taken for an original: CE(D(G(z)), 1).
 *
 * @returns the loss before the update; the caller owns it
 */
export function updateLogitGenerator(pair: LogitPair, noise: tf.Tensor): tf.Scalar {
  return tf.tidy(() =>
    minimize(pair.generatorOptimizer, pair.generator, () => {
      const fakes = pair.generator.apply(noise, { training: true }) as tf.Tensor;
      return logitCrossEntropy(pair.discriminator.apply(fakes, { training: true }) as tf.Tensor, 1);
    }),
  );
}

/** Mean cross-entropy of logits against one label: ln(1 + eˣ) − label · x. */
export function logitCrossEntropy(logits: tf.Tensor, label: number): tf.Scalar {
  return logits.softplus().sub(logits.mul(label)).mean<tf.Scalar>();
}

function minimize(optimizer: tf.Optimizer, model: tf.LayersModel, loss: () => tf.Scalar): tf.Scalar {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const value = optimizer.minimize(loss, true, variables);
  if (value === null) throw new Error("Cannot train: the optimiser returned no loss");
  return value;
}

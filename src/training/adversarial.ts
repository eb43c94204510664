/**
 * The two updates of an adversarial pair: the discriminator learns to tell originals from what the generator makes, the
 * generator to be taken for an original. Each leaves the other's weights alone. It draws no batches and counts no epochs.
 */
import * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropy } from "./losses.ts";

export interface AdversarialPair {
  /** From damaged pictures to restored ones, or from noise to pictures. */
  readonly generator: tf.LayersModel;
  /** From pictures to `[B, 1]`, the probability of an original. */
  readonly discriminator: tf.LayersModel;
  readonly generatorOptimizer: tf.Optimizer;
  readonly discriminatorOptimizer: tf.Optimizer;
  /** What the discriminator shall answer to an original: 1, or a little less (one-sided label smoothing, Salimans et al., 2016). */
  readonly originalLabel: number;
}

/** What becomes of a generator's output before the discriminator sees it, such as known pixels pasted over it. */
export type Finish = (made: tf.Tensor) => tf.Tensor;

const asMade: Finish = (made) => made;

/**
 * How the generator makes the discriminator's fakes: as it works after training (moving averages, no dropout), or as it does
 * while it learns (the batch's own statistics).
 */
export type FakesOf = "moving-averages" | "batch-statistics";

/**
 * Originals and fakes in one batch, one update; the discriminator works as in training.
 *
 * @returns the mean cross-entropy before the update; the caller owns it
 */
export function updateDiscriminator(
  pair: AdversarialPair,
  originals: tf.Tensor,
  inputs: tf.Tensor,
  finish: Finish = asMade,
  fakesOf: FakesOf = "moving-averages",
): tf.Scalar {
  return tf.tidy(() => {
    const how = fakesOf === "batch-statistics" ? { training: true } : undefined;
    const fakes = finish(pair.generator.apply(inputs, how) as tf.Tensor);
    const pictures = tf.concat([originals, fakes]);
    const labels = tf.concat([
      tf.fill([originals.shape[0] ?? 0, 1], pair.originalLabel),
      tf.zeros([fakes.shape[0] ?? 0, 1]),
    ]);
    return minimize(pair.discriminatorOptimizer, pair.discriminator, () => {
      return binaryCrossEntropy(labels, pair.discriminator.apply(pictures, { training: true }) as tf.Tensor);
    });
  });
}

/**
 * One update towards being taken for an original (the non-saturating loss of Goodfellow et al., 2014), both as in training.
 *
 * @param alsoMinimize - a further loss of what the generator made, added to the first
 * @returns the loss before the update; the caller owns it
 */
export function updateGenerator(
  pair: AdversarialPair,
  inputs: tf.Tensor,
  finish: Finish = asMade,
  alsoMinimize?: (made: tf.Tensor) => tf.Scalar,
): tf.Scalar {
  return tf.tidy(() => {
    return minimize(pair.generatorOptimizer, pair.generator, () => {
      const made = pair.generator.apply(inputs, { training: true }) as tf.Tensor;
      const verdicts = pair.discriminator.apply(finish(made), { training: true }) as tf.Tensor;
      const deceit = binaryCrossEntropy(tf.onesLike(verdicts), verdicts);
      return alsoMinimize === undefined ? deceit : deceit.add<tf.Scalar>(alsoMinimize(made));
    });
  });
}

function minimize(optimizer: tf.Optimizer, model: tf.LayersModel, loss: () => tf.Scalar): tf.Scalar {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const value = optimizer.minimize(loss, true, variables);
  if (value === null) throw new Error("Cannot train: the optimiser returned no loss");
  return value;
}

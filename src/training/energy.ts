/**
 * The one update of energy-based inpainting (seed 000): a contrast between true pictures and pictures whose hole a generator
 * has filled. One backward pass and one descent step train both networks, because the gradient changes its sign on its way
 * into the generator: the energy net minimises what the generator maximises. It draws no batches and counts no epochs.
 */
import * as tf from "@tensorflow/tfjs";
import type { EnergyPair } from "../networks/energy-pair.ts";

export interface ContrastiveBatch {
  /** `[B, 784]` in [−1, 1]. */
  readonly originals: tf.Tensor2D;
  /** The same with 0 in the hole. */
  readonly damaged: tf.Tensor2D;
  /** `[B, 784]`, 1 = missing, float. */
  readonly holes: tf.Tensor2D;
  /** What the generator is shown: the damaged pictures, or, as published, the originals. */
  readonly shown: "damaged" | "complete";
}

/** Means over the batch before the update; the caller owns them. */
export interface ContrastiveReading {
  readonly loss: tf.Scalar;
  /** Of the true pictures. */
  readonly dataEnergy: tf.Scalar;
  /** Of the filled ones. */
  readonly contrastiveEnergy: tf.Scalar;
}

const flipped = tf.customGrad((v) => ({
  value: (v as tf.Tensor).clone(),
  gradFunc: (dy: tf.Tensor) => dy.neg(),
}));

/** Its value passes unchanged, its gradient with the sign turned (the source: `detach(2g) − g`). */
export function flipGradient<T extends tf.Tensor>(x: T): T {
  return flipped(x) as T;
}

/**
 * mean ln(1 + exp(E(x) − E(x̃))), computed so that no difference overflows.
 *
 * @param data - E(x), `[B, 1]`
 * @param contrastive - E(x̃), `[B, 1]`
 */
export function contrastiveLoss(data: tf.Tensor, contrastive: tf.Tensor): tf.Scalar {
  return data.sub(contrastive).softplus().mean<tf.Scalar>();
}

/**
 * One step of both networks.
 *
 * @param learns - whether a network takes part in it; both where it is left out
 */
export function updateEnergyPair(
  { energy, generator }: EnergyPair,
  optimizer: tf.Optimizer,
  { originals, damaged, holes, shown }: ContrastiveBatch,
  learns: (network: "energy" | "generator") => boolean = () => true,
): ContrastiveReading {
  const learning = [...(learns("energy") ? [energy] : []), ...(learns("generator") ? [generator] : [])];
  const variables = learning.flatMap(({ trainableWeights }) =>
    trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
  const energies: tf.Scalar[] = [];
  const loss = tf.tidy(() => {
    const value = optimizer.minimize(
      () => {
        const made = generator.apply(shown === "damaged" ? damaged : originals) as tf.Tensor;
        const filled = damaged.add(flipGradient(made).mul(holes)); // damaged is 0 in the hole
        const data = energy.apply(originals) as tf.Tensor;
        const contrastive = energy.apply(filled) as tf.Tensor;
        energies.push(tf.keep(data.mean()), tf.keep(contrastive.mean()));
        return contrastiveLoss(data, contrastive);
      },
      true,
      variables,
    );
    if (value === null) throw new Error("Cannot train: the optimiser returned no loss");
    return value;
  });
  const [dataEnergy, contrastiveEnergy] = energies as [tf.Scalar, tf.Scalar];
  return { loss, dataEnergy, contrastiveEnergy };
}

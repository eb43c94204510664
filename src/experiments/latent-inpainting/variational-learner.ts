/** The generator as the decoder of a variational autoencoder: cross-entropy over all pixels plus the codes' divergence. */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../../data/dataset.ts";
import { latentEncoder } from "../../networks/latent-encoder.ts";
import { LATENT_SIZE, latentGenerator } from "../../networks/latent-generator.ts";
import type { Random } from "../../random.ts";
import { binaryCrossEntropy } from "../../training/losses.ts";
import { adam } from "../../training/optimizers.ts";
import type { Learner } from "./train-generator.ts";

const LEARNING_RATE = 1e-3;

export function variationalLearner(random: Random): Learner {
  const encoder = latentEncoder(LATENT_SIZE, random.stream("encoder"));
  const generator = latentGenerator(random.stream("weights"));
  const latents = random.stream("latents");
  const optimizer = adam(LEARNING_RATE);
  const variables = [...encoder.trainableWeights, ...generator.trainableWeights].map(
    (weight) => weight.read() as tf.Variable,
  );
  return {
    generator,
    parameters: encoder.countParams() + generator.countParams(),
    losses: ["train"],
    parts: { networks: { encoder, generator }, optimizers: { optimizer: [optimizer, encoder, generator] } },
    streams: [latents],
    players: [],
    step: (pictures) =>
      tf.tidy(() => {
        const [size] = pictures.shape;
        const draws = Float32Array.from({ length: size * LATENT_SIZE }, () => latents.normal());
        const normal = tf.tensor2d(draws, [size, LATENT_SIZE]);
        const loss = (): tf.Scalar => {
          const code = encoder.apply(pictures, { training: true }) as tf.Tensor2D;
          const mean = code.slice([0, 0], [size, LATENT_SIZE]);
          const logVariance = code.slice([0, LATENT_SIZE], [size, LATENT_SIZE]);
          const drawn = mean.add(logVariance.mul(0.5).exp().mul(normal));
          const restored = generator.apply(drawn, { training: true }) as tf.Tensor2D;
          return negativeBound(pictures, restored, mean, logVariance);
        };
        const value = optimizer.minimize(loss, true, variables);
        if (value === null) throw new Error("Cannot train: the optimiser returned no loss");
        return [value];
      }),
    dispose: () => {
      optimizer.dispose();
      encoder.dispose();
      generator.dispose();
    },
  };
}

/**
 * The negative evidence lower bound per picture, nats: Σ cross-entropy over pixels − ½ Σ (1 + ln σ² − μ² − σ²) over codes
 * (Kingma and Welling, 2014, eq. 10), mean over the batch.
 */
export function negativeBound(
  pictures: tf.Tensor2D,
  restored: tf.Tensor2D,
  mean: tf.Tensor2D,
  logVariance: tf.Tensor2D,
): tf.Scalar {
  const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(1).mean<tf.Scalar>().mul(-0.5);
  return binaryCrossEntropy(pictures, restored).mul(PIXELS).add<tf.Scalar>(divergence);
}

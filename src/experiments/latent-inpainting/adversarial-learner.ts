/** The generator trained against a small discriminator; the discriminator first, then the generator, on new codes each. */
import * as tf from "@tensorflow/tfjs";
import { latentDiscriminator } from "../../networks/latent-discriminator.ts";
import { LATENT_SIZE, latentGenerator } from "../../networks/latent-generator.ts";
import type { Random } from "../../random.ts";
import { updateDiscriminator, updateGenerator, type AdversarialPair } from "../../training/adversarial.ts";
import { adam } from "../../training/optimizers.ts";
import type { Learner } from "./train-generator.ts";

const LEARNING_RATE = 2e-4;
/** A shorter memory than usual keeps the pair from swinging (Radford et al., 2016). */
const BETA1 = 0.5;
const ORIGINAL_LABEL = 0.9;

export function adversarialLearner(random: Random): Learner {
  const generator = latentGenerator(random.stream("weights"));
  const discriminator = latentDiscriminator(random.stream("discriminator"));
  const generatorOptimizer = adam(LEARNING_RATE, BETA1);
  const discriminatorOptimizer = adam(LEARNING_RATE, BETA1);
  const pair: AdversarialPair = {
    ...{ generator, discriminator, generatorOptimizer, discriminatorOptimizer },
    originalLabel: ORIGINAL_LABEL,
  };
  const latents = random.stream("latents");
  const draw = (size: number): tf.Tensor2D =>
    tf.tensor2d(
      Float32Array.from({ length: size * LATENT_SIZE }, () => latents.normal()),
      [size, LATENT_SIZE],
    );
  return {
    generator: pair.generator,
    parameters: pair.generator.countParams() + pair.discriminator.countParams(),
    losses: ["discriminator", "generator"],
    parts: {
      networks: { generator, discriminator },
      optimizers: {
        generatorOptimizer: [generatorOptimizer, generator],
        discriminatorOptimizer: [discriminatorOptimizer, discriminator],
      },
    },
    streams: [latents],
    players: ["discriminator", "generator"],
    step: (pictures, moves) =>
      tf.tidy(() => {
        const [size] = pictures.shape;
        return [
          moves.has("discriminator") ? updateDiscriminator(pair, pictures, draw(size)) : undefined,
          moves.has("generator") ? updateGenerator(pair, draw(size)) : undefined,
        ];
      }),
    dispose: () => {
      pair.generatorOptimizer.dispose();
      pair.discriminatorOptimizer.dispose();
      pair.generator.dispose();
      pair.discriminator.dispose();
    },
  };
}

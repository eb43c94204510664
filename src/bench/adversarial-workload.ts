/** The published hole-filling GAN as a workload: one update of the discriminator, then one of the generator. */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import { holeFillingDiscriminator } from "../networks/hole-filling-discriminator.ts";
import { holeFillingGenerator } from "../networks/hole-filling-generator.ts";
import type { Random } from "../random.ts";
import { updateDiscriminator, updateGenerator, type AdversarialPair } from "../training/adversarial.ts";
import { adam } from "../training/optimizers.ts";
import { forwardFlops, inputGradientFlops, multiplyAdds, trainingFlops } from "./arithmetic.ts";
import { BATCHES, pictureTensors, type PictureBatch, type RunningWorkload } from "./running-workload.ts";

/** Seed 003's settings: learning rates, β₁ and the label of an original. */
export function holeFillingStep({ batchSize }: { batchSize: number }, random: Random): RunningWorkload {
  const generator = holeFillingGenerator(random.stream("generator"));
  const discriminator = holeFillingDiscriminator(random.stream("discriminator"));
  const pair: AdversarialPair = {
    generator,
    discriminator,
    generatorOptimizer: adam(2e-4, 0.5),
    discriminatorOptimizer: adam(4e-4, 0.5),
    originalLabel: 0.9,
  };
  const stream = random.stream("batches");
  const shape = [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1];
  const batches = Array.from({ length: BATCHES }, () => pictureTensors(batchSize, shape, stream, "minus one to one"));
  const batchOf = (step: number): PictureBatch => batches[step % BATCHES] as PictureBatch;
  let steps = 0;
  const [made, judged] = [multiplyAdds(generator), multiplyAdds(discriminator)];
  return {
    flopsPerStep:
      forwardFlops(made, batchSize) +
      trainingFlops(judged, 2 * batchSize) +
      trainingFlops(made, batchSize) +
      inputGradientFlops(judged, batchSize),
    parameters: generator.countParams() + discriminator.countParams(),
    step: () => {
      // Originals and damaged pictures are never of the same draw, and the generator sees another batch than before.
      const [originals, shown, next] = [batchOf(steps), batchOf(steps + 1), batchOf(steps + 2)];
      steps++;
      return tf.tidy(() => {
        const discriminatorLoss = updateDiscriminator(pair, originals.whole, shown.damaged);
        return updateGenerator(pair, next.damaged).add<tf.Scalar>(discriminatorLoss);
      });
    },
    dispose: () => {
      for (const { damaged, whole } of batches) tf.dispose([damaged, whole]);
      for (const part of [pair.generatorOptimizer, pair.discriminatorOptimizer, generator, discriminator])
        part.dispose();
    },
  };
}

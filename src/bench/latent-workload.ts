/**
 * Latent search as a workload: codes of several pictures, each from many starts, move down one objective as one batch. The
 * generator's weights rest; only codes are updated.
 */
import * as tf from "@tensorflow/tfjs";
import { LATENT_SIZE, latentGenerator } from "../networks/latent-generator.ts";
import type { Random } from "../random.ts";
import { latentObjective } from "../restorers/latent-objective.ts";
import { adam } from "../training/optimizers.ts";
import { inputGradientFlops, multiplyAdds } from "./arithmetic.ts";
import type { RunningWorkload } from "./running-workload.ts";

/** The published noise (standard deviation) and the learning rate that finds the most. */
const NOISE = 0.1;
const LEARNING_RATE = 0.05;

export function latentSearchStep(
  { images, restarts, keptPixels }: { images: number; restarts: number; keptPixels: number },
  random: Random,
): RunningWorkload {
  const generator = latentGenerator(random.stream("weights"));
  const codes = images * restarts;
  const observed = observe(generator, { images, restarts, keptPixels }, random.stream("observed"));
  const starts = normal(codes * LATENT_SIZE, random.stream("starts"));
  const z = tf.tidy(() => tf.variable(tf.tensor2d(starts, [codes, LATENT_SIZE])));
  const optimizer = adam(LEARNING_RATE);
  return {
    flopsPerStep: inputGradientFlops(multiplyAdds(generator), codes),
    parameters: codes * LATENT_SIZE,
    step: () =>
      tf.tidy(() => {
        const loss = (): tf.Scalar => {
          const objective = latentObjective(z, generator.apply(z) as tf.Tensor2D, observed);
          return objective.sum<tf.Scalar>();
        };
        const value = optimizer.minimize(loss, true, [z]);
        if (value === null) throw new Error("Cannot take a step: the optimiser returned no loss");
        return value.div<tf.Scalar>(codes);
      }),
    dispose: () => {
      tf.dispose([z, observed]);
      optimizer.dispose();
      generator.dispose();
    },
  };
}

/** What is kept of pictures that the generator itself drew, with noise; one row per start. `[images · restarts, keptPixels]`. */
function observe(
  generator: tf.LayersModel,
  { images, restarts, keptPixels }: { images: number; restarts: number; keptPixels: number },
  random: Random,
): tf.Tensor2D {
  return tf.tidy(() => {
    const truth = tf.tensor2d(normal(images * LATENT_SIZE, random), [images, LATENT_SIZE]);
    const kept = (generator.apply(truth) as tf.Tensor2D).slice([0, 0], [images, keptPixels]);
    const noise = tf.tensor2d(normal(images * keptPixels, random), [images, keptPixels]).mul(NOISE);
    return kept.add(noise).tile<tf.Tensor2D>([restarts, 1]);
  });
}

function normal(count: number, random: Random): Float32Array {
  return Float32Array.from({ length: count }, () => random.normal());
}

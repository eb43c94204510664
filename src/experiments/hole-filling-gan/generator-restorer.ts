/** The generator as a restorer: [0, 1] outside, [−1, 1] with −1 in the hole inside. */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX, PIXELS } from "../../data/dataset.ts";
import { giveWeights } from "../../networks/checkpoints.ts";
import { holeFillingGenerator } from "../../networks/hole-filling-generator.ts";
import { Random } from "../../random.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import type { OpenRestorer, RunContext } from "../experiment.ts";

/** Names what a checkpoint of the generator fits. */
export const GENERATOR = "hole-filling-generator 32-64-128-128-64";

/** Images per forward pass: the first convolution makes 25,088 numbers of each. */
const BATCH = 250;

/** The generator stays the caller's to dispose of. */
export function generatorRestorer(name: string, generator: tf.LayersModel, breathe: () => Promise<void>): Restorer {
  return {
    name,
    keepsKnownPixels: false,
    restore: async ({ pixels, count }) => {
      const restored = new Float32Array(count * PIXELS);
      for (let first = 0; first < count; first += BATCH) {
        const size = Math.min(BATCH, count - first);
        const made = tf.tidy(() => {
          const shown = pixels.slice(first * PIXELS, (first + size) * PIXELS);
          const input = tf.tensor(shown, [size, IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1]).mul(2).sub(1);
          return (generator.apply(input) as tf.Tensor).add(1).div(2);
        });
        try {
          restored.set(await made.data<"float32">(), first * PIXELS);
        } finally {
          made.dispose();
        }
        await breathe();
      }
      return restored;
    },
  };
}

/** @throws CheckpointError when the checkpoint is of another architecture */
export function openGenerator(name: string, checkpoint: Checkpoint, { breathe }: RunContext): OpenRestorer {
  const generator = holeFillingGenerator(new Random(0)); // these weights are replaced at once
  try {
    giveWeights(generator, GENERATOR, checkpoint);
  } catch (error) {
    generator.dispose();
    throw error;
  }
  return { ...generatorRestorer(name, generator, breathe), dispose: () => void generator.dispose() };
}

/** The generator of energy-based inpainting as a restorer (seed 000): its picture in the hole, what was known elsewhere. */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import { composite, type DamagedImages, type Restorer } from "./restorer.ts";
import { fromSigned, signedWithGreyHole } from "./signed-pixels.ts";

/** Images per forward pass. */
const BATCH = 500;

/** @param generator - from `[B, 784]` to `[B, 784]`, both in [−1, 1]; it stays the caller's to dispose of */
export function energyGenerator(generator: tf.LayersModel, breathe: () => Promise<void>): Restorer {
  return {
    name: "energy-generator",
    keepsKnownPixels: true,
    restore: async (images: DamagedImages) => {
      const damaged = signedWithGreyHole(images);
      const made = new Float32Array(damaged.length);
      for (let first = 0; first < images.count; first += BATCH) {
        const size = Math.min(BATCH, images.count - first);
        const output = tf.tidy(() => {
          const input = tf.tensor2d(damaged.subarray(first * PIXELS, (first + size) * PIXELS), [size, PIXELS]);
          return generator.predict(input) as tf.Tensor;
        });
        try {
          made.set(await output.data<"float32">(), first * PIXELS);
        } finally {
          output.dispose();
        }
        await breathe();
      }
      return composite(fromSigned(made), images);
    },
  };
}

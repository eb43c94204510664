/** A trained feed-forward network as a restorer: damaged picture in, whole picture out, in batches. */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

/** Images per forward pass: large enough to be quick, small enough for a phone's memory. */
const BATCH = 500;

/** The model maps `[B, 784]` to `[B, 784]`; it stays the caller's to dispose of. */
export function networkRestorer(name: string, model: tf.LayersModel, breathe: () => Promise<void>): Restorer {
  return {
    name,
    keepsKnownPixels: false,
    restore: async ({ pixels, count }: DamagedImages) => {
      const restored = new Float32Array(count * PIXELS);
      for (let first = 0; first < count; first += BATCH) {
        const size = Math.min(BATCH, count - first);
        const output = tf.tidy(() => {
          const input = tf.tensor2d(pixels.slice(first * PIXELS, (first + size) * PIXELS), [size, PIXELS]);
          return model.predict(input) as tf.Tensor;
        });
        restored.set(await output.data<"float32">(), first * PIXELS);
        output.dispose();
        await breathe();
      }
      return restored;
    },
  };
}

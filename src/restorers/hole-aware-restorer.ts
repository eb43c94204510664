/**
 * A network that is told where the hole is, as a restorer: damaged picture and hole in, whole picture out, known pixels
 * pasted back, because it has never been asked for them.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import { composite, type DamagedImages, type Restorer } from "./restorer.ts";

/** Images per forward pass: the first layers of a U-Net hold 50 kB of numbers per image each. */
const BATCH = 100;

/** Two numbers per pixel, `[count, 784, 2]`: what is left of it (0 in the hole) and 1 where it is missing. */
export function withHoleChannel(pixels: Float32Array, holes: Uint8Array): Float32Array {
  const input = new Float32Array(2 * pixels.length);
  for (let p = 0; p < pixels.length; p++) {
    const isMissing = holes[p] === 1;
    input[2 * p] = isMissing ? 0 : (pixels[p] as number);
    input[2 * p + 1] = isMissing ? 1 : 0;
  }
  return input;
}

/** The model maps `[B, 28, 28, 2]` to `[B, 28, 28, 1]`; it stays the caller's to dispose of. */
export function holeAwareRestorer(name: string, model: tf.LayersModel, breathe: () => Promise<void>): Restorer {
  return {
    name,
    keepsKnownPixels: true,
    restore: async (images: DamagedImages) => {
      const { pixels, holes, count } = images;
      const restored = new Float32Array(count * PIXELS);
      for (let first = 0; first < count; first += BATCH) {
        const size = Math.min(BATCH, count - first);
        const [from, to] = [first * PIXELS, (first + size) * PIXELS];
        const output = tf.tidy(() => {
          const input = withHoleChannel(pixels.subarray(from, to), holes.subarray(from, to));
          return model.predict(tf.tensor(input, [size, IMAGE_SIZE_PX, IMAGE_SIZE_PX, 2])) as tf.Tensor;
        });
        try {
          restored.set(await output.data<"float32">(), from);
        } finally {
          output.dispose();
        }
        await breathe();
      }
      return composite(restored, images);
    },
  };
}

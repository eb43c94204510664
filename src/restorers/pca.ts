/**
 * PCA as a restorer, as in seed 000: the damaged picture, hole and all, is projected on the first principal directions
 * of the training images, `μ + VᵀV (z − μ)`. Few directions blur; many reproduce the hole, whatever stands in it.
 *
 * The two products run on the engine, in 32-bit floats: it is the one computation here that needs no more.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import type { PixelSpectrum } from "./pixel-spectrum.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";

/** Images at once, as for networks. */
const BATCH = 500;

export interface PcaOptions {
  /** What stands in the hole when the picture is projected: 0, black, or 0.5, grey, as in seed 000. */
  readonly holeValue?: number;
  /** Its name in tables. */
  readonly name?: string;
}

/**
 * @param components - directions kept, 1..784
 * @param breathe - awaited between batches, so that a stop gets through
 * @throws RangeError when `components` is out of range
 */
export function pca(
  { mean, directions }: Pick<PixelSpectrum, "mean" | "directions">,
  components: number,
  breathe: () => Promise<void>,
  { holeValue = 0, name = "pca" }: PcaOptions = {},
): Restorer {
  if (!Number.isInteger(components) || components < 1 || components > PIXELS) {
    throw new RangeError(`Cannot build PCA: components must be a whole number from 1 to ${PIXELS}, got ${components}`);
  }
  const centre = Float32Array.from(mean);
  const kept = Float32Array.from(directions.subarray(0, components * PIXELS));
  return {
    name,
    keepsKnownPixels: false,
    restore: async (images: DamagedImages) => {
      const { count } = images;
      const pixels = holeValue === 0 ? images.pixels : filled(images, holeValue);
      const restored = new Float32Array(count * PIXELS);
      for (let first = 0; first < count; first += BATCH) {
        const size = Math.min(BATCH, count - first);
        const projected = tf.tidy(() => {
          const damaged = tf.tensor2d(pixels.slice(first * PIXELS, (first + size) * PIXELS), [size, PIXELS]);
          const mu = tf.tensor1d(centre);
          const v = tf.tensor2d(kept, [components, PIXELS]);
          const scores = tf.matMul(damaged.sub(mu), v, false, true); // [size, components]
          return tf.matMul(scores, v).add(mu);
        });
        try {
          restored.set(await projected.data<"float32">(), first * PIXELS);
        } finally {
          projected.dispose();
        }
        await breathe();
      }
      return restored;
    },
  };
}

function filled({ pixels, holes }: DamagedImages, holeValue: number): Float32Array {
  return pixels.map((pixel, i) => (holes[i] === 1 ? holeValue : pixel));
}

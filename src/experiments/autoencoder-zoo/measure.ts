/** What is measured of a trained autoencoder, alike for all: reconstructions in common units, and how its code is used. */
import * as tf from "@tensorflow/tfjs";
import { inBatches, inOrder } from "../../data/batches.ts";
import { PIXELS } from "../../data/dataset.ts";
import { meanInterval, type Interval } from "../../metrics/interval.ts";
import { mseAll } from "../../metrics/mse.ts";

/** Images per forward pass. */
const BATCH = 500;

export interface CodeUse {
  /** Units that are 0 for every image, %. */
  readonly deadPercent: number;
  /** Zeros in a code, mean over images, %. */
  readonly zeroPercent: number;
}

/**
 * Applies a network to pictures in pieces.
 *
 * @param pixels - `[count, width]`
 * @param apply - from `[size, width]` to `[size, …]` each; runs within a tidy
 * @returns one array for each output, rows one after the other
 */
export async function applyInPieces(
  pixels: Float32Array,
  width: number,
  apply: (piece: tf.Tensor2D) => readonly tf.Tensor[],
  breathe: () => Promise<void>,
): Promise<Float32Array[]> {
  const count = pixels.length / width;
  const results: Float32Array[] = [];
  for (const indices of inBatches(inOrder(count), BATCH)) {
    const first = indices[0] as number;
    const outputs = tf.tidy(() => {
      const piece = pixels.slice(first * width, (first + indices.length) * width);
      return [...apply(tf.tensor2d(piece, [indices.length, width]))];
    });
    try {
      for (const [i, output] of outputs.entries()) {
        const columns = output.size / indices.length;
        const result = (results[i] ??= new Float32Array(count * columns));
        result.set(await output.data<"float32">(), first * columns);
      }
    } finally {
      tf.dispose(outputs);
    }
    await breathe();
  }
  return results;
}

/** Mean squared error over all pixels, mean over images; both `[count, 784]` in [0, 1]. */
export function reconstructionError(reconstructed: Float32Array, originals: Float32Array): Interval {
  const count = originals.length / PIXELS;
  return meanInterval(Float64Array.from({ length: count }, (_, i) => mseAll(reconstructed, originals, i)));
}

/** @param codes - `[count, units]`, not below 0 */
export function codeUse(codes: Float32Array, units: number): CodeUse {
  const isAlive = new Uint8Array(units);
  let zeros = 0;
  codes.forEach((value, i) => {
    if (value === 0) zeros++;
    else isAlive[i % units] = 1;
  });
  const dead = isAlive.filter((alive) => alive === 0).length;
  return { deadPercent: (100 * dead) / units, zeroPercent: (100 * zeros) / codes.length };
}

/**
 * Energy descent: the pixels in the hole walk down the learned energy. It is what an energy is for, and what the source
 * (seed 000), which keeps its energy net as a critic for training only, does not try.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../data/dataset.ts";
import { energySlope } from "../networks/energy-pair.ts";
import type { DamagedImages, Restorer } from "./restorer.ts";
import { fromSigned, signedWithGreyHole, toSigned } from "./signed-pixels.ts";

/** Images that walk together. */
const BATCH = 500;

export interface Descent {
  readonly steps: number;
  /** How far one step goes, in pixel values of [−1, 1] per unit of the gradient. */
  readonly rate: number;
}

/**
 * x ← clip(x − rate · ∂E/∂x, −1, 1) in the hole, nothing elsewhere.
 *
 * @param start - pictures in [−1, 1], `[count, 784]`
 * @param holes - `[count, 784]`, 1 = missing
 * @returns the pictures after the last step
 */
export async function descend(
  energy: tf.LayersModel,
  start: Float32Array,
  holes: Uint8Array,
  { steps, rate }: Descent,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const reached = new Float32Array(start.length);
  for (let first = 0; first < start.length; first += BATCH * PIXELS) {
    const last = Math.min(start.length, first + BATCH * PIXELS);
    const shape: [number, number] = [(last - first) / PIXELS, PIXELS];
    let x: tf.Tensor = tf.tensor2d(start.subarray(first, last), shape);
    const strides = tf.tidy(() => tf.tensor2d(holes.subarray(first, last), shape, "float32").mul(rate));
    try {
      for (let step = 0; step < steps; step++) {
        const next = tf.tidy(() => x.sub(energySlope(energy, x).mul(strides)).clipByValue(-1, 1));
        x.dispose();
        x = next;
        await breathe();
      }
      reached.set(await x.data<"float32">(), first);
    } finally {
      tf.dispose([x, strides]);
    }
  }
  return reached;
}

/** E of each picture: `[count]` from `[count, 784]` in [−1, 1]. */
export async function energiesOf(
  energy: tf.LayersModel,
  pictures: Float32Array,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const energies = new Float32Array(pictures.length / PIXELS);
  for (let first = 0; first < energies.length; first += BATCH) {
    const size = Math.min(BATCH, energies.length - first);
    const output = tf.tidy(() => {
      const input = tf.tensor2d(pictures.subarray(first * PIXELS, (first + size) * PIXELS), [size, PIXELS]);
      return energy.predict(input) as tf.Tensor;
    });
    try {
      energies.set(await output.data<"float32">(), first);
    } finally {
      output.dispose();
    }
    await breathe();
  }
  return energies;
}

/**
 * Descent from where another restorer ends, or from the grey hole.
 *
 * @param energy - it stays the caller's to dispose of
 */
export function energyDescent(
  energy: tf.LayersModel,
  start: Restorer | "grey",
  descent: Descent,
  breathe: () => Promise<void>,
): Restorer {
  return {
    name: start === "grey" ? "energy-descent-grey" : "energy-descent",
    keepsKnownPixels: true,
    restore: async (images: DamagedImages) => {
      const from = start === "grey" ? signedWithGreyHole(images) : toSigned(await start.restore(images));
      return fromSigned(await descend(energy, from, images.holes, descent, breathe));
    },
  };
}

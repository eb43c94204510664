/**
 * Where linear fill spends its time: one system of equations for each hole, by an engine's kernel where it has one, plainly
 * elsewhere. Both compute in 64-bit floats and differ in the last digit of a 32-bit one.
 */
import * as tf from "@tensorflow/tfjs";
import type { RidgePrecision } from "./ridge-precision.ts";
import { solveHolesPlainly } from "./solve-holes-plainly.ts";

/** The kernel's name in tfjs' registry; it takes `inks` and `HoleSystemsAttributes`, and returns what `solveHoles` does. */
export const HOLE_SYSTEMS = "HoleSystems";

/** A hole among the n pixels that vary, and how many images have it. */
export interface HoleSystem {
  /** Which of those n are missing, rising. */
  readonly places: Uint16Array;
  readonly imageCount: number;
}

export interface HoleSystemsAttributes {
  readonly precision: RidgePrecision;
  readonly holes: readonly HoleSystem[];
}

/** Multiply-adds that take some tens of milliseconds, so that a stop between two calls is heard soon. */
export function workPerCall(): number {
  return hasKernel() ? 150e6 : 80e6;
}

/**
 * Solves K_hh·x_h = (K μ)_h − K_hv x_v for every image.
 *
 * @param inks - `[images, n]`, the images of the first hole first, 0 in the hole
 * @returns each image's missing pixels, image after image
 */
export async function solveHoles(
  precision: RidgePrecision,
  holes: readonly HoleSystem[],
  inks: Float32Array,
): Promise<Float32Array> {
  if (!hasKernel()) return solveHolesPlainly(precision, holes, inks);
  const size = precision.pixels.length;
  const attributes: HoleSystemsAttributes = { precision, holes };
  const answers = tf.tidy(() => {
    const images = tf.tensor2d(inks, [inks.length / size, size]);
    return tf.engine().runKernel<tf.Tensor>(HOLE_SYSTEMS, { inks: images }, attributes as unknown as tf.NamedAttrMap);
  });
  try {
    return await answers.data<"float32">();
  } finally {
    answers.dispose();
  }
}

function hasKernel(): boolean {
  return tf.getKernel(HOLE_SYSTEMS, tf.getBackend()) !== undefined;
}

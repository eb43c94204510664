/**
 * Where linear fill spends its time: one system of equations for each hole, by an engine's kernel where it has one, plainly
 * elsewhere. Both compute in 64-bit floats and differ in the last digit of a 32-bit one.
 */
import * as tf from "@tensorflow/tfjs";
import { finish } from "./in-pieces.ts";
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

/**
 * Solves K_hh·x_h = (K μ)_h − K_hv x_v for every image.
 *
 * @param inks - `[images, n]`, the images of the first hole first, 0 in the hole
 * @param breathe - awaited between pieces of the plain code; a kernel's call is one piece
 * @returns each image's missing pixels, image after image
 */
export async function solveHoles(
  precision: RidgePrecision,
  holes: readonly HoleSystem[],
  inks: Float32Array,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  if (tf.getKernel(HOLE_SYSTEMS, tf.getBackend()) === undefined) {
    return finish(solveHolesPlainly(precision, holes, inks), breathe);
  }
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

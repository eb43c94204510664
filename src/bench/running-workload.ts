/** A workload built on the current engine: what the bench asks of each. */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { drawPictures } from "./pictures.ts";

export interface RunningWorkload {
  readonly flopsPerStep: number;
  readonly parameters: number;
  /** One step. Its loss is that of the weights before the step; the caller owns it. */
  step(): tf.Scalar;
  dispose(): void;
}

/** Builds a workload; the same `random` gives the same weights and batches on every engine. */
export type Workload = (random: Random) => RunningWorkload;

/** Steps go round these; one batch alone would be learnt by heart before engines could disagree. */
export const BATCHES = 4;

/** One batch on the device. */
export interface PictureBatch {
  readonly damaged: tf.Tensor;
  readonly whole: tf.Tensor;
}

/** @param range - what black and white become: [0, 1] or [−1, 1] */
export function pictureTensors(
  count: number,
  shape: readonly number[],
  random: Random,
  range: "zero to one" | "minus one to one" = "zero to one",
): PictureBatch {
  const { damaged, whole } = drawPictures(count, random);
  const scaled = (values: Float32Array): Float32Array =>
    range === "zero to one" ? values : values.map((value) => 2 * value - 1);
  return { damaged: tf.tensor(scaled(damaged), [count, ...shape]), whole: tf.tensor(scaled(whole), [count, ...shape]) };
}

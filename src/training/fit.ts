/**
 * Supervised training: pictures in, pictures or labels wanted, one network between.
 *
 * It is not `model.fit`, which waits for an animation frame now and then and therefore stalls in a hidden tab.
 */
import * as tf from "@tensorflow/tfjs";
import { fitObjective, type FitUpdate, type ObjectivePlan } from "./fit-objective.ts";

export type { FitUpdate } from "./fit-objective.ts";

/** One batch on the host. */
export interface Batch {
  /** `[size, …inputShape]`. */
  readonly input: Float32Array;
  /** `[size, …targetShape]`. */
  readonly target: Float32Array;
  readonly size: number;
}

export interface FitPlan extends Omit<ObjectivePlan<Batch>, "loss"> {
  readonly model: tf.LayersModel;
  /** Mean loss over a batch, a scalar. */
  readonly loss: (target: tf.Tensor, output: tf.Tensor) => tf.Scalar;
  readonly inputShape: readonly number[];
  readonly targetShape: readonly number[];
}

/** @throws Error when the loss is no longer a finite number */
export function fit({ model, loss, inputShape, targetShape, ...plan }: FitPlan): AsyncGenerator<FitUpdate, void, void> {
  return fitObjective({
    ...plan,
    loss: ({ input, target, size }, training) => {
      const output = model.apply(tf.tensor(input, [size, ...inputShape]), training ? { training } : undefined);
      return loss(tf.tensor(target, [size, ...targetShape]), output as tf.Tensor);
    },
  });
}

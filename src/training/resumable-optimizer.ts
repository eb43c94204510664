/**
 * What an optimiser remembers from step to step, so that a training can be left and taken up again. Its variables are told
 * by their place among all that are trained: tfjs gives them other names in every session.
 */
import type * as tf from "@tensorflow/tfjs";

/** One tensor that an optimiser keeps for one variable. */
export interface OptimizerSlot {
  /** Index among the variables. */
  readonly variable: number;
  /** First or second moment, or whatever the rule keeps first and second. */
  readonly kind: "first" | "second";
  /** As large as the variable. */
  readonly tensor: tf.Tensor;
}

export interface ResumableOptimizer extends tf.Optimizer {
  /**
   * What it keeps by now, in its own order; steps are its `iterations`. The tensors stay the optimiser's.
   *
   * @param variables - all that it trains
   */
  slots(variables: readonly tf.Variable[]): readonly OptimizerSlot[];
  /**
   * Goes on as after so many steps. For an optimiser that has taken none.
   *
   * @param slots - in the order in which they were given; the caller disposes of their tensors and uses them for nothing
   *   else, because kernels update what they hold in place
   */
  restore(steps: number, slots: readonly OptimizerSlot[], variables: readonly tf.Variable[]): void;
}

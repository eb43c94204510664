/**
 * The optimisers of the lab: one kernel per variable where the engine has such a kernel, tfjs' own optimiser where it has
 * not. The two compute the same, in tfjs' arithmetic, also where that differs from the paper; each says how. An optimiser
 * belongs to the engine that was current when it was made. Dispose of it when done.
 */
import * as tf from "@tensorflow/tfjs";
import { FusedOptimizer } from "./fused-optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** Of the kernel `FusedAdam`; its states are the first and the second moment. */
export interface AdamAttributes {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** 1 − β₁ᵗ. */
  readonly correction1: number;
  /** 1 − β₂ᵗ. */
  readonly correction2: number;
  readonly epsilon: number;
}

/**
 * Adam (Kingma and Ba, 2015): bias correction first, epsilon outside the root.
 *
 * @param learningRate - a number, or one for each step
 */
export function adam(learningRate: number | Schedule, beta1 = 0.9, beta2 = 0.999): tf.Optimizer {
  const rateAt: Schedule = typeof learningRate === "number" ? () => learningRate : learningRate;
  if (!FusedOptimizer.isPossible("FusedAdam")) return new ScheduledAdam(rateAt, beta1, beta2);
  const config = { learningRate: rateAt(1), beta1, beta2, epsilon: tf.backend().epsilon() };
  let [power1, power2] = [1, 1];
  let step = 0;
  return new FusedOptimizer({
    kernel: "FusedAdam",
    states: 2,
    config,
    nextAttributes: () => {
      // tfjs keeps these powers in 32 bits; so does this, or the two would drift apart.
      power1 = Math.fround(power1 * Math.fround(beta1));
      power2 = Math.fround(power2 * Math.fround(beta2));
      const corrections = { correction1: 1 - power1, correction2: 1 - power2 };
      return { ...config, learningRate: rateAt(++step), ...corrections } satisfies AdamAttributes;
    },
  });
}

/** tfjs' own Adam, told its learning rate before each step. */
class ScheduledAdam extends tf.AdamOptimizer {
  readonly #rateAt: Schedule;
  #step = 0;

  constructor(rateAt: Schedule, beta1: number, beta2: number) {
    super(rateAt(1), beta1, beta2);
    this.#rateAt = rateAt;
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer["applyGradients"]>[0]): void {
    this.learningRate = this.#rateAt(++this.#step);
    super.applyGradients(gradients);
  }
}

/** Of the kernel `FusedMomentum`; its state is the running sum of gradients. */
export interface MomentumAttributes {
  readonly learningRate: number;
  readonly momentum: number;
  /** Whether the step looks one momentum ahead (Nesterov). */
  readonly nesterov: boolean;
}

/** Gradient descent with momentum: a ← μ·a + g, w ← w − η·a; with Nesterov's look ahead w ← w − η·(g + μ·a). */
export function momentum(learningRate: number, momentum: number, { nesterov = false } = {}): tf.Optimizer {
  if (!FusedOptimizer.isPossible("FusedMomentum")) return tf.train.momentum(learningRate, momentum, nesterov);
  const config = { learningRate, momentum, nesterov } satisfies MomentumAttributes;
  return new FusedOptimizer({ kernel: "FusedMomentum", states: 1, config, nextAttributes: () => config });
}

/** Of the kernel `FusedRmsProp`; its states are the mean square of gradients and the running sum of steps. */
export interface RmsPropAttributes {
  readonly learningRate: number;
  readonly decay: number;
  readonly momentum: number;
  readonly epsilon: number;
}

/** RMSProp (Hinton, 2012): s ← ρ·s + (1 − ρ)·g², a ← μ·a + η·g / √(s + ε), w ← w − a. Epsilon is inside the root, as in tfjs. */
export function rmsProp(learningRate: number, { decay = 0.9, momentum = 0, epsilon = 1e-7 } = {}): tf.Optimizer {
  if (!FusedOptimizer.isPossible("FusedRmsProp")) return tf.train.rmsprop(learningRate, decay, momentum, epsilon);
  const config = { learningRate, decay, momentum, epsilon } satisfies RmsPropAttributes;
  return new FusedOptimizer({ kernel: "FusedRmsProp", states: 2, config, nextAttributes: () => config });
}

/** Of the kernel `FusedAdadelta`; its states are the mean squares of gradients and of updates. */
export interface AdadeltaAttributes {
  readonly learningRate: number;
  readonly rho: number;
  readonly epsilon: number;
}

/**
 * Adadelta (Zeiler, 2012): u = √(d + ε) / √(s + ε) · g, w ← w − η·u, s ← ρ·s + (1 − ρ)·g², d ← ρ·d + (1 − ρ)·u². As in tfjs,
 * the root takes s from before this step, the paper's from after it.
 */
export function adadelta(learningRate: number, { rho = 0.95, epsilon = 1e-7 } = {}): tf.Optimizer {
  if (!FusedOptimizer.isPossible("FusedAdadelta")) return tf.train.adadelta(learningRate, rho, epsilon);
  const config = { learningRate, rho, epsilon } satisfies AdadeltaAttributes;
  return new FusedOptimizer({ kernel: "FusedAdadelta", states: 2, config, nextAttributes: () => config });
}

/** Plain gradient descent: w ← w − η·g. Its kernel is momentum's with μ = 0, whose running sum is then the gradient itself. */
export function gradientDescent(learningRate: number): tf.Optimizer {
  return FusedOptimizer.isPossible("FusedMomentum") ? momentum(learningRate, 0) : tf.train.sgd(learningRate);
}

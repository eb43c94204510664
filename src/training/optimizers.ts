/**
 * The optimisers of the lab: one kernel per variable where the engine has such a kernel; where it has not, tfjs' own
 * optimiser, or plain operations where tfjs' differs from the published rule. The two compute the same, and either can be
 * left and taken up again. An optimiser belongs to the engine that was current when it was made. Dispose of it when done.
 */
import * as tf from "@tensorflow/tfjs";
import { FusedOptimizer } from "./fused-optimizer.ts";
import { PlainOptimizer, type PlainRule } from "./plain-optimizer.ts";
import type { ResumableOptimizer } from "./resumable-optimizer.ts";
import type { Schedule } from "./schedules.ts";
import { ResumableDescent, ResumableMomentum, ScheduledAdam } from "./tfjs-optimizers.ts";

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
export function adam(learningRate: number | Schedule, beta1 = 0.9, beta2 = 0.999): ResumableOptimizer {
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

/** Of the kernel `FusedMomentum`; its state is the running sum of gradients. */
export interface MomentumAttributes {
  readonly learningRate: number;
  readonly momentum: number;
  /** Whether the step looks one momentum ahead (Nesterov). */
  readonly nesterov: boolean;
}

/** Gradient descent with momentum: a ← μ·a + g, w ← w − η·a; with Nesterov's look ahead w ← w − η·(g + μ·a). */
export function momentum(learningRate: number, momentum: number, { nesterov = false } = {}): ResumableOptimizer {
  if (!FusedOptimizer.isPossible("FusedMomentum")) return new ResumableMomentum(learningRate, momentum, nesterov);
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

/**
 * RMSProp (Hinton, 2012): s ← ρ·s + (1 − ρ)·g², a ← μ·a + η·g / (√s + ε), w ← w − a. Epsilon is outside the root, as in Keras
 * and PyTorch; tfjs takes √(s + ε), which with its 10⁻⁷ holds back every weight whose gradient is below 3 · 10⁻⁴.
 */
export function rmsProp(learningRate: number, { decay = 0.9, momentum = 0, epsilon = 1e-7 } = {}): ResumableOptimizer {
  const config = { learningRate, decay, momentum, epsilon } satisfies RmsPropAttributes;
  if (!FusedOptimizer.isPossible("FusedRmsProp")) return new PlainOptimizer(plainRmsProp(config));
  return new FusedOptimizer({ kernel: "FusedRmsProp", states: 2, config, nextAttributes: () => config });
}

/** The rule in plain operations. */
export function plainRmsProp(config: RmsPropAttributes): PlainRule {
  const { learningRate, decay, momentum, epsilon } = config;
  return {
    config: { ...config },
    next: ({ value, first, second }, gradient) => {
      const square = first.mul(decay).add(gradient.square().mul(1 - decay));
      const sum = second.mul(momentum).add(gradient.mul(learningRate).div(square.sqrt().add(epsilon)));
      return { value: value.sub(sum), first: square, second: sum };
    },
  };
}

/** Of the kernel `FusedAdadelta`; its states are the mean squares of gradients and of updates. */
export interface AdadeltaAttributes {
  readonly learningRate: number;
  readonly rho: number;
  readonly epsilon: number;
}

/**
 * Adadelta (Zeiler, 2012): s ← ρ·s + (1 − ρ)·g², u = √(d + ε) / √(s + ε) · g, w ← w − η·u, d ← ρ·d + (1 − ρ)·u². The root takes s
 * from after this step, as in the paper and in Keras; tfjs takes it from before, where it is zero at first.
 *
 * @param learningRate - 1 in the paper and in Keras 2; later Keras starts at 0.001
 */
export function adadelta(learningRate: number, { rho = 0.95, epsilon = 1e-7 } = {}): ResumableOptimizer {
  const config = { learningRate, rho, epsilon } satisfies AdadeltaAttributes;
  if (!FusedOptimizer.isPossible("FusedAdadelta")) return new PlainOptimizer(plainAdadelta(config));
  return new FusedOptimizer({ kernel: "FusedAdadelta", states: 2, config, nextAttributes: () => config });
}

/** Plain gradient descent: w ← w − η·g. Its kernel is momentum's with μ = 0, whose running sum is then the gradient itself. */
export function gradientDescent(learningRate: number): ResumableOptimizer {
  return FusedOptimizer.isPossible("FusedMomentum") ? momentum(learningRate, 0) : new ResumableDescent(learningRate);
}

/** The rule in plain operations. */
export function plainAdadelta(config: AdadeltaAttributes): PlainRule {
  const { learningRate, rho, epsilon } = config;
  return {
    config: { ...config },
    next: ({ value, first, second }, gradient) => {
      const gradients = first.mul(rho).add(gradient.square().mul(1 - rho));
      const change = second.add(epsilon).sqrt().div(gradients.add(epsilon).sqrt()).mul(gradient);
      const updates = second.mul(rho).add(change.square().mul(1 - rho));
      return { value: value.sub(change.mul(learningRate)), first: gradients, second: updates };
    },
  };
}

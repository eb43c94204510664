/**
 * tfjs' own optimisers for engines without a kernel, made resumable. Their `setWeights` will not do: it takes Adam's powers
 * of beta from `pow`, while training multiplies them up in 32 bits, and so the two part ways.
 */
import * as tf from "@tensorflow/tfjs";
import type { OptimizerSlot, ResumableOptimizer } from "./resumable-optimizer.ts";
import type { Schedule } from "./schedules.ts";

/** What tfjs keeps of one variable. */
interface Accumulated {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** Private in tfjs' types; the version is pinned, and a test compares what is resumed with what never stopped. */
interface AdamInsides {
  readonly accBeta1: tf.Variable;
  readonly accBeta2: tf.Variable;
  readonly beta1: number;
  readonly beta2: number;
  readonly accumulatedFirstMoment: Accumulated[];
  readonly accumulatedSecondMoment: Accumulated[];
}

/** Adam, told its learning rate before each step. */
export class ScheduledAdam extends tf.AdamOptimizer implements ResumableOptimizer {
  readonly #rateAt: Schedule;

  constructor(rateAt: Schedule, beta1: number, beta2: number) {
    super(rateAt(1), beta1, beta2);
    this.#rateAt = rateAt;
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer["applyGradients"]>[0]): void {
    this.learningRate = this.#rateAt(this.iterations + 1);
    super.applyGradients(gradients);
  }

  slots(variables: readonly tf.Variable[]): readonly OptimizerSlot[] {
    const { accumulatedFirstMoment, accumulatedSecondMoment } = this.#insides;
    return [
      ...slotsOf(accumulatedFirstMoment, "first", "m", variables),
      ...slotsOf(accumulatedSecondMoment, "second", "v", variables),
    ];
  }

  restore(steps: number, slots: readonly OptimizerSlot[], variables: readonly tf.Variable[]): void {
    const { accBeta1, accBeta2, beta1, beta2, accumulatedFirstMoment, accumulatedSecondMoment } = this.#insides;
    accumulatedFirstMoment.push(...accumulated(slots, "first", "m", variables));
    accumulatedSecondMoment.push(...accumulated(slots, "second", "v", variables));
    tf.tidy(() => {
      accBeta1.assign(tf.scalar(powerAfter(steps, beta1)));
      accBeta2.assign(tf.scalar(powerAfter(steps, beta2)));
    });
    this.iterations_ = steps;
  }

  get #insides(): AdamInsides {
    return this as unknown as AdamInsides;
  }
}

export class ResumableMomentum extends tf.MomentumOptimizer implements ResumableOptimizer {
  slots(variables: readonly tf.Variable[]): readonly OptimizerSlot[] {
    return slotsOf(this.#accumulations, "first", "momentum", variables);
  }

  restore(steps: number, slots: readonly OptimizerSlot[], variables: readonly tf.Variable[]): void {
    this.#accumulations.push(...accumulated(slots, "first", "momentum", variables));
    this.iterations_ = steps;
  }

  /** tfjs forgets the learning rate. */
  override dispose(): void {
    super.dispose();
    this.c.dispose();
  }

  /** Private in tfjs' types. */
  get #accumulations(): Accumulated[] {
    return (this as unknown as { readonly accumulations: Accumulated[] }).accumulations;
  }
}

/** Gradient descent, which remembers nothing but its steps. */
export class ResumableDescent extends tf.SGDOptimizer implements ResumableOptimizer {
  slots(): readonly OptimizerSlot[] {
    return [];
  }

  restore(steps: number): void {
    this.iterations_ = steps;
  }
}

/** βᵗ⁺¹ as tfjs has it before step t + 1: a product of 32-bit numbers. */
function powerAfter(steps: number, beta: number): number {
  let power = Math.fround(beta);
  for (let step = 0; step < steps; step++) power = Math.fround(power * Math.fround(beta));
  return power;
}

function slotsOf(
  kept: readonly Accumulated[],
  kind: OptimizerSlot["kind"],
  suffix: string,
  variables: readonly tf.Variable[],
): OptimizerSlot[] {
  return kept.map(({ originalName, variable }) => ({
    variable: variables.findIndex(({ name }) => `${name}/${suffix}` === originalName),
    kind,
    tensor: variable,
  }));
}

function accumulated(
  slots: readonly OptimizerSlot[],
  wanted: OptimizerSlot["kind"],
  suffix: string,
  variables: readonly tf.Variable[],
): Accumulated[] {
  return slots
    .filter(({ kind }) => kind === wanted)
    .map(({ variable, tensor }) => ({
      originalName: `${(variables[variable] as tf.Variable).name}/${suffix}`,
      variable: tf.tidy(() => tensor.clone().variable(false)),
    }));
}

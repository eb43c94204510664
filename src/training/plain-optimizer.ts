/**
 * An optimiser in plain operations, for rules whose order or epsilon is not tfjs', on engines without a kernel for them. It
 * keeps two states per variable; the arithmetic is the rule's.
 */
import * as tf from "@tensorflow/tfjs";
import type { OptimizerSlot, ResumableOptimizer } from "./resumable-optimizer.ts";

export interface PlainTensors {
  readonly value: tf.Tensor;
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

export interface PlainRule {
  /** The rule's settings, for whoever asks the optimiser. */
  readonly config: Readonly<Record<string, number>>;
  /** One step: the new value and the new states, which are zero at first. Called within a tidy. */
  readonly next: (now: PlainTensors, gradient: tf.Tensor) => PlainTensors;
}

interface States {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

export class PlainOptimizer extends tf.Optimizer implements ResumableOptimizer {
  readonly #rule: PlainRule;
  /** By variable name. */
  readonly #states = new Map<string, States>();

  constructor(rule: PlainRule) {
    super();
    this.#rule = rule;
  }

  override applyGradients(gradients: Parameters<tf.Optimizer["applyGradients"]>[0]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    for (const { name, tensor: gradient } of named) {
      const variable = tf.engine().registeredVariables[name];
      if (variable === undefined) throw new Error(`Cannot update ${name}: there is no such variable`);
      tf.tidy(() => {
        const states = this.#states.get(name) ?? { first: tf.zerosLike(variable), second: tf.zerosLike(variable) };
        const { value, first, second } = this.#rule.next({ value: variable, ...states }, gradient);
        variable.assign(value);
        this.#states.set(name, { first: tf.keep(first), second: tf.keep(second) });
        tf.dispose([states.first, states.second]);
      });
    }
    this.incrementIterations();
  }

  override dispose(): void {
    for (const { first, second } of this.#states.values()) tf.dispose([first, second]);
    this.#states.clear();
    super.dispose();
  }

  slots(variables: readonly tf.Variable[]): readonly OptimizerSlot[] {
    return [...this.#states].flatMap(([name, { first, second }]) => {
      const variable = variables.findIndex((one) => one.name === name);
      return [
        { variable, kind: "first" as const, tensor: first },
        { variable, kind: "second" as const, tensor: second },
      ];
    });
  }

  restore(steps: number, slots: readonly OptimizerSlot[], variables: readonly tf.Variable[]): void {
    for (const { variable, kind, tensor: first } of slots) {
      if (kind === "second") continue;
      const second = slots.find((other) => other.variable === variable && other.kind === "second")?.tensor;
      const { name } = variables[variable] as tf.Variable;
      tf.tidy(() => {
        const own = { first: first.clone(), second: second?.clone() ?? tf.zerosLike(first) };
        this.#states.set(name, { first: tf.keep(own.first), second: tf.keep(own.second) });
      });
    }
    this.iterations_ = steps;
  }

  getConfig(): tf.serialization.ConfigDict {
    return { ...this.#rule.config };
  }
}

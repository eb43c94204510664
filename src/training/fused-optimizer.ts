/**
 * An optimiser that updates each variable by one kernel, where tfjs' own takes a dozen. It keeps each rule's state and
 * counts steps; the arithmetic is the engine's, and which rules there are is told in `optimizers.ts`.
 */
import * as tf from "@tensorflow/tfjs";
import type { OptimizerSlot, ResumableOptimizer } from "./resumable-optimizer.ts";

/**
 * Kernels in tfjs' registry, one per rule. Each takes `value`, `gradient` and `first`, and `second` where the rule keeps two
 * states; it returns the new value and updates the states in place. The value must not be updated in place: tfjs-wasm keeps
 * packed copies of a convolution's weights by the identity of their tensor, and would go on using the old ones.
 */
export type UpdateKernel = "FusedAdam" | "FusedMomentum" | "FusedRmsProp" | "FusedAdadelta";

/** Numbers and switches that go to the kernel beside its tensors. */
export type UpdateAttributes = Readonly<Record<string, number | boolean>>;

/** How a rule is told to its kernel. */
export interface UpdateRule {
  readonly kernel: UpdateKernel;
  /** States per variable, all of them zero at first. */
  readonly states: 1 | 2;
  /** What the kernel is told at one step; called once per step, before the first variable. */
  nextAttributes(): UpdateAttributes;
  /** The rule's settings, for whoever asks the optimiser. */
  readonly config: UpdateAttributes;
}

type State = Readonly<Partial<Record<OptimizerSlot["kind"], tf.Tensor>>>;

export class FusedOptimizer extends tf.Optimizer implements ResumableOptimizer {
  readonly #rule: UpdateRule;
  /** By variable name. */
  readonly #states = new Map<string, State>();

  constructor(rule: UpdateRule) {
    super();
    this.#rule = rule;
  }

  /** Whether the current engine has the rule's kernel. */
  static isPossible(kernel: UpdateKernel): boolean {
    return tf.getKernel(kernel, tf.getBackend()) !== undefined;
  }

  override applyGradients(gradients: Parameters<tf.Optimizer["applyGradients"]>[0]): void {
    const attributes = this.#rule.nextAttributes() as tf.NamedAttrMap;
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    for (const { name, tensor: gradient } of named) {
      const value = tf.engine().registeredVariables[name];
      if (value === undefined) throw new Error(`Cannot update ${name}: there is no such variable`);
      const inputs = { value, gradient, ...this.#stateOf(name, value) };
      const updated = tf.engine().runKernel<tf.Tensor>(this.#rule.kernel, inputs, attributes);
      value.assign(updated);
      updated.dispose();
    }
    this.incrementIterations();
  }

  override dispose(): void {
    for (const state of this.#states.values()) tf.dispose({ ...state });
    this.#states.clear();
    super.dispose();
  }

  slots(variables: readonly tf.Variable[]): readonly OptimizerSlot[] {
    return [...this.#states].flatMap(([name, { first, second }]) => {
      const variable = variables.findIndex((one) => one.name === name);
      return [
        ...(first === undefined ? [] : [{ variable, kind: "first" as const, tensor: first }]),
        ...(second === undefined ? [] : [{ variable, kind: "second" as const, tensor: second }]),
      ];
    });
  }

  restore(steps: number, slots: readonly OptimizerSlot[], variables: readonly tf.Variable[]): void {
    for (const { variable, kind, tensor } of slots) {
      const { name } = variables[variable] as tf.Variable;
      const own = tf.tidy(() => tf.keep(tensor.clone()));
      this.#states.set(name, { ...this.#states.get(name), [kind]: own });
    }
    for (let step = 0; step < steps; step++) this.#rule.nextAttributes();
    this.iterations_ = steps;
  }

  getConfig(): tf.serialization.ConfigDict {
    return { ...this.#rule.config };
  }

  #stateOf(name: string, value: tf.Tensor): State {
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const zeros = (): tf.Tensor => tf.keep(tf.zerosLike(value));
    const fresh: State = this.#rule.states === 1 ? { first: zeros() } : { first: zeros(), second: zeros() };
    this.#states.set(name, fresh);
    return fresh;
  }
}

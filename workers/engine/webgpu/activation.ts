/**
 * What is done to a number on its way out of a product or a convolution: a bias added, an activation applied, by tfjs' own
 * formulas. Activations with parameters of their own (leaky relu, prelu) are not here and stay with tfjs.
 */
import type * as tf from "@tensorflow/tfjs";

const FORMULAS = {
  linear: (x: string) => x,
  relu: (x: string) => `select(${x}, 0.0, ${x} < 0.0)`, // not-a-number stays what it is
  relu6: (x: string) => `clamp(${x}, 0.0, 6.0)`,
  sigmoid: (x: string) => `1.0 / (1.0 + exp(-1.0 * ${x}))`,
  elu: (x: string) => `select(exp(${x}) - 1.0, ${x}, ${x} >= 0.0)`,
} as const;

export type Activation = keyof typeof FORMULAS;

/** The activation asked for, or null where tfjs' kernel is needed. */
export function readActivation({ inputs, attrs }: Parameters<tf.KernelFunc>[0]): Activation | null {
  const { activation } = (attrs ?? {}) as { activation?: string | null };
  const name = activation ?? "linear";
  const isPlain = Object.hasOwn(FORMULAS, name) && inputs["preluActivationWeights"] === undefined;
  return isPlain ? (name as Activation) : null;
}

/** WGSL of what is stored, from the WGSL of a sum and of its bias. */
export function finished(sum: string, bias: string | null, activation: Activation): string {
  return FORMULAS[activation](bias === null ? sum : `(${sum} + ${bias})`);
}

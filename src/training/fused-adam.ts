/**
 * Adam as one kernel per variable where the engine has such a kernel, tfjs' own optimiser where it has not. The two
 * compute the same: bias correction first, epsilon outside the root (Kingma and Ba, 2015, as tfjs places it).
 */
import * as tf from "@tensorflow/tfjs";

/**
 * The kernel's name in tfjs' registry. It takes value, gradient, firstMoment and secondMoment and returns the new value;
 * the moments it updates in place. The value must not be: tfjs-wasm keeps packed copies of a convolution's weights by the
 * identity of their tensor, and would go on using the old ones.
 */
export const FUSED_ADAM = "FusedAdam";

export interface FusedAdamAttributes {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** 1 − β₁ᵗ. */
  readonly correction1: number;
  /** 1 − β₂ᵗ. */
  readonly correction2: number;
  readonly epsilon: number;
}

/** Adam for the current engine. Dispose of it when done. */
export function adam(learningRate: number, beta1 = 0.9, beta2 = 0.999): tf.Optimizer {
  const isFused = tf.getKernel(FUSED_ADAM, tf.getBackend()) !== undefined;
  return isFused ? new FusedAdam(learningRate, beta1, beta2) : tf.train.adam(learningRate, beta1, beta2);
}

interface Moments {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

class FusedAdam extends tf.Optimizer {
  /** By variable name. */
  readonly #moments = new Map<string, Moments>();
  readonly #attributes: { learningRate: number; beta1: number; beta2: number; epsilon: number };
  #power1 = 1;
  #power2 = 1;

  constructor(learningRate: number, beta1: number, beta2: number) {
    super();
    this.#attributes = { learningRate, beta1, beta2, epsilon: tf.backend().epsilon() };
  }

  override applyGradients(gradients: Parameters<tf.Optimizer["applyGradients"]>[0]): void {
    const { learningRate, beta1, beta2, epsilon } = this.#attributes;
    // tfjs keeps these powers in 32 bits; so does this, or the two would drift apart.
    this.#power1 = Math.fround(this.#power1 * Math.fround(beta1));
    this.#power2 = Math.fround(this.#power2 * Math.fround(beta2));
    const attributes: FusedAdamAttributes = {
      learningRate,
      beta1,
      beta2,
      correction1: 1 - this.#power1,
      correction2: 1 - this.#power2,
      epsilon,
    };
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    for (const { name, tensor: gradient } of named) {
      const value = tf.engine().registeredVariables[name];
      if (value === undefined) throw new Error(`Cannot update ${name}: there is no such variable`);
      const { first, second } = this.#momentsOf(name, value);
      const updated = tf
        .engine()
        .runKernel<tf.Tensor>(
          FUSED_ADAM,
          { value, gradient, firstMoment: first, secondMoment: second },
          attributes as unknown as tf.NamedAttrMap,
        );
      value.assign(updated);
      updated.dispose();
    }
    this.incrementIterations();
  }

  override dispose(): void {
    for (const { first, second } of this.#moments.values()) tf.dispose([first, second]);
    this.#moments.clear();
    super.dispose();
  }

  getConfig(): tf.serialization.ConfigDict {
    return { ...this.#attributes };
  }

  #momentsOf(name: string, value: tf.Tensor): Moments {
    const known = this.#moments.get(name);
    if (known !== undefined) return known;
    const fresh = { first: tf.keep(tf.zerosLike(value)), second: tf.keep(tf.zerosLike(value)) };
    this.#moments.set(name, fresh);
    return fresh;
  }
}

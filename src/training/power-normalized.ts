/**
 * Gradient descent divided by the root of the gradient's smoothed power, as other solutions of seed 001's assignment have
 * it: P ← (1 − λ)P + λg², w ← w − μ·g / √(c + P). RMSProp but for its start: P begins at the first g², not at zero, so that
 * the first step is no longer than the others.
 */
import * as tf from "@tensorflow/tfjs";

export class PowerNormalized extends tf.Optimizer {
  readonly #rate: number;
  readonly #share: number;
  readonly #floor: number;
  /** P by variable name. */
  readonly #powers = new Map<string, tf.Tensor>();

  /**
   * @param rate - μ
   * @param share - λ, the weight of the newest gradient, 0..1
   * @param floor - c, which keeps the root from zero
   */
  constructor(rate: number, share: number, floor: number) {
    super();
    this.#rate = rate;
    this.#share = share;
    this.#floor = floor;
  }

  override applyGradients(gradients: Parameters<tf.Optimizer["applyGradients"]>[0]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    for (const { name, tensor: gradient } of named) {
      const value = tf.engine().registeredVariables[name];
      if (value === undefined) throw new Error(`Cannot update ${name}: there is no such variable`);
      const power = this.#nextPower(name, gradient);
      tf.tidy(() => value.assign(value.sub(gradient.mul(this.#rate).div(power.add(this.#floor).sqrt()))));
    }
    this.incrementIterations();
  }

  override dispose(): void {
    tf.dispose([...this.#powers.values()]);
    this.#powers.clear();
    super.dispose();
  }

  getConfig(): tf.serialization.ConfigDict {
    return { rate: this.#rate, share: this.#share, floor: this.#floor };
  }

  #nextPower(name: string, gradient: tf.Tensor): tf.Tensor {
    const before = this.#powers.get(name);
    const after = tf.tidy(() => {
      const newest = gradient.square();
      return before === undefined ? newest : before.mul(1 - this.#share).add(newest.mul(this.#share));
    });
    before?.dispose();
    this.#powers.set(name, tf.keep(after));
    return after;
  }
}

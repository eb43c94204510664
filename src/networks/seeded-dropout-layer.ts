/** Dropout as a layer, its masks from the lab's own generator: another mask each time, the same ones for the same seed. */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random.ts";
import { seededDropout } from "../training/seeded-dropout.ts";

export class SeededDropoutLayer extends tf.layers.Layer {
  static readonly className = "SeededDropout";
  readonly #rate: number;
  /** Draws a seed for each mask. */
  readonly random: Random;

  /** @param rate - share of entries that become 0 in training; nothing happens elsewhere */
  constructor(name: string, rate: number, random: Random) {
    super({ name });
    this.#rate = rate;
    this.random = random;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;
    return training === true ? seededDropout(x, this.#rate, this.random.integer(0, 0xffff_ffff)) : x;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate };
  }
}

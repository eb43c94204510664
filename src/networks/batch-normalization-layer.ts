/**
 * Batch normalisation as a layer: the batch's own statistics in training, moving averages of them elsewhere. It computes what
 * tf.layers.batchNormalization computes over the last axis, in fewer passes.
 */
import * as tf from "@tensorflow/tfjs";
import { batchNormalization } from "../training/batch-normalization.ts";

export interface BatchNormalizationSettings {
  readonly name: string;
  /** Share of a moving average that stays at each step: 0.9 remembers some ten batches. */
  readonly momentum: number;
  readonly epsilon: number;
}

export class BatchNormalizationLayer extends tf.layers.Layer {
  static readonly className = "LacunaBatchNormalization";
  readonly #settings: BatchNormalizationSettings;
  #gamma!: tf.LayerVariable;
  #beta!: tf.LayerVariable;
  #mean!: tf.LayerVariable;
  #variance!: tf.LayerVariable;

  constructor(settings: BatchNormalizationSettings) {
    super({ name: settings.name });
    this.#settings = settings;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1) ?? null;
    if (channels === null) throw new Error(`Cannot build ${this.name}: the number of channels must be known`);
    const [zeros, ones] = [tf.initializers.zeros(), tf.initializers.ones()];
    this.#gamma = this.addWeight("gamma", [channels], "float32", ones);
    this.#beta = this.addWeight("beta", [channels], "float32", zeros);
    this.#mean = this.addWeight("moving_mean", [channels], "float32", zeros, undefined, false);
    this.#variance = this.addWeight("moving_variance", [channels], "float32", ones, undefined, false);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const { momentum, epsilon } = this.#settings;
    const [gamma, beta] = [this.#gamma.read(), this.#beta.read()];
    if (training !== true) {
      return tf.batchNorm(
        x,
        read(this.#mean),
        read(this.#variance),
        beta as tf.Tensor1D,
        gamma as tf.Tensor1D,
        epsilon,
      );
    }
    return tf.tidy(() => {
      const { output, mean, variance } = batchNormalization(x, gamma, beta, epsilon);
      follow(this.#mean, mean, momentum);
      follow(this.#variance, variance, momentum);
      return output;
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#settings };
  }
}

function read(variable: tf.LayerVariable): tf.Tensor1D {
  return variable.read() as tf.Tensor1D;
}

function follow(average: tf.LayerVariable, latest: tf.Tensor, momentum: number): void {
  const before = average.read();
  average.write(before.sub(before.sub(latest).mul(1 - momentum)));
}

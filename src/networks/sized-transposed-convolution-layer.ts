/**
 * A transposed convolution of stride 2 that is told how large its output shall be, as TensorFlow 1 has it and tf.layers has
 * not: "same" may end one pixel short of twice the input, and "valid" may leave a last row and column that nothing reaches.
 */
import * as tf from "@tensorflow/tfjs";

export interface SizedTransposedConvolutionConfig {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: number;
  /** Height and width of the output, px; the forward convolution from it must end at the input's size. */
  readonly sizePx: number;
  readonly padding: "same" | "valid";
  readonly useBias?: boolean;
}

const STRIDE = 2;

export class SizedTransposedConvolutionLayer extends tf.layers.Layer {
  static readonly className = "SizedTransposedConvolution";
  readonly #config: SizedTransposedConvolutionConfig;
  #kernel: tf.LayerVariable | null = null;
  #bias: tf.LayerVariable | null = null;

  constructor(config: SizedTransposedConvolutionConfig) {
    super({ name: config.name });
    this.#config = config;
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernelSize, useBias = false } = this.#config;
    const zeros = tf.initializers.zeros();
    const shape = [kernelSize, kernelSize, filters, inputShape[3] ?? 0];
    this.#kernel = this.addWeight("kernel", shape, "float32", zeros);
    if (useBias) this.#bias = this.addWeight("bias", [filters], "float32", zeros);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const { filters, sizePx, padding } = this.#config;
    return tf.tidy(() => {
      const kernel = this.#kernel?.read() as tf.Tensor4D;
      const output = tf.conv2dTranspose(x, kernel, [x.shape[0], sizePx, sizePx, filters], STRIDE, padding);
      return this.#bias === null ? output : output.add(this.#bias.read());
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { filters, sizePx } = this.#config;
    return [inputShape[0] ?? null, sizePx, sizePx, filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}

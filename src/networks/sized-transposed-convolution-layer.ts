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

/** What a standard transposed convolution paints too much of, px: at the top (and left) and at the bottom (and right). */
export interface Crop {
  readonly top: number;
  readonly bottom: number;
}

export class SizedTransposedConvolutionLayer extends tf.layers.Layer {
  static readonly className = "SizedTransposedConvolution";
  readonly settings: SizedTransposedConvolutionConfig;
  #kernel: tf.LayerVariable | null = null;
  #bias: tf.LayerVariable | null = null;

  constructor(config: SizedTransposedConvolutionConfig) {
    super({ name: config.name });
    this.settings = config;
  }

  /**
   * How tf.layers.conv2dTranspose has to be cropped to compute the same; null where it paints too little.
   *
   * @param fromPx - height and width of the input
   */
  cropOfStandard(fromPx: number): Crop | null {
    const { kernelSize, sizePx, padding } = this.settings;
    const standardPx = padding === "same" ? fromPx * STRIDE : (fromPx - 1) * STRIDE + kernelSize;
    const top =
      padding === "same" ? paddedAbove(fromPx, kernelSize, sizePx) - paddedAbove(fromPx, kernelSize, standardPx) : 0;
    const bottom = standardPx - sizePx - top;
    return top >= 0 && bottom >= 0 ? { top, bottom } : null;
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernelSize, useBias = false } = this.settings;
    const zeros = tf.initializers.zeros();
    const shape = [kernelSize, kernelSize, filters, inputShape[3] ?? 0];
    this.#kernel = this.addWeight("kernel", shape, "float32", zeros);
    if (useBias) this.#bias = this.addWeight("bias", [filters], "float32", zeros);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const { filters, sizePx, padding } = this.settings;
    return tf.tidy(() => {
      const kernel = this.#kernel?.read() as tf.Tensor4D;
      const output = tf.conv2dTranspose(x, kernel, [x.shape[0], sizePx, sizePx, filters], STRIDE, padding);
      return this.#bias === null ? output : output.add(this.#bias.read());
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { filters, sizePx } = this.settings;
    return [inputShape[0] ?? null, sizePx, sizePx, filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.settings };
  }
}

/** Rows that the forward convolution, from `sizePx` back to `fromPx`, pads above: TensorFlow's "same". */
function paddedAbove(fromPx: number, kernelSize: number, sizePx: number): number {
  return Math.floor(Math.max(0, (fromPx - 1) * STRIDE + kernelSize - sizePx) / 2);
}

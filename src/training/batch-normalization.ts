/**
 * Batch normalisation while training (Ioffe and Szegedy, 2015), statistics of the batch included, with its gradient in
 * closed form. tfjs takes the statistics apart and differentiates them op by op: some twenty passes over the activations
 * where five will do.
 */
import * as tf from "@tensorflow/tfjs";

/** Kernels in tfjs' registry; engines without them do the same by plain operations. */
export const CHANNEL_PRODUCTS = "ChannelProducts";
export const SCALED_CHANNELS = "ScaledChannels";

export interface Normalized {
  /** (x − mean) / √(variance + ε) · gamma + beta, as large as x. */
  readonly output: tf.Tensor;
  /** `[C]`, of this batch. */
  readonly mean: tf.Tensor;
  /** `[C]`, of this batch, divided by the number of its pixels. */
  readonly variance: tf.Tensor;
}

/**
 * Gradients reach x, gamma and beta through `output`; none flow through the statistics that are given back.
 *
 * @param x - `[B, …, C]` @param gamma - `[C]` @param beta - `[C]`
 */
export function batchNormalization(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): Normalized {
  const count = x.size / (x.shape.at(-1) ?? 1);
  const { mean, variance } = tf.tidy(() => {
    const mean = x.mean(leadingAxes(x));
    return { mean, variance: channelProducts(x, null, mean).div(count) };
  });
  const normalize = tf.customGrad((...given) => {
    const [input, scale, offset] = given as tf.Tensor[] as [tf.Tensor, tf.Tensor, tf.Tensor];
    const reciprocal = variance.add(epsilon).rsqrt();
    const factor = scale.mul(reciprocal);
    const save = given.at(-1) as tf.GradSaveFunc;
    save([input, mean, reciprocal, factor]);
    return {
      value: scaledChannels(input, factor, offset.sub(mean.mul(factor))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradients(dy, saved as Saved, count),
    };
  });
  return { output: normalize(x, gamma, beta), mean, variance };
}

type Saved = [x: tf.Tensor, mean: tf.Tensor, reciprocal: tf.Tensor, factor: tf.Tensor];

/** dx = γr · (dy − Σdy/n − x̂ · Σ(dy · x̂)/n), with x̂ = (x − mean) · r, brought to one multiply-add per tensor. */
function gradients(dy: tf.Tensor, [x, mean, reciprocal, factor]: Saved, count: number): tf.Tensor[] {
  const total = dy.sum(leadingAxes(dy));
  const weighted = channelProducts(x, dy, mean).mul(reciprocal);
  const ofX = factor.mul(reciprocal).mul(weighted).div(-count);
  const constant = factor.mul(total).div(-count).sub(ofX.mul(mean));
  return [scaledChannels(dy, factor, constant, x, ofX), weighted, total];
}

/** Sums of (x − centre) · y, or of (x − centre)² where there is no y, for each channel of the last axis: `[C]`. */
export function channelProducts(x: tf.Tensor, y: tf.Tensor | null, centre: tf.Tensor): tf.Tensor {
  if (tf.getKernel(CHANNEL_PRODUCTS, tf.getBackend()) !== undefined) {
    return tf.engine().runKernel(CHANNEL_PRODUCTS, y === null ? { x, centre } : { x, y, centre });
  }
  const centred = x.sub(centre);
  return centred.mul(y ?? centred).sum(leadingAxes(x));
}

/** a · x + c, or a · x + b · y + c, with numbers `[C]` for each channel of the last axis. */
export function scaledChannels(x: tf.Tensor, a: tf.Tensor, c: tf.Tensor, y?: tf.Tensor, b?: tf.Tensor): tf.Tensor {
  if (tf.getKernel(SCALED_CHANNELS, tf.getBackend()) !== undefined) {
    return tf.engine().runKernel(SCALED_CHANNELS, y === undefined || b === undefined ? { x, a, c } : { x, y, a, b, c });
  }
  const scaled = x.mul(a).add(c);
  return y === undefined || b === undefined ? scaled : scaled.add(y.mul(b));
}

function leadingAxes({ rank }: tf.Tensor): number[] {
  return Array.from({ length: rank - 1 }, (_, axis) => axis);
}

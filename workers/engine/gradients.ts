/**
 * Gradients that tfjs computes by more passes than they need, in their closed forms, for every engine of the lab. They are
 * ordinary tfjs gradients: each falls back to plain operations where the engine lacks a kernel of its own.
 */
import * as tf from "@tensorflow/tfjs";

/** Takes `dy` and `x`, and `slope`: dy where x > 0, else slope · dy. */
export const RECTIFIER_GRADIENT = "RectifierGradient";

let isInstalled = false;

/** Puts the gradients in tfjs' registry, which all engines of a worker share; a second call does nothing. */
export function installGradients(): void {
  if (isInstalled) return;
  isInstalled = true;
  replace("Relu", (dy, [x]) => ({ x: () => rectified(dy, x as tf.Tensor, 0) }));
  replace("LeakyRelu", (dy, [x], attributes) => {
    const { alpha } = attributes as unknown as { alpha: number };
    return { x: () => rectified(dy, x as tf.Tensor, alpha) };
  });
  replace("Mean", (dy, [x], attributes) => ({ x: () => spread(dy, x as tf.Tensor, attributes, "mean") }));
  replace("Sum", (dy, [x], attributes) => ({ x: () => spread(dy, x as tf.Tensor, attributes, "sum") }));
  replace("FusedBatchNorm", (dy, saved, attributes, stock) => {
    const mean = saved[1] as tf.Tensor;
    return mean.rank === 1 ? normalizationGradient(dy, saved, attributes) : stock(dy, saved, attributes);
  });
}

/** One function per input: its gradient. */
type Gradients = Record<string, () => tf.Tensor>;
type Gradient = (dy: tf.Tensor, saved: tf.Tensor[], attributes: tf.NamedAttrMap) => Gradients;

function replace(
  kernelName: string,
  gradient: (dy: tf.Tensor, saved: tf.Tensor[], attributes: tf.NamedAttrMap, stock: Gradient) => Gradients,
): void {
  const config = tf.getGradient(kernelName);
  const stock: Gradient = (dy, saved, attributes) => config.gradFunc(dy, saved, attributes);
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    ...config,
    gradFunc: (dy, saved, attributes) => gradient(dy as tf.Tensor, saved, attributes, stock),
  });
}

function rectified(dy: tf.Tensor, x: tf.Tensor, slope: number): tf.Tensor {
  if (tf.getKernel(RECTIFIER_GRADIENT, tf.getBackend()) !== undefined) {
    return tf.engine().runKernel(RECTIFIER_GRADIENT, { dy, x }, { slope });
  }
  const above = dy.mul(x.step());
  return slope === 0 ? above : above.add(dy.sub(above).mul(slope));
}

/** A sum's gradient is dy everywhere, a mean's dy over the number of entries. */
function spread(dy: tf.Tensor, x: tf.Tensor, attributes: tf.NamedAttrMap, kind: "sum" | "mean"): tf.Tensor {
  const axes = tf.util.parseAxisParam((attributes as { axis: number | number[] }).axis, x.shape);
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const summed = x.size / kept.reduce((product, length) => product * length, 1);
  const share = kind === "sum" ? dy : dy.div(summed);
  return tf.tile(
    share.reshape(kept),
    x.shape.map((length, axis) => length / (kept[axis] as number)),
  );
}

/**
 * y = (x − m) · r · γ + β with r = 1 / √(v + ε), statistics given for each channel: from Σ dy and Σ dy · (x − m), all that is
 * left to do is arithmetic on one number per channel.
 */
const normalizationGradient: Gradient = (dy, saved, attributes) => {
  const [x, mean, variance, scale] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor | null];
  const { varianceEpsilon } = attributes as { varianceEpsilon: number };
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const reciprocal = variance.add(varianceEpsilon).rsqrt();
  const factor = scale === null ? reciprocal : reciprocal.mul(scale);
  const total = dy.sum(axes);
  const weighted = dy.mul(x.sub(mean)).sum(axes);
  return {
    x: () => dy.mul(factor),
    mean: () => total.mul(factor).neg(),
    variance: () => weighted.mul(factor).mul(reciprocal.square()).mul(-0.5),
    scale: () => weighted.mul(reciprocal),
    offset: () => total,
  };
};

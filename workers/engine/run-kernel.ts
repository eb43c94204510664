/** Kernels called from kernels, under tfjs' own bookkeeping, so that what they return is an ordinary tensor. */
import * as tf from "@tensorflow/tfjs";

export function runKernel(
  kernelName: string,
  inputs: tf.NamedTensorInfoMap,
  attrs: Record<string, unknown>,
): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs as unknown as tf.NamedTensorMap, attrs as tf.NamedAttrMap);
}

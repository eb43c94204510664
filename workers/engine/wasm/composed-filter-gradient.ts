/**
 * The filter gradient of a convolution, composed of a convolution: pixels and channels change places with images, and the
 * outputs' gradients act as the filter.
 */
import * as tf from "@tensorflow/tfjs";
import { runKernel } from "../run-kernel.ts";

/**
 * `dW[i, j, c, d] = Σ x[b, s·p + i, s·q + j, c] · dy[b, p, q, d]`: a convolution of `x` as `[C, H, W, B]` with `dy` as a
 * `[P, Q, B, D]` filter, dilated by the stride. Only NHWC and dilation 1, which is all that the lab uses.
 */
export function convolutionFilterGradient({ inputs, attrs }: Parameters<tf.KernelFunc>[0]): tf.TensorInfo {
  const x = inputs["x"] as tf.TensorInfo;
  const dy = inputs["dy"] as tf.TensorInfo;
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as {
    strides: number | [number, number];
    pad: "same" | "valid" | number;
    dataFormat: string;
    dimRoundingMode?: "floor" | "round" | "ceil";
    filterShape: [number, number, number, number];
  };
  if (dataFormat !== "NHWC") {
    throw new Error(`Cannot take a filter gradient on WASM: the data format must be NHWC, got ${dataFormat}`);
  }
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth, outHeight, outWidth } = info;
  // Rows and columns that no output reached carry no gradient and would make the result too large.
  const usedBottom = (outHeight - 1) * strideHeight + filterHeight - padInfo.top - info.inHeight;
  const usedRight = (outWidth - 1) * strideWidth + filterWidth - padInfo.left - info.inWidth;
  return tf.tidy(() => {
    const paddings: [number, number][] = [
      [0, 0],
      [padInfo.top, Math.max(0, usedBottom)],
      [padInfo.left, Math.max(0, usedRight)],
      [0, 0],
    ];
    const padded = runKernel("PadV2", { x }, { paddings, constantValue: 0 });
    const size = [
      shape[0],
      (outHeight - 1) * strideHeight + filterHeight,
      (outWidth - 1) * strideWidth + filterWidth,
      -1,
    ];
    const used = runKernel("Slice", { x: padded }, { begin: [0, 0, 0, 0], size });
    const byChannel = runKernel("Transpose", { x: used }, { perm: [3, 1, 2, 0] }); // [C, H, W, B]
    const asFilter = runKernel("Transpose", { x: dy }, { perm: [1, 2, 0, 3] }); // [P, Q, B, D]
    const gradient = tf.conv2d(byChannel as tf.Tensor4D, asFilter as tf.Tensor4D, 1, "valid", "NHWC", [
      strideHeight,
      strideWidth,
    ]); // [C, I, J, D]
    return tf.transpose(gradient, [1, 2, 0, 3]);
  });
}

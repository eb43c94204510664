/**
 * The filter gradient of a convolution in plain JavaScript. tfjs-cpu asks for every factor by its four places and finishes one
 * weight before the next: two thirds of a training step. Here whole rows of channels are added at once, each weight's
 * products in tfjs' order and in its precision, so that no result changes.
 */
import * as tf from "@tensorflow/tfjs";

/** What is used of tfjs' backend. */
interface CpuBackend {
  readSync(dataId: tf.DataId): Float32Array;
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
}

/**
 * A replacement for `Conv2DBackpropFilter`, `dW[i, j, c, d] = Σ x[b, s·p + i, s·q + j, c] · dy[b, p, q, d]`, that falls back
 * to the stock kernel where channels come first.
 */
export function rowByRow(stock: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    const { x, dy } = call.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = call.attrs as unknown as {
      strides: number | [number, number];
      pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
      dataFormat: string;
      dimRoundingMode?: "floor" | "round" | "ceil";
      filterShape: [number, number, number, number];
    };
    if (dataFormat !== "NHWC") return stock(call);
    const shape = x.shape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
    const backend = call.backend as CpuBackend;
    const sums = addProducts(info, backend.readSync(x.dataId), backend.readSync(dy.dataId));
    return backend.makeTensorInfo(filterShape, "float32", Float32Array.from(sums));
  };
}

/** @returns sums in double precision, `[I, J, C, D]` */
function addProducts(info: tf.backend_util.Conv2DInfo, x: Float32Array, dy: Float32Array): Float64Array {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const sums = new Float64Array(filterHeight * filterWidth * inChannels * outChannels);
  for (let row = 0; row < filterHeight; row++) {
    const down = reach(row, info.padInfo.top, info.strideHeight, info.inHeight, info.outHeight);
    for (let column = 0; column < filterWidth; column++) {
      const across = reach(column, info.padInfo.left, info.strideWidth, info.inWidth, info.outWidth);
      const start = (row * filterWidth + column) * inChannels * outChannels;
      for (let image = 0; image < info.batchSize; image++) {
        for (let outY = down.first; outY < down.end; outY++) {
          const inY = row + outY * info.strideHeight - info.padInfo.top;
          for (let outX = across.first; outX < across.end; outX++) {
            const inX = column + outX * info.strideWidth - info.padInfo.left;
            const from = ((image * info.inHeight + inY) * info.inWidth + inX) * inChannels;
            const by = ((image * info.outHeight + outY) * info.outWidth + outX) * outChannels;
            for (let c = 0; c < inChannels; c++) {
              const value = x[from + c] as number;
              const to = start + c * outChannels;
              for (let d = 0; d < outChannels; d++) {
                sums[to + d] = (sums[to + d] as number) + value * (dy[by + d] as number);
              }
            }
          }
        }
      }
    }
  }
  return sums;
}

/** Which outputs see the inside of the image through a line of the filter. */
function reach(
  line: number,
  padding: number,
  stride: number,
  inLength: number,
  outLength: number,
): { first: number; end: number } {
  return {
    first: Math.max(0, Math.ceil((padding - line) / stride)),
    end: Math.min(outLength, (inLength + padding - line) / stride),
  };
}

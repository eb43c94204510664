/**
 * Which convolutions the lab's own WebGPU kernels take: NHWC, float32, no dilation, filters and strides small enough to be
 * written out in a shader. `null` is the answer for all others, which stay with tfjs.
 */
import * as tf from "@tensorflow/tfjs";

export interface Geometry {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
}

type Numbers4 = [number, number, number, number];

/** Attributes that tfjs gives to each of its convolution kernels. */
interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dataFormat?: "NHWC" | "NCHW";
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

const WIDEST_FILTER = 7;
const WIDEST_STRIDE = 4;

/** @param inShape - of what is convolved: `[B, H, W, C]` */
export function readGeometry(
  inShape: readonly number[],
  filterShape: readonly number[],
  tensors: readonly tf.TensorInfo[],
  attributes: tf.NamedAttrMap | undefined,
): Geometry | null {
  const { strides, pad, dataFormat = "NHWC", dilations = 1, dimRoundingMode } = attributes as unknown as Attributes;
  if (dataFormat !== "NHWC" || inShape.length !== 4 || filterShape.length !== 4) return null;
  if ([dilations].flat().some((dilation) => dilation !== 1)) return null;
  if (tensors.some(({ dtype }) => dtype !== "float32")) return null;
  const info = tf.backend_util.computeConv2DInfo(
    inShape as Numbers4,
    filterShape as Numbers4,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    "channelsLast",
  );
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  if (filterShape[2] !== inChannels || filterWidth > WIDEST_FILTER || strideWidth > WIDEST_STRIDE) return null;
  if (
    batchSize * inHeight * inWidth * inChannels * outHeight * outWidth * outChannels * filterHeight * filterWidth ===
    0
  ) {
    return null;
  }
  return {
    batch: batchSize,
    inHeight,
    inWidth,
    inChannels,
    outHeight,
    outWidth,
    outChannels,
    filterHeight,
    filterWidth,
    strideHeight,
    strideWidth,
    padTop: padInfo.top,
    padLeft: padInfo.left,
  };
}

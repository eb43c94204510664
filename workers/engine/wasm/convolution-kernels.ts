/**
 * tfjs' convolutions on the lab's own kernels: forward with bias and relu, gradient of the input (which a transposed
 * convolution is, too) and gradient of the filter. Dilated ones, other layouts and unequal strides stay with tfjs.
 */
import * as tf from "@tensorflow/tfjs";
import { runConvolution, runFilterGradient, runInputGradient, type ConvolutionShape } from "./convolution-job.ts";
import type { KernelModule } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;
type Call = Parameters<Kernel>[0];
type Shape4D = [number, number, number, number];

/** What tfjs tells a convolution; each kernel uses a part of it. */
interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dataFormat: string;
  readonly dilations?: number | [number, number];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly activation?: string;
  readonly inputShape?: Shape4D;
  readonly filterShape?: Shape4D;
}

/** A replacement for `Conv2D` that falls back to the stock kernel. */
export function convolution(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const { x, filter } = call.inputs as { x: tf.TensorInfo; filter: tf.TensorInfo };
    const shape = readShape(call, x.shape, filter.shape, [x, filter]);
    return shape === null || isLost(shape) ? stock(call) : convolve(shape, x, filter, 0, "none", memory, kernels);
  };
}

/** A replacement for `FusedConv2D` that falls back to the stock kernel. */
export function fusedConvolution(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const { x, filter } = call.inputs as { x: tf.TensorInfo; filter: tf.TensorInfo };
    const bias = call.inputs["bias"];
    const { activation = "linear" } = call.attrs as unknown as Attributes;
    const shape = readShape(call, x.shape, filter.shape, [x, filter]);
    const isPlain = activation === "linear" || activation === "relu";
    if (shape === null || isLost(shape) || !isPlain || (bias !== undefined && !isRow(bias, shape.outChannels)))
      return stock(call);
    const biasAddress = bias === undefined ? 0 : memory.addressOf(bias);
    return convolve(shape, x, filter, biasAddress, activation === "relu" ? "relu" : "none", memory, kernels);
  };
}

/** A replacement for `Conv2DBackpropInput` that falls back to the stock kernel. */
export function inputGradient(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const { dy, filter } = call.inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const { inputShape } = call.attrs as unknown as Attributes;
    const shape = inputShape === undefined ? null : readShape(call, inputShape, filter.shape, [dy, filter]);
    if (shape === null || inputShape === undefined) return stock(call);
    const dx = memory.makeTensor(inputShape);
    const at = { dy: memory.addressOf(dy), filter: memory.addressOf(filter), dx: memory.addressOf(dx) };
    runInputGradient(kernels, shape, at);
    return dx;
  };
}

/** `Conv2DBackpropFilter`, which tfjs-wasm lacks; `fallback` takes what this does not. */
export function filterGradient(fallback: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const { x, dy } = call.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const { filterShape } = call.attrs as unknown as Attributes;
    const shape = filterShape === undefined ? null : readShape(call, x.shape, filterShape, [x, dy]);
    if (shape === null || filterShape === undefined) return fallback(call);
    const out = memory.makeTensor(filterShape);
    runFilterGradient(kernels, shape, {
      x: memory.addressOf(x),
      dy: memory.addressOf(dy),
      out: memory.addressOf(out),
    });
    return out;
  };
}

function convolve(
  shape: ConvolutionShape,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias: number,
  activation: "none" | "relu",
  memory: TensorMemory,
  kernels: KernelModule,
): tf.TensorInfo {
  const out = memory.makeTensor([shape.batch, shape.outHeight, shape.outWidth, shape.outChannels]);
  const at = { x: memory.addressOf(x), filter: memory.addressOf(filter), out: memory.addressOf(out), bias };
  runConvolution(kernels, shape, at, activation);
  return out;
}

/** One image alone is a case for tfjs, which keeps the filter packed from call to call, but for few output channels. */
function isLost({ batch, outChannels }: ConvolutionShape): boolean {
  return batch === 1 && outChannels > 3;
}

/** null where the stock kernel is needed. */
function readShape(
  { attrs }: Call,
  xShape: readonly number[],
  filterShape: readonly number[],
  operands: readonly tf.TensorInfo[],
): ConvolutionShape | null {
  const { strides, pad, dataFormat, dilations = 1, dimRoundingMode } = attrs as unknown as Attributes;
  if (dataFormat !== "NHWC" || operands.some(({ dtype }) => dtype !== "float32")) return null;
  const info = tf.backend_util.computeConv2DInfo(
    xShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const isDilated = info.dilationHeight !== 1 || info.dilationWidth !== 1;
  if (isDilated || info.strideHeight !== info.strideWidth || info.inChannels !== filterShape[2]) return null;
  if (info.batchSize * info.outHeight * info.outWidth * info.outChannels * info.inChannels === 0) return null;
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
    stride: info.strideHeight,
  };
}

function isRow(bias: tf.TensorInfo, channels: number): boolean {
  return bias.dtype === "float32" && tf.util.sizeFromShape(bias.shape) === channels;
}

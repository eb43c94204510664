/** Gradients of pooling, and nearest-neighbour upsampling by whole factors, on the lab's own kernels. */
import * as tf from "@tensorflow/tfjs";
import type { KernelModule, Operation } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;
type Shape4D = [number, number, number, number];

/** A replacement for `MaxPoolGrad` or `AvgPoolGrad`. */
export function poolingGradient(
  kind: "largest" | "average",
  stock: Kernel,
  memory: TensorMemory,
  kernels: KernelModule,
): Kernel {
  return (call) => {
    const { dy, input, output } = call.inputs as Record<string, tf.TensorInfo>;
    const { filterSize, strides, pad, dimRoundingMode } = call.attrs as unknown as {
      filterSize: number | [number, number];
      strides: number | [number, number];
      pad: "same" | "valid" | number;
      dimRoundingMode?: "floor" | "round" | "ceil";
    };
    if (dy === undefined || input === undefined || (kind === "largest" && output === undefined)) return stock(call);
    const info = tf.backend_util.computePool2DInfo(
      input.shape as Shape4D,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    if (dy.dtype !== "float32" || input.dtype !== "float32" || tf.util.sizeFromShape(dy.shape) === 0)
      return stock(call);
    const dx = memory.makeTensor(input.shape);
    const words = [
      memory.addressOf(dy),
      kind === "largest" ? memory.addressOf(input) : 0,
      output === undefined ? 0 : memory.addressOf(output),
      memory.addressOf(dx),
      info.batchSize,
      info.inHeight,
      info.inWidth,
      info.inChannels,
      info.outHeight,
      info.outWidth,
      info.filterHeight,
      info.filterWidth,
      info.strideHeight,
      info.strideWidth,
      info.padInfo.top,
      info.padInfo.left,
      kind === "largest" ? 0 : 1,
    ];
    kernels.run("poolingGradient", { words }, kernels.threadsFor("numbers", tf.util.sizeFromShape(input.shape)));
    return dx;
  };
}

/** A replacement for `ResizeNearestNeighbor`. */
export function upsampling(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const images = call.inputs["images"] as tf.TensorInfo;
    const { alignCorners, halfPixelCenters, size } = call.attrs as unknown as ResizeAttributes & {
      size: [number, number];
    };
    const [batch, height, width, channels] = images.shape as Shape4D;
    const large: Shape4D = [batch, size[0], size[1], channels];
    if (images.dtype !== "float32" || alignCorners || halfPixelCenters || !isMultiple(images.shape, large))
      return stock(call);
    const out = memory.makeTensor(large);
    resize("upsampling", { small: images, large: out, shape: [batch, height, width, channels] }, memory, kernels);
    return out;
  };
}

/** A replacement for `ResizeNearestNeighborGrad`. */
export function upsamplingGradient(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const { images, dy } = call.inputs as { images: tf.TensorInfo; dy: tf.TensorInfo };
    const { alignCorners } = call.attrs as unknown as ResizeAttributes;
    if (dy.dtype !== "float32" || alignCorners || !isMultiple(images.shape, dy.shape)) return stock(call);
    const out = memory.makeTensor(images.shape);
    resize("upsamplingGradient", { small: out, large: dy, shape: images.shape as Shape4D }, memory, kernels);
    return out;
  };
}

interface ResizeAttributes {
  readonly alignCorners?: boolean;
  readonly halfPixelCenters?: boolean;
}

function resize(
  operation: Operation,
  { small, large, shape }: { small: tf.TensorInfo; large: tf.TensorInfo; shape: Shape4D },
  memory: TensorMemory,
  kernels: KernelModule,
): void {
  const [batch, height, width, channels] = shape;
  const [, largeHeight, largeWidth] = large.shape as Shape4D;
  const words = [
    memory.addressOf(small),
    memory.addressOf(large),
    batch * height,
    width,
    channels,
    largeHeight / height,
    largeWidth / width,
  ];
  kernels.run(operation, { words }, kernels.threadsFor("numbers", tf.util.sizeFromShape(large.shape)));
}

function isMultiple(small: number[], large: number[]): boolean {
  const [smallHeight = 0, smallWidth = 0] = small.slice(1, 3);
  const [largeHeight = 0, largeWidth = 0] = large.slice(1, 3);
  const isWhole = largeHeight % smallHeight === 0 && largeWidth % smallWidth === 0;
  return isWhole && tf.util.sizeFromShape(small) > 0 && largeHeight >= smallHeight && largeWidth >= smallWidth;
}

/**
 * Max pooling and its gradient for WebGPU in software. Where windows tile the image, as they do in every network here, the
 * gradient takes one look at each window; tfjs' finds positions first and then asks, for each pixel, every window that could
 * hold it. Of equal largest values the last gets the gradient, as in tfjs-webgpu. Overlapping windows stay with tfjs there.
 */
import * as tf from "@tensorflow/tfjs";
import type { Dispatcher, Shader } from "./dispatch.ts";
import { lines } from "./tiles.ts";

type Kernel = tf.KernelFunc;
type Type = "f32" | "vec4<f32>";
type PoolInfo = ReturnType<typeof tf.backend_util.computePool2DInfo>;

const LARGEST_WINDOW = 16;
const WORKGROUP = 32;

/** A replacement for `MaxPool` that falls back to the stock kernel. */
export function maxPool(stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const info = readPool(x, call.attrs);
    if (info === null) return stock(call);
    const { width, type } = packingOf(info.inChannels);
    const result = dispatcher.makeTensor([...info.outShape]);
    const count = (info.batchSize * info.outHeight * info.outWidth * info.outChannels) / width;
    dispatcher.run(maxPoolShader(type), [result, x], [count, ...numbersOf(info, width)], Math.ceil(count / WORKGROUP));
    return result;
  };
}

/** A replacement for `MaxPoolGrad` that falls back to the stock kernel. */
export function maxPoolGradient(stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const [dy, x] = [call.inputs["dy"], call.inputs["input"]] as [tf.TensorInfo, tf.TensorInfo];
    const info = dy.dtype === "float32" ? readPool(x, call.attrs) : null;
    if (info === null || !isTiling(info)) return stock(call);
    const { width, type } = packingOf(info.inChannels);
    const result = dispatcher.makeTensor([...x.shape]);
    // Also windows that have no output, so that every pixel is written.
    const down = Math.ceil((info.inHeight + info.padInfo.top) / info.filterHeight);
    const across = Math.ceil((info.inWidth + info.padInfo.left) / info.filterWidth);
    const count = (info.batchSize * down * across * info.inChannels) / width;
    dispatcher.run(
      maxPoolGradientShader(type, info.filterHeight, info.filterWidth),
      [result, x, dy],
      [count, ...numbersOf(info, width), down, across],
      Math.ceil(count / WORKGROUP),
    );
    return result;
  };
}

const NUMBERS = [
  ...["count", "inHeight", "inWidth", "channels", "outHeight", "outWidth"],
  ...["filterHeight", "filterWidth", "strideHeight", "strideWidth", "padTop", "padLeft"],
];

function numbersOf(info: PoolInfo, width: number): number[] {
  return [
    ...[info.inHeight, info.inWidth, info.inChannels / width, info.outHeight, info.outWidth],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left],
  ];
}

function maxPoolShader(type: Type): Shader {
  return {
    name: `max pool ${type}`,
    tensors: [
      { name: "result", access: "read_write", type },
      { name: "x", access: "read", type },
    ],
    numbers: NUMBERS.map((name) => ({ name, type: "i32" })),
    workgroup: WORKGROUP,
    usesSubgroups: false,
    code: () => `
  if (invocation >= n.count) { return; }
  let channel = invocation % n.channels;
  let place = invocation / n.channels;
  let left = place % n.outWidth * n.strideWidth - n.padLeft;
  let top = place / n.outWidth % n.outHeight * n.strideHeight - n.padTop;
  let image = place / (n.outWidth * n.outHeight);
  var largest = ${type}(-1e20);
  for (var y = max(top, 0); y < min(top + n.filterHeight, n.inHeight); y++) {
    for (var x0 = max(left, 0); x0 < min(left + n.filterWidth, n.inWidth); x0++) {
      largest = max(x[((image * n.inHeight + y) * n.inWidth + x0) * n.channels + channel], largest);
    }
  }
  result[invocation] = largest;`,
  };
}

function maxPoolGradientShader(type: Type, filterHeight: number, filterWidth: number): Shader {
  const size = filterHeight * filterWidth;
  const integer = type.replace("f32", "i32");
  return {
    name: `max pool gradient ${type} ${filterHeight} ${filterWidth}`,
    tensors: [
      { name: "result", access: "read_write", type },
      { name: "x", access: "read", type },
      { name: "dy", access: "read", type },
    ],
    numbers: [...NUMBERS, "down", "across"].map((name) => ({ name, type: "i32" })),
    workgroup: WORKGROUP,
    usesSubgroups: false,
    code: () => `
  if (invocation >= n.count) { return; }
  let channel = invocation % n.channels;
  let window = invocation / n.channels;
  let outX = window % n.across;
  let outY = window / n.across % n.down;
  let image = window / (n.across * n.down);
  let left = outX * ${filterWidth} - n.padLeft;
  let top = outY * ${filterHeight} - n.padTop;
  let start = (image * n.inHeight + top) * n.inWidth + left;
  var largest = ${type}(-3.4e38);
  var found = ${integer}(0);
${lines(size, (at) => {
  const [y, x] = [Math.floor(at / filterWidth), at % filterWidth];
  return `
  let is${at} = (top + ${y} >= 0) & (top + ${y} < n.inHeight) & (left + ${x} >= 0) & (left + ${x} < n.inWidth);
  let place${at} = (start + ${y} * n.inWidth + ${x}) * n.channels + channel;
  if (is${at}) {
    let value = x[place${at}];
    let isLarger = value >= largest;
    largest = select(largest, value, isLarger);
    found = select(found, ${integer}(${at}), isLarger);
  }`;
})}
  var gradient = ${type}(0.0);
  if (outX < n.outWidth && outY < n.outHeight) {
    gradient = dy[((image * n.outHeight + outY) * n.outWidth + outX) * n.channels + channel];
  }
${lines(
  size,
  (at) => `if (is${at}) { result[place${at}] = select(${type}(0.0), gradient, found == ${integer}(${at})); }`,
)}`,
  };
}

/** null where the stock kernel is needed. */
function readPool(x: tf.TensorInfo, attributes: tf.NamedAttrMap | undefined): PoolInfo | null {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as {
    filterSize: [number, number] | number;
    strides: [number, number] | number;
    pad: Parameters<typeof tf.backend_util.computePool2DInfo>[4];
    dimRoundingMode?: "floor" | "round" | "ceil";
  };
  if (x.dtype !== "float32" || x.shape.length !== 4) return null;
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const isOnePixel = info.filterHeight * info.filterWidth === 1;
  return isOnePixel || [...info.inShape, ...info.outShape].includes(0) ? null : info;
}

function isTiling({ filterHeight, filterWidth, strideHeight, strideWidth }: PoolInfo): boolean {
  const isSmall = filterHeight * filterWidth <= LARGEST_WINDOW;
  return filterHeight === strideHeight && filterWidth === strideWidth && isSmall;
}

function packingOf(channels: number): { width: number; type: Type } {
  return channels % 4 === 0 ? { width: 4, type: "vec4<f32>" } : { width: 1, type: "f32" };
}

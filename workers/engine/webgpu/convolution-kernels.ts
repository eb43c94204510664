/**
 * Convolutions and their input gradients (which are transposed convolutions) for WebGPU in software: an invocation holds a
 * strip of up to 8 pixels × 8 channels in registers and slides over a row of the input once per channel and filter row.
 * tfjs' shaders gather patches through workgroup memory, or, for the gradient, one number at a time.
 */
import type * as tf from "@tensorflow/tfjs";
import { finished, readActivation, type Activation } from "./activation.ts";
import { readGeometry, type Geometry } from "./convolution-geometry.ts";
import type { Dispatcher, Shader } from "./dispatch.ts";
import { grid, lines, sharedGrid, tileAlong, tileWithin, workgroupFor, type Sharing } from "./tiles.ts";

type Kernel = tf.KernelFunc;

/** What a pipeline is compiled for. `out` is what is written: the output, or the input's gradient. */
interface Variant {
  readonly direction: "forward" | "backward";
  readonly filterWidth: number;
  readonly stride: number;
  /** Backward, the left padding's remainder by the stride. */
  readonly remainder: number;
  readonly tileWidth: number;
  readonly tileChannels: number;
  /** Whether the last tile of a row goes beyond it. */
  readonly widthExceeds: boolean;
  /** Whether the last tile of channels reaches back over the one before it. */
  readonly channelsOverlap: boolean;
  readonly bias: boolean;
  readonly activation: Activation;
  readonly sharing: Sharing;
}

/** Out pixel `pixel` of a tile takes in pixel `from` of the strip by filter column `column`. */
interface Tap {
  readonly pixel: number;
  readonly column: number;
  readonly from: number;
}

const MOST_CHANNELS = 8;

/** A replacement for `Conv2D` that falls back to the stock kernel. */
export function convolution(stock: Kernel, dispatcher: Dispatcher, sharing: Sharing): Kernel {
  return (call) => {
    const [x, filter] = [call.inputs["x"], call.inputs["filter"]] as [tf.TensorInfo, tf.TensorInfo];
    const geometry = readGeometry(x.shape, filter.shape, [x, filter], call.attrs);
    return geometry === null ? stock(call) : convolve(x, filter, null, "linear", geometry, dispatcher, sharing);
  };
}

/** A replacement for `FusedConv2D` that falls back to the stock kernel. */
export function fusedConvolution(stock: Kernel, dispatcher: Dispatcher, sharing: Sharing): Kernel {
  return (call) => {
    const [x, filter] = [call.inputs["x"], call.inputs["filter"]] as [tf.TensorInfo, tf.TensorInfo];
    const bias = call.inputs["bias"] ?? null;
    const activation = readActivation(call);
    const geometry = readGeometry(x.shape, filter.shape, [x, filter], call.attrs);
    const isRowBias = bias === null || (geometry !== null && isRow(bias, geometry.outChannels));
    if (geometry === null || activation === null || !isRowBias) return stock(call);
    return convolve(x, filter, bias, activation, geometry, dispatcher, sharing);
  };
}

/** A replacement for `Conv2DBackpropInput` that falls back to the stock kernel. */
export function convolutionInputGradient(stock: Kernel, dispatcher: Dispatcher, sharing: Sharing): Kernel {
  return (call) => {
    const [dy, filter] = [call.inputs["dy"], call.inputs["filter"]] as [tf.TensorInfo, tf.TensorInfo];
    const { inputShape } = call.attrs as unknown as { inputShape: number[] };
    const geometry = readGeometry(inputShape, filter.shape, [dy, filter], call.attrs);
    return geometry === null ? stock(call) : convolveBack(dy, filter, geometry, dispatcher, sharing);
  };
}

function convolve(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias: tf.TensorInfo | null,
  activation: Activation,
  g: Geometry,
  dispatcher: Dispatcher,
  sharing: Sharing,
): tf.TensorInfo {
  const variant = variantFor("forward", g, g.outWidth, g.outChannels, bias !== null, activation, sharing);
  const result = dispatcher.makeTensor([g.batch, g.outHeight, g.outWidth, g.outChannels]);
  const tensors = [result, x, filter, ...(bias === null ? [] : [bias])];
  const { numbers, workgroups } = layOut(variant, g.batch, {
    out: [g.outHeight, g.outWidth, g.outChannels],
    in: [g.inHeight, g.inWidth, g.inChannels],
    filterStrides: { in: g.outChannels, out: 1 },
    origin: -g.padLeft,
    g,
  });
  dispatcher.run(convolutionShader(variant), tensors, numbers, workgroups);
  return result;
}

function convolveBack(
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  g: Geometry,
  dispatcher: Dispatcher,
  sharing: Sharing,
): tf.TensorInfo {
  const variant = variantFor("backward", g, g.inWidth, g.inChannels, false, "linear", sharing);
  const result = dispatcher.makeTensor([g.batch, g.inHeight, g.inWidth, g.inChannels]);
  const { numbers, workgroups } = layOut(variant, g.batch, {
    out: [g.inHeight, g.inWidth, g.inChannels],
    in: [g.outHeight, g.outWidth, g.outChannels],
    filterStrides: { in: 1, out: g.outChannels },
    origin: (g.padLeft - variant.remainder) / variant.stride + stripOf(variant).first,
    g,
  });
  dispatcher.run(convolutionShader(variant), [result, dy, filter], numbers, workgroups);
  return result;
}

function variantFor(
  direction: Variant["direction"],
  { filterWidth, strideWidth, padLeft }: Geometry,
  width: number,
  channels: number,
  bias: boolean,
  activation: Activation,
  sharing: Sharing,
): Variant {
  const tileWidth = tileAlong(width, direction === "backward" ? strideWidth : 1);
  const tileChannels = tileWithin(channels, MOST_CHANNELS);
  return {
    direction,
    filterWidth,
    stride: strideWidth,
    remainder: direction === "backward" ? padLeft % strideWidth : 0,
    tileWidth,
    tileChannels,
    widthExceeds: width % tileWidth !== 0,
    channelsOverlap: channels % tileChannels !== 0,
    bias,
    activation,
    sharing,
  };
}

type Extent = readonly [height: number, width: number, channels: number];

function layOut(
  { tileWidth, tileChannels, sharing }: Variant,
  batch: number,
  shapes: {
    readonly out: Extent;
    readonly in: Extent;
    readonly filterStrides: { readonly in: number; readonly out: number };
    readonly origin: number;
    readonly g: Geometry;
  },
): { numbers: number[]; workgroups: number } {
  const { g, origin, filterStrides } = shapes;
  const across = Math.ceil(shapes.out[1] / tileWidth);
  const strips = batch * shapes.out[0] * across;
  const workgroup = workgroupFor(sharing);
  const padded = Math.ceil(strips / workgroup) * workgroup;
  const channelTiles = Math.ceil(shapes.out[2] / tileChannels);
  const column = g.inChannels * g.outChannels;
  return {
    numbers: [
      ...shapes.out,
      ...shapes.in,
      ...[g.filterHeight, g.filterWidth * column, column, filterStrides.in, filterStrides.out],
      ...[g.strideHeight, g.padTop, origin],
      ...[across, strips, padded],
    ],
    workgroups: (padded / workgroup) * channelTiles,
  };
}

const NUMBERS = [
  ...["outHeight", "outWidth", "outChannels", "inHeight", "inWidth", "inChannels"],
  ...["filterHeight", "filterRow", "filterColumn", "filterIn", "filterOut"],
  ...["strideHeight", "padTop", "origin", "across", "strips", "padded"],
];

function convolutionShader(variant: Variant): Shader {
  const { direction, stride, tileWidth, tileChannels, bias, sharing } = variant;
  const { taps, length } = stripOf(variant);
  const read = (name: string) => ({ name, access: "read", type: "f32" }) as const;
  return {
    name: `convolution ${Object.values(variant).join(" ")}`,
    tensors: [
      { name: "result", access: "read_write", type: "f32" },
      read("x"),
      read("filters"),
      ...(bias ? [read("bias")] : []),
    ],
    numbers: NUMBERS.map((name) => ({ name, type: "i32" })),
    workgroup: workgroupFor(sharing),
    usesSubgroups: sharing === 4,
    // All lanes of a subgroup work on the same channels and share the filter's values; each has a strip of its own.
    code: () => `
  let strip = min(invocation % n.padded, n.strips - 1);
  let isOwn = invocation % n.padded < n.strips;
  let ownChannel = invocation / n.padded * ${tileChannels};
  let channel = min(ownChannel, n.outChannels - ${tileChannels});
  let left = strip % n.across * ${tileWidth};
  let y = strip / n.across % n.outHeight;
  let image = strip / (n.across * n.outHeight);
  let origin = ${direction === "forward" ? `left * ${stride}` : `left / ${stride}`} + n.origin;
${grid(tileWidth, tileChannels, (p, c) => `var sum${p}_${c} = 0.0;`)}
  for (var filterY = 0; filterY < n.filterHeight; filterY++) {
${
  direction === "forward"
    ? `let inY = y * n.strideHeight - n.padTop + filterY;
       let isRow = (inY >= 0) & (inY < n.inHeight);`
    : `let reach = y + n.padTop - filterY;
       let inY = reach / n.strideHeight;
       let isRow = (reach >= 0) & (reach % n.strideHeight == 0) & (inY < n.inHeight);`
}
    let row = (image * n.inHeight + clamp(inY, 0, n.inHeight - 1)) * n.inWidth;
${lines(
  length,
  (at) => `
    let is${at} = isRow & (origin + ${at} >= 0) & (origin + ${at} < n.inWidth);
    let place${at} = (row + clamp(origin + ${at}, 0, n.inWidth - 1)) * n.inChannels;`,
)}
    let filterStart = filterY * n.filterRow + channel * n.filterOut;
    for (var inChannel = 0; inChannel < n.inChannels; inChannel++) {
${lines(length, (at) => `let x${at} = select(0.0, x[place${at} + inChannel], is${at});`)}
${sharedGrid("f", variant.filterWidth, tileChannels, sharing, (column, out) => {
  return `filters[filterStart + inChannel * n.filterIn + ${column} * n.filterColumn + ${out} * n.filterOut]`;
})}
${taps
  .map(({ pixel, column, from }) =>
    lines(tileChannels, (c) => `sum${pixel}_${c} = fma(x${from}, f${column * tileChannels + c}, sum${pixel}_${c});`),
  )
  .join("\n")}
    }
  }
${stores(variant)}`,
  };
}

/** How the strip of in pixels under a tile is read: its taps, where it begins, and how many pixels it holds. */
function stripOf({ direction, filterWidth, stride, remainder, tileWidth }: Variant): {
  taps: readonly Tap[];
  first: number;
  length: number;
} {
  const taps: Tap[] = [];
  for (let pixel = 0; pixel < tileWidth; pixel++) {
    for (let column = 0; column < filterWidth; column++) {
      const from = direction === "forward" ? pixel * stride + column : (pixel + remainder - column) / stride;
      if (Number.isInteger(from)) taps.push({ pixel, column, from });
    }
  }
  const first = Math.min(...taps.map(({ from }) => from));
  const last = Math.max(...taps.map(({ from }) => from));
  return { taps: taps.map((tap) => ({ ...tap, from: tap.from - first })), first, length: last - first + 1 };
}

function stores({ tileWidth, tileChannels, widthExceeds, channelsOverlap, bias, activation }: Variant): string {
  const biases = bias ? lines(tileChannels, (c) => `let bias${c} = bias[channel + ${c}];`) : "";
  const pixels = lines(tileWidth, (p) => {
    const channels = lines(tileChannels, (c) => {
      const value = finished(`sum${p}_${c}`, bias ? `bias${c}` : null, activation);
      const store = `result[start + ${p} * n.outChannels + ${c}] = ${value};`;
      return channelsOverlap ? `if (channel + ${c} >= ownChannel) { ${store} }` : store;
    });
    return widthExceeds ? `if (left + ${p} < n.outWidth) {\n${channels}\n}` : channels;
  });
  return `${biases}
  let start = ((image * n.outHeight + y) * n.outWidth + left) * n.outChannels + channel;
  if (isOwn && ownChannel < n.outChannels) {
${pixels}
  }`;
}

function isRow(bias: tf.TensorInfo, channels: number): boolean {
  return bias.dtype === "float32" && bias.shape.reduce((product, size) => product * size, 1) === channels;
}

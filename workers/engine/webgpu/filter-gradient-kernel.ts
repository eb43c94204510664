/**
 * The filter gradient of a convolution for WebGPU in software. Rows of the output's gradient are dealt out in parts; an
 * invocation adds up, for up to two lines of the filter, all columns × up to 16 output channels over its part,
 * and the parts are summed afterwards in one fixed order, so that two runs agree to the last bit. tfjs' shader gives each
 * weight one invocation that goes over the whole batch.
 */
import type * as tf from "@tensorflow/tfjs";
import { readGeometry, type Geometry } from "./convolution-geometry.ts";
import type { Dispatcher, Shader } from "./dispatch.ts";
import { addUp } from "./sum-kernels.ts";
import { grid, lines, sharedGrid, tileAlong, tileWithin, workgroupFor, type Sharing } from "./tiles.ts";

type Kernel = tf.KernelFunc;

/** What a pipeline is compiled for. */
interface Variant {
  readonly filterWidth: number;
  readonly stride: number;
  /** Pixels of the output's gradient at a time. */
  readonly tileWidth: number;
  /** Whether the last of them go beyond a row. */
  readonly widthExceeds: boolean;
  readonly tileChannels: number;
  readonly channelsOverlap: boolean;
  /** Of the filter, each a row of one input channel: they share the output's gradient that the lane has loaded. */
  readonly linesPerLane: number;
  readonly sharing: Sharing;
}

const MOST_CHANNELS = 16;

const MOST_LINES = 2;

/** Filter rows × input channels are dealt to the lanes of a group: they share the output's gradient. */
const LANES = 4;

/** Parts are made until there are as many groups as this, enough for many cores. */
const ENOUGH_GROUPS = 256;

/** A replacement for `Conv2DBackpropFilter` that falls back to the stock kernel. */
export function convolutionFilterGradient(stock: Kernel, dispatcher: Dispatcher, sharing: Sharing): Kernel {
  return (call) => {
    const [x, dy] = [call.inputs["x"], call.inputs["dy"]] as [tf.TensorInfo, tf.TensorInfo];
    const { filterShape } = call.attrs as unknown as { filterShape: number[] };
    const geometry = readGeometry(x.shape, filterShape, [x, dy], call.attrs);
    return geometry === null ? stock(call) : filterGradient(x, dy, filterShape, geometry, dispatcher, sharing);
  };
}

function filterGradient(
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  shape: number[],
  g: Geometry,
  dispatcher: Dispatcher,
  sharing: Sharing,
): tf.TensorInfo {
  const tileChannels = tileWithin(g.outChannels, MOST_CHANNELS);
  const tileWidth = tileAlong(g.outWidth);
  const filterLines = g.filterHeight * g.inChannels;
  const linesPerLane = tileWithin(Math.ceil(filterLines / LANES), MOST_LINES);
  const variant: Variant = {
    filterWidth: g.filterWidth,
    stride: g.strideWidth,
    tileWidth,
    widthExceeds: g.outWidth % tileWidth !== 0,
    tileChannels,
    channelsOverlap: g.outChannels % tileChannels !== 0,
    linesPerLane,
    sharing,
  };
  const blocks = Math.ceil(filterLines / (LANES * linesPerLane));
  const channelTiles = Math.ceil(g.outChannels / tileChannels);
  const rows = g.batch * g.outHeight;
  const part = Math.ceil(rows / Math.min(rows, Math.ceil(ENOUGH_GROUPS / (blocks * channelTiles))));
  const parts = Math.ceil(rows / part);
  const groups = parts * blocks * channelTiles;
  const size = shape.reduce((product, length) => product * length, 1);
  const partial = dispatcher.makeTensor(parts === 1 ? shape : [parts, size]);
  dispatcher.run(
    filterGradientShader(variant),
    [partial, x, dy],
    [
      ...[g.inHeight, g.inWidth, g.inChannels, g.outHeight, g.outWidth, g.outChannels, g.filterHeight],
      ...[g.strideHeight, g.padTop, g.padLeft, rows, part, blocks, channelTiles, groups, size],
    ],
    Math.ceil((groups * LANES) / workgroupFor(sharing)),
  );
  if (parts === 1) return partial;
  const result = addUp({ x: partial, outer: 1, length: parts, inner: size, shape }, 1, dispatcher);
  dispatcher.release(partial);
  return result;
}

const NUMBERS = [
  ...["inHeight", "inWidth", "inChannels", "outHeight", "outWidth", "outChannels", "filterHeight"],
  ...["strideHeight", "padTop", "padLeft", "rows", "part", "blocks", "channelTiles", "groups", "size"],
];

function filterGradientShader(variant: Variant): Shader {
  const { filterWidth, stride, tileWidth, widthExceeds, tileChannels, channelsOverlap, linesPerLane, sharing } =
    variant;
  const strip = (tileWidth - 1) * stride + filterWidth;
  return {
    name: `filter gradient ${Object.values(variant).join(" ")}`,
    tensors: [
      { name: "result", access: "read_write", type: "f32" },
      { name: "x", access: "read", type: "f32" },
      { name: "dy", access: "read", type: "f32" },
    ],
    numbers: NUMBERS.map((name) => ({ name, type: "i32" })),
    workgroup: workgroupFor(sharing),
    usesSubgroups: sharing === 4,
    code: () => `
  ${sharing === 4 ? "" : `let lane = invocation % ${LANES};`}
  let asked = ${sharing === 4 ? "workgroup" : `invocation / ${LANES}`};
  let group = min(asked, n.groups - 1);
  let block = group % n.blocks;
  let ownChannel = group / n.blocks % n.channelTiles * ${tileChannels};
  let channel = min(ownChannel, n.outChannels - ${tileChannels});
  let part = group / (n.blocks * n.channelTiles);
  let last = min((part + 1) * n.part, n.rows);
${lines(
  linesPerLane,
  (own) => `
  let wanted${own} = (block * ${linesPerLane} + ${own}) * ${LANES} + lane;
  let own${own} = min(wanted${own}, n.filterHeight * n.inChannels - 1);
  let filterY${own} = own${own} / n.inChannels;
  let inChannel${own} = own${own} % n.inChannels;
${grid(filterWidth, tileChannels, (column, c) => `var sum${own}_${column}_${c} = 0.0;`)}`,
)}
  for (var left = 0; left < n.outWidth; left += ${tileWidth}) {
    let origin = left * ${stride} - n.padLeft;
${lines(
  strip,
  (at) => `
    let is${at} = (origin + ${at} >= 0) & (origin + ${at} < n.inWidth);
    let place${at} = clamp(origin + ${at}, 0, n.inWidth - 1) * n.inChannels;`,
)}
    for (var row = part * n.part; row < last; row++) {
      let image = row / n.outHeight;
      let top = (row - image * n.outHeight) * n.strideHeight - n.padTop;
      let dyStart = (row * n.outWidth + left) * n.outChannels + channel;
${sharedGrid("d", tileWidth, tileChannels, sharing, (pixel, c) => {
  if (!widthExceeds) return `dy[dyStart + ${pixel} * n.outChannels + ${c}]`;
  const inside = `min(${pixel}, n.outWidth - 1 - left)`;
  return `select(0.0, dy[dyStart + ${inside} * n.outChannels + ${c}], left + ${pixel} < n.outWidth)`;
})}
${lines(
  linesPerLane,
  (own) => `
      {
        let inY = top + filterY${own};
        let isRow = (inY >= 0) & (inY < n.inHeight);
        let inRow = (image * n.inHeight + clamp(inY, 0, n.inHeight - 1)) * n.inWidth * n.inChannels + inChannel${own};
${lines(strip, (at) => `let x${at} = select(0.0, x[inRow + place${at}], isRow & is${at});`)}
${lines(tileWidth, (pixel) =>
  grid(filterWidth, tileChannels, (column, c) => {
    const sum = `sum${own}_${column}_${c}`;
    return `${sum} = fma(x${pixel * stride + column}, d${pixel * tileChannels + c}, ${sum});`;
  }),
)}
      }`,
)}
    }
  }
${lines(
  linesPerLane,
  (own) => `
  if ((asked < n.groups) & (wanted${own} < n.filterHeight * n.inChannels)) {
    let start = part * n.size
      + (filterY${own} * ${filterWidth} * n.inChannels + inChannel${own}) * n.outChannels + channel;
${grid(filterWidth, tileChannels, (column, c) => {
  const store = `result[start + ${column} * n.inChannels * n.outChannels + ${c}] = sum${own}_${column}_${c};`;
  return channelsOverlap ? `if (channel + ${c} >= ownChannel) { ${store} }` : store;
})}
  }`,
)}`,
  };
}

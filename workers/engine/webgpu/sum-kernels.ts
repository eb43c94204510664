/**
 * Sums and means for WebGPU in software, each result added up by one invocation in a plain loop: bias gradients (over the
 * leading axes), losses (over all), rows. tfjs' own transpose first and then meet at barriers, which cost more there than
 * all matrix products of an MLP's step. Long sums are cut into parts of like length, added up one after the other: fast, and
 * with less rounding. Axes that do not lie side by side, and other types than float32, stay with tfjs.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Dispatcher, Shader } from "./dispatch.ts";

type Kernel = tf.KernelFunc;
type Call = Parameters<Kernel>[0];

/** A tensor as `[outer, length, inner]`, to be summed along its middle. */
interface Sum {
  readonly x: tf.TensorInfo;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  readonly shape: number[];
}

/** Longer sums are cut into parts. */
const LONGEST = 512;

const WORKGROUP = 16;

const SUM: Shader = {
  name: "sum",
  tensors: [
    { name: "result", access: "read_write", type: "f32" },
    { name: "x", access: "read", type: "f32" },
  ],
  numbers: [
    ...(["count", "length", "inner", "part", "parts"] as const).map((name) => ({ name, type: "i32" }) as const),
    { name: "factor", type: "f32" },
  ],
  workgroup: WORKGROUP,
  usesSubgroups: false,
  // Results lie as [outer, parts, inner]. Four sums at once, as a processor adds them.
  code: () => `
  if (invocation >= n.count) { return; }
  let inner = invocation % n.inner;
  let part = invocation / n.inner % n.parts;
  let outer = invocation / (n.inner * n.parts);
  let first = part * n.part;
  let length = min(n.part, n.length - first);
  let start = (outer * n.length + first) * n.inner + inner;
  var sums = vec4<f32>(0);
  var at = 0;
  for (; at + 4 <= length; at += 4) {
    let place = start + at * n.inner;
    sums += vec4<f32>(x[place], x[place + n.inner], x[place + 2 * n.inner], x[place + 3 * n.inner]);
  }
  var sum = (sums.x + sums.y) + (sums.z + sums.w);
  for (; at < length; at++) { sum += x[start + at * n.inner]; }
  result[invocation] = sum * n.factor;`,
};

/** A replacement for `Sum` that falls back to the stock kernel. */
export function sum(stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const wanted = readSum(call);
    return wanted === null ? stock(call) : addUp(wanted, 1, dispatcher);
  };
}

/** A replacement for `Mean` that falls back to the stock kernel. */
export function mean(stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const wanted = readSum(call);
    return wanted === null ? stock(call) : addUp(wanted, 1 / wanted.length, dispatcher);
  };
}

/** Sums `[outer, length, inner]` along its middle, times `factor`. */
export function addUp({ x, outer, length, inner, shape }: Sum, factor: number, dispatcher: Dispatcher): tf.TensorInfo {
  if (length <= LONGEST) return addParts({ x, outer, length, inner, shape }, length, factor, dispatcher);
  const part = Math.ceil(Math.sqrt(length));
  const parts = Math.ceil(length / part);
  const partial = addParts({ x, outer, length, inner, shape: [outer, parts, inner] }, part, 1, dispatcher);
  const result = addUp({ x: partial, outer, length: parts, inner, shape }, factor, dispatcher);
  dispatcher.release(partial);
  return result;
}

function addParts(
  { x, outer, length, inner, shape }: Sum,
  part: number,
  factor: number,
  dispatcher: Dispatcher,
): tf.TensorInfo {
  const parts = Math.ceil(length / part);
  const count = outer * parts * inner;
  const result = dispatcher.makeTensor(shape);
  dispatcher.run(SUM, [result, x], [count, length, inner, part, parts, factor], Math.ceil(count / WORKGROUP));
  return result;
}

/** null where the stock kernel is needed. */
function readSum({ inputs, attrs }: Call): Sum | null {
  const x = inputs["x"] as tf.TensorInfo;
  const { axis, keepDims = false } = attrs as { axis?: number | readonly number[] | null; keepDims?: boolean };
  const rank = x.shape.length;
  const given = axis === undefined || axis === null ? x.shape.map((_, at) => at) : [axis].flat();
  const axes = new Set(given.map((at) => (at < 0 ? at + rank : at)));
  const [first, last] = [Math.min(...axes), Math.max(...axes)];
  const isRange = axes.size > 0 && last - first + 1 === axes.size && first >= 0 && last < rank;
  const [outer, length, inner] = [
    sizeOf(x.shape.slice(0, first)),
    sizeOf(x.shape.slice(first, last + 1)),
    sizeOf(x.shape.slice(last + 1)),
  ];
  if (!isRange || x.dtype !== "float32" || outer * length * inner === 0) return null;
  const shape = keepDims
    ? x.shape.map((size, at) => (axes.has(at) ? 1 : size))
    : x.shape.filter((_, at) => !axes.has(at));
  return { x, outer, length, inner, shape };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

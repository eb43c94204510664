/**
 * What is done to each number alone, on the lab's own kernels: arithmetic with a matrix, a row or one number; rectifiers and
 * their gradients; dropout; and passing a tensor on without copying it, which tfjs-wasm does for every `clone`.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { dropThreshold, type DropoutAttributes } from "../../../src/training/seeded-dropout.ts";
import type { KernelModule, Operation } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;

/** `b` on the left turns a difference or a quotient round. */
const ARITHMETIC = {
  Add: { forward: 0, turned: 0 },
  Sub: { forward: 1, turned: 4 },
  Multiply: { forward: 2, turned: 2 },
  RealDiv: { forward: 3, turned: 5 },
} as const;
export type ArithmeticKernel = keyof typeof ARITHMETIC;
export const ARITHMETIC_KERNELS = Object.keys(ARITHMETIC) as ArithmeticKernel[];

const REPEAT = 6;
const ROW = 1;
const NUMBER = 2;
const COLUMN = 3;

/** A replacement for one of tfjs' arithmetic kernels: equal shapes, or one side a row, a column or a number. */
export function arithmetic(name: ArithmeticKernel, stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    if (a.dtype !== "float32" || b.dtype !== "float32") return stock(call);
    const isTurned = tf.util.sizeFromShape(b.shape) > tf.util.sizeFromShape(a.shape);
    const [large, small] = isTurned ? [b, a] : [a, b];
    const kind = kindOf(small.shape, large.shape);
    if (kind === null || tf.util.sizeFromShape(large.shape) === 0) return stock(call);
    const out = memory.makeTensor(large.shape);
    const { forward, turned } = ARITHMETIC[name];
    combine(memory.addressOf(large), small, out, kind, isTurned ? turned : forward, memory, kernels);
    return out;
  };
}

/** A replacement for `Tile` where one row, one column or one number becomes many. */
export function tile(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const { reps } = call.attrs as { reps: number[] };
    const shape = x.shape.map((length, axis) => length * (reps[axis] ?? 1));
    const kind = kindOf(x.shape, shape);
    const isPlain =
      x.dtype === "float32" &&
      reps.length === x.shape.length &&
      tf.util.sizeFromShape(shape) > tf.util.sizeFromShape(x.shape);
    if (!isPlain || kind === null) return stock(call);
    const out = memory.makeTensor(shape);
    combine(memory.addressOf(out), x, out, kind, REPEAT, memory, kernels); // what lies in `out` is not looked at
    return out;
  };
}

function combine(
  large: number,
  small: tf.TensorInfo,
  out: tf.TensorInfo,
  kind: number,
  operation: number,
  memory: TensorMemory,
  kernels: KernelModule,
): void {
  const count = tf.util.sizeFromShape(out.shape);
  const columns = columnsOf(kind, small.shape, count);
  const words = [large, memory.addressOf(small), memory.addressOf(out), count / columns, columns, kind, operation];
  kernels.run("binary", { words }, kernels.threadsFor("numbers", count));
}

/** How long a row is, for the kernel; where nothing depends on it, all is one row. */
function columnsOf(kind: number, small: number[], count: number): number {
  if (kind === ROW) return tf.util.sizeFromShape(small);
  return kind === COLUMN ? count / tf.util.sizeFromShape(small) : count;
}

/** How the smaller operand meets the larger: as a matrix (0), a row (1), a number (2), a column (3), or otherwise. */
function kindOf(small: number[], large: number[]): 0 | 1 | 2 | 3 | null {
  if (small.length > large.length) return null;
  if (tf.util.sizeFromShape(small) === 1) return NUMBER;
  if (small.length === large.length && small.every((length, axis) => length === large[axis])) return 0;
  if (small.at(-1) === large.at(-1) && tf.util.sizeFromShape(small) === small.at(-1)) return ROW;
  const isColumn = small.length === large.length && small.slice(0, -1).every((length, axis) => length === large[axis]);
  return isColumn && small.at(-1) === 1 ? COLUMN : null;
}

/** A replacement for `LeakyRelu`. */
export function leakyRelu(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const { alpha } = call.attrs as { alpha: number };
    return x.dtype === "float32" ? change("rectifier", { x, factor: alpha }, memory, kernels) : stock(call);
  };
}

/** The kernel behind `gradients.ts`: dy where x > 0, else slope · dy. */
export function rectifierGradient(memory: TensorMemory, kernels: KernelModule): Kernel {
  return ({ inputs, attrs }) => {
    const { dy, x } = inputs as { dy: tf.TensorInfo; x: tf.TensorInfo };
    const { slope } = attrs as { slope: number };
    return change("rectifierGradient", { x, dy, factor: slope }, memory, kernels);
  };
}

/** The kernel behind `src/training/seeded-dropout.ts`. */
export function seededDropout(memory: TensorMemory, kernels: KernelModule): Kernel {
  return ({ inputs, attrs }) => {
    const { rate, seed } = attrs as unknown as DropoutAttributes;
    const x = inputs["x"] as tf.TensorInfo;
    const factor = 1 / (1 - rate);
    return change("dropout", { x, factor, seed, threshold: dropThreshold(rate) }, memory, kernels);
  };
}

function change(
  operation: Operation,
  job: { x: tf.TensorInfo; dy?: tf.TensorInfo; factor: number; seed?: number; threshold?: number },
  memory: TensorMemory,
  kernels: KernelModule,
): tf.TensorInfo {
  const out = memory.makeTensor(job.x.shape);
  const count = tf.util.sizeFromShape(job.x.shape);
  const dy = job.dy === undefined ? 0 : memory.addressOf(job.dy);
  const words = [memory.addressOf(job.x), dy, memory.addressOf(out), count, job.seed ?? 0, job.threshold ?? 0];
  kernels.run(operation, { words, floats: [job.factor] }, kernels.threadsFor("numbers", count));
  return out;
}

/** A replacement for `Identity`: the same numbers under another name, as tfjs' other backends do it. */
export const identity: Kernel = ({ inputs, backend }) => {
  const { dataId, shape, dtype } = inputs["x"] as tf.TensorInfo;
  (backend as BackendWasm).incRef(dataId);
  return { dataId, shape, dtype };
};

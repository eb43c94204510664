/**
 * What is done to each number alone, on the lab's own kernels: rectifiers and their gradients, dropout, repetition; and
 * passing a tensor on without copying it, which tfjs-wasm does for every `clone`. Arithmetic stays with tfjs: its loops are
 * as fast as memory, and waking threads for them loses (`docs/speed.md`).
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { dropThreshold, type DropoutAttributes } from "../../../src/training/seeded-dropout.ts";
import type { KernelModule, Operation } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;

/** How `assembly/repeat.ts` is told what it repeats. */
const KINDS = { row: 0, column: 1, number: 2 } as const;

/** A replacement for `Tile` where one row, one column or one number becomes a matrix. */
export function tile(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const { reps } = call.attrs as { reps: number[] };
    const shape = x.shape.map((length, axis) => length * (reps[axis] ?? 1));
    const kind = kindOf(x.shape, shape);
    const count = tf.util.sizeFromShape(shape);
    if (x.dtype !== "float32" || reps.length !== x.shape.length || kind === null || count === 0) return stock(call);
    const out = memory.makeTensor(shape);
    const columns = shape.at(-1) ?? 1;
    const words = [memory.addressOf(x), memory.addressOf(out), count / columns, columns, KINDS[kind]];
    kernels.run("repeat", { words }, kernels.threadsFor("numbers", count));
    return out;
  };
}

/** What becomes the larger shape by being repeated; null for anything else. */
function kindOf(small: number[], large: number[]): keyof typeof KINDS | null {
  const size = tf.util.sizeFromShape(small);
  if (size === 1) return "number";
  if (small.at(-1) === large.at(-1) && size === small.at(-1)) return "row";
  const isColumn = small.at(-1) === 1 && small.slice(0, -1).every((length, axis) => length === large[axis]);
  return isColumn ? "column" : null;
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

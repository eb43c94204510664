/**
 * tfjs' matrix products on the lab's own kernel: all four transpositions, with bias and relu in the same pass. Other
 * activations follow in a second pass by tfjs' own kernels; shapes that are no plain product stay with tfjs.
 */
import * as tf from "@tensorflow/tfjs";
import type { KernelModule } from "./kernel-module.ts";
import { runProduct } from "./product-job.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;
type Call = Parameters<Kernel>[0];

/** Fewer rows than these, and packing B takes longer than multiplying by it: tfjs keeps it packed from call to call. */
const FEWEST_ROWS = 9;

/** Batches of smaller products than this lose to one call of tfjs. */
const FEWEST_MULTIPLY_ADDS = 256;

/** Batches of matrices with their axes named. */
interface Operands {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly shape: number[];
}

/** A replacement for `BatchMatMul` that falls back to the stock kernel. */
export function batchMatMul(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const operands = readOperands(call);
    if (operands === null) return stock(call);
    const out = memory.makeTensor(operands.shape);
    multiply(operands, out, 0, "none", memory, kernels);
    return out;
  };
}

/** A replacement for `_FusedMatMul` that falls back to the stock kernel. */
export function fusedMatMul(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const operands = readOperands(call);
    const bias = call.inputs["bias"];
    const activation = (call.attrs as { activation?: string } | undefined)?.activation ?? "linear";
    const isPlain = activation === "linear" || activation === "relu";
    if (operands === null || !isPlain || (bias !== undefined && !isRow(bias, operands.columns))) return stock(call);
    const out = memory.makeTensor(operands.shape);
    const biasAddress = bias === undefined ? 0 : memory.addressOf(bias);
    multiply(operands, out, biasAddress, activation === "relu" ? "relu" : "none", memory, kernels);
    return out;
  };
}

function multiply(
  { a, b, batch, rows, columns, depth, transposeA, transposeB }: Operands,
  out: tf.TensorInfo,
  bias: number,
  activation: "none" | "relu",
  memory: TensorMemory,
  kernels: KernelModule,
): void {
  const [addressA, addressB, addressC] = [memory.addressOf(a), memory.addressOf(b), memory.addressOf(out)];
  for (let matrix = 0; matrix < batch; matrix++) {
    runProduct(kernels, {
      a: addressA + 4 * matrix * rows * depth,
      b: addressB + 4 * matrix * depth * columns,
      c: addressC + 4 * matrix * rows * columns,
      rows,
      columns,
      depth,
      aRowStride: transposeA ? 1 : depth,
      aColumnStride: transposeA ? rows : 1,
      bRowStride: transposeB ? 1 : columns,
      bColumnStride: transposeB ? depth : 1,
      bias,
      activation,
    });
  }
}

/** null where the stock kernel is needed or faster: broadcast batches, other types, nothing or too little to multiply. */
function readOperands({ inputs, attrs }: Call): Operands | null {
  const [a, b] = [inputs["a"] as tf.TensorInfo, inputs["b"] as tf.TensorInfo];
  const { transposeA = false, transposeB = false } = attrs as { transposeA?: boolean; transposeB?: boolean };
  if (a.dtype !== "float32" || b.dtype !== "float32" || a.shape.length < 2 || b.shape.length < 2) return null;
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  if (outerA.join() !== outerB.join()) return null;
  const [a0, a1] = a.shape.slice(-2) as [number, number];
  const [b0, b1] = b.shape.slice(-2) as [number, number];
  const [rows, depth] = transposeA ? [a1, a0] : [a0, a1];
  const [depthB, columns] = transposeB ? [b1, b0] : [b0, b1];
  if (depth !== depthB || rows * columns * depth === 0) return null;
  const batch = tf.util.sizeFromShape(outerA);
  const isPacked = !transposeA && !transposeB && rows < FEWEST_ROWS && columns * depth > FEWEST_MULTIPLY_ADDS;
  if (isPacked || (batch > 1 && rows * columns * depth < FEWEST_MULTIPLY_ADDS)) return null;
  return { a, b, batch, rows, columns, depth, transposeA, transposeB, shape: [...outerA, rows, columns] };
}

function isRow(bias: tf.TensorInfo, columns: number): boolean {
  return bias.dtype === "float32" && tf.util.sizeFromShape(bias.shape) === columns;
}

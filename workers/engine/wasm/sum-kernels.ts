/** Sums and means over leading axes on the lab's own kernel: bias gradients, batch statistics, means of a loss. */
import * as tf from "@tensorflow/tfjs";
import type { KernelModule } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;

/** Chunks are summed side by side, then added up; few enough that the second pass costs nothing. */
const MOST_CHUNKS = 64;
const FEWEST_ROWS_PER_CHUNK = 64;

/** A replacement for `Sum` or `Mean` that falls back to the stock kernel. */
export function sumOverLeadingAxes(
  kind: "sum" | "mean",
  stock: Kernel,
  memory: TensorMemory,
  kernels: KernelModule,
): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const { axis, keepDims } = call.attrs as { axis: number | number[]; keepDims: boolean };
    const axes = tf.util.parseAxisParam(axis, x.shape);
    const isLeading = axes.every((value, index) => value === index);
    const rows = tf.util.sizeFromShape(x.shape.slice(0, axes.length));
    const columns = tf.util.sizeFromShape(x.shape.slice(axes.length));
    if (x.dtype !== "float32" || !isLeading || axes.length === 0 || rows * columns === 0) return stock(call);
    const kept = x.shape.slice(axes.length);
    const out = memory.makeTensor(keepDims ? [...axes.map(() => 1), ...kept] : kept);
    sumColumns(kernels, {
      x: memory.addressOf(x),
      out: memory.addressOf(out),
      rows,
      columns,
      scale: kind === "sum" ? 1 : 1 / rows,
    });
    return out;
  };
}

/** See `assembly/columns.ts`. */
export interface ColumnSumsJob {
  readonly x: number;
  readonly out: number;
  readonly rows: number;
  readonly columns: number;
  /** What each sum is multiplied by. */
  readonly scale: number;
  /** With it, sums are taken of (x − centre) · y, or of (x − centre)² where there is no y. */
  readonly centre?: number;
  readonly y?: number;
}

export function sumColumns(kernels: KernelModule, job: ColumnSumsJob): void {
  const { x, out, rows, columns, scale, centre = 0, y = 0 } = job;
  const rowsPerChunk = Math.max(FEWEST_ROWS_PER_CHUNK, Math.ceil(rows / MOST_CHUNKS));
  const chunks = Math.ceil(rows / rowsPerChunk);
  const partial = kernels.room("threads", 4 * chunks * columns);
  const words = [x, out, rows, columns, chunks, rowsPerChunk, partial, centre, y];
  kernels.run("columnSums", { words, floats: [scale] }, kernels.threadsFor("numbers", rows * columns));
}

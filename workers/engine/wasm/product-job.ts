/** One matrix product on the lab's own module, C = act(op(A) · op(B) + bias), by addresses and strides. */
import type { KernelModule } from "./kernel-module.ts";

/** See `assembly/product.ts`. Strides are in floats. */
export interface ProductJob {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly aRowStride: number;
  readonly aColumnStride: number;
  readonly bRowStride: number;
  readonly bColumnStride: number;
  /** Address of `columns` floats, or 0. */
  readonly bias: number;
  readonly activation: "none" | "relu";
}

/** As in `assembly/product.ts`. */
const TILE_COLUMNS = 8;
const THREAD_PACKING_FLOATS = 4 * 6 * 384 + 64;

export function runProduct(kernels: KernelModule, job: ProductJob): void {
  const { rows, columns, depth } = job;
  const paddedColumns = Math.ceil(columns / TILE_COLUMNS) * TILE_COLUMNS;
  const words = [
    job.a,
    job.b,
    job.c,
    rows,
    columns,
    depth,
    job.aRowStride,
    job.aColumnStride,
    job.bRowStride,
    job.bColumnStride,
    job.bias,
    job.activation === "relu" ? 1 : 0,
    kernels.room("operand", 4 * depth * paddedColumns),
    kernels.room("threads", 4 * THREAD_PACKING_FLOATS * kernels.threads),
  ];
  kernels.run("product", { words }, kernels.threadsFor("multiply-adds", rows * columns * depth));
}

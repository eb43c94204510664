/** Channels of images joined and parted, and what batch normalisation does to them, on the lab's own kernels. */
import * as tf from "@tensorflow/tfjs";
import type { KernelModule } from "./kernel-module.ts";
import { sumColumns } from "./sum-kernels.ts";
import type { TensorMemory } from "./tensor-memory.ts";

type Kernel = tf.KernelFunc;

/** A replacement for `Concat`, where neighbouring numbers are few: tfjs moves each handful by a call of its own. */
export function joinedChannels(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const parts = Object.values(call.inputs) as tf.TensorInfo[];
    const [first] = parts;
    if (first === undefined || !parts.every(isWorthIt)) return stock(call);
    const axis = tf.util.parseAxisParam((call.attrs as { axis: number }).axis, first.shape)[0] as number;
    if (axis === 0) return stock(call);
    const shapes = parts.map(({ shape }) => shape);
    tf.backend_util.assertParamsConsistent(shapes, axis);
    const out = memory.makeTensor(tf.backend_util.computeOutShape(shapes, axis));
    const rows = tf.util.sizeFromShape(out.shape.slice(0, axis));
    const toColumns = tf.util.sizeFromShape(out.shape.slice(axis));
    let to = memory.addressOf(out);
    for (const part of parts) {
      const columns = tf.util.sizeFromShape(part.shape.slice(axis));
      copy(kernels, { from: memory.addressOf(part), to, rows, columns, fromColumns: columns, toColumns });
      to += 4 * columns;
    }
    return out;
  };
}

/** A replacement for `SplitV`, which is also the gradient of `Concat`. */
export function partedChannels(stock: Kernel, memory: TensorMemory, kernels: KernelModule): Kernel {
  return (call) => {
    const x = call.inputs["x"] as tf.TensorInfo;
    const { numOrSizeSplits, axis: asked } = call.attrs as { numOrSizeSplits: number | number[]; axis: number };
    const axis = tf.util.parseAxisParam(asked, x.shape)[0] as number;
    if (!isWorthIt(x) || axis === 0) return stock(call);
    const sizes = tf.backend_util.prepareSplitSize(x, numOrSizeSplits, axis);
    const rows = tf.util.sizeFromShape(x.shape.slice(0, axis));
    const fromColumns = tf.util.sizeFromShape(x.shape.slice(axis));
    let from = memory.addressOf(x);
    return sizes.map((size) => {
      const shape = x.shape.map((length, at) => (at === axis ? size : length));
      const out = memory.makeTensor(shape);
      const columns = tf.util.sizeFromShape(shape.slice(axis));
      copy(kernels, { from, to: memory.addressOf(out), rows, columns, fromColumns, toColumns: columns });
      from += 4 * columns;
      return out;
    });
  };
}

function isWorthIt({ dtype, shape }: tf.TensorInfo): boolean {
  return dtype === "float32" && tf.util.sizeFromShape(shape) > 0;
}

interface Copy {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly columns: number;
  readonly fromColumns: number;
  readonly toColumns: number;
}

function copy(kernels: KernelModule, { from, to, rows, columns, fromColumns, toColumns }: Copy): void {
  const words = [from, to, rows, columns, fromColumns, toColumns];
  kernels.run("copyColumns", { words }, kernels.threadsFor("numbers", rows * columns));
}

/** The kernel `ChannelProducts` of `src/training/batch-normalization.ts`. */
export function channelProducts(memory: TensorMemory, kernels: KernelModule): Kernel {
  return ({ inputs }) => {
    const { x, y, centre } = inputs as { x: tf.TensorInfo; y?: tf.TensorInfo; centre: tf.TensorInfo };
    const columns = x.shape.at(-1) ?? 1;
    const out = memory.makeTensor([columns]);
    sumColumns(kernels, {
      x: memory.addressOf(x),
      out: memory.addressOf(out),
      rows: tf.util.sizeFromShape(x.shape) / columns,
      columns,
      scale: 1,
      centre: memory.addressOf(centre),
      ...(y === undefined ? {} : { y: memory.addressOf(y) }),
    });
    return out;
  };
}

/** The kernel `ScaledChannels` of `src/training/batch-normalization.ts`. */
export function scaledChannels(memory: TensorMemory, kernels: KernelModule): Kernel {
  return ({ inputs }) => {
    const { x, y, a, b, c } = inputs as Record<string, tf.TensorInfo | undefined>;
    if (x === undefined) throw new Error("Cannot scale channels: x is missing");
    const columns = x.shape.at(-1) ?? 1;
    const size = tf.util.sizeFromShape(x.shape);
    const out = memory.makeTensor(x.shape);
    const addresses = [x, y, a, b, c].map((tensor) => (tensor === undefined ? 0 : memory.addressOf(tensor)));
    const words = [...addresses, memory.addressOf(out), size / columns, columns];
    kernels.run("scaleChannels", { words }, kernels.threadsFor("numbers", size));
    return out;
  };
}

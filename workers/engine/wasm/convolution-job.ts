/**
 * Convolutions on the lab's own module, by addresses: forward, the gradient of the input and the gradient of the filter.
 * Images are NHWC, filters `[filterHeight, filterWidth, inChannels, outChannels]`, both of 32-bit floats; `in` and `out`
 * are those of the forward convolution throughout.
 */
import type { KernelModule } from "./kernel-module.ts";

/** The forward convolution that a job is about. Padding may be below zero; it then cuts pixels off. */
export interface ConvolutionShape {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** The same in both directions. */
  readonly stride: number;
}

/** Words per thread beside its padded image; as in `assembly/`. */
const TABLE_FLOATS = 16;
const CORNER_FLOATS = 64;
const BEYOND_FLOATS = 32;
const PANEL_CHANNELS = 8;

/** out = act(x ∗ filter + bias); `bias` is the address of `outChannels` floats, or 0. */
export function runConvolution(
  kernels: KernelModule,
  shape: ConvolutionShape,
  at: { readonly x: number; readonly filter: number; readonly out: number; readonly bias: number },
  activation: "none" | "relu",
): void {
  const { inChannels, outChannels, filterWidth } = shape;
  runGather(kernels, {
    ...shape,
    ...at,
    activation,
    rows: shape.outHeight,
    columns: shape.outWidth,
    filterStrides: [filterWidth * inChannels * outChannels, inChannels * outChannels, outChannels, 1],
    outTop: 0,
    outLeft: 0,
    outStride: 1,
  });
}

/**
 * dx from dy. Output pixel p took input pixels s·p + i − top, so input pixel h gives to those p with h + top − i = s·p: for
 * each remainder of h by the stride this is a convolution of dy with every s-th element of the filter, turned round.
 */
export function runInputGradient(
  kernels: KernelModule,
  shape: ConvolutionShape,
  at: { readonly dy: number; readonly filter: number; readonly dx: number },
): void {
  const { inChannels, outChannels, filterWidth, stride } = shape;
  const [rowStride, columnStride] = [filterWidth * inChannels * outChannels, inChannels * outChannels];
  for (let top = 0; top < Math.min(stride, shape.inHeight); top++) {
    const vertical = phase(top, shape.padTop, shape.filterHeight, stride);
    for (let left = 0; left < Math.min(stride, shape.inWidth); left++) {
      const horizontal = phase(left, shape.padLeft, filterWidth, stride);
      const start = vertical.last * rowStride + horizontal.last * columnStride;
      runGather(kernels, {
        batch: shape.batch,
        x: at.dy,
        filter: at.filter + 4 * Math.max(0, start),
        out: at.dx,
        bias: 0,
        activation: "none",
        inHeight: shape.outHeight,
        inWidth: shape.outWidth,
        inChannels: outChannels,
        padTop: vertical.pad,
        padLeft: horizontal.pad,
        stride: 1,
        rows: Math.ceil((shape.inHeight - top) / stride),
        columns: Math.ceil((shape.inWidth - left) / stride),
        outChannels: inChannels,
        filterHeight: vertical.length,
        filterWidth: horizontal.length,
        filterStrides: [-stride * rowStride, -stride * columnStride, 1, outChannels],
        outHeight: shape.inHeight,
        outWidth: shape.inWidth,
        outTop: top,
        outLeft: left,
        outStride: stride,
      });
    }
  }
}

/** Which filter elements reach input rows h ≡ `first` (mod stride): every stride-th, up to `last`. */
function phase(
  first: number,
  pad: number,
  length: number,
  stride: number,
): { length: number; last: number; pad: number } {
  const smallest = (((first + pad) % stride) + stride) % stride;
  const count = Math.max(0, Math.ceil((length - smallest) / stride));
  const base = (first + pad - smallest) / stride;
  return { length: count, last: smallest + stride * (count - 1), pad: count - 1 - base };
}

/** dW from x and dy. */
export function runFilterGradient(
  kernels: KernelModule,
  shape: ConvolutionShape,
  at: { readonly x: number; readonly dy: number; readonly out: number },
): void {
  const { outHeight: rows, outWidth: columns, stride, filterHeight, filterWidth, inChannels, outChannels } = shape;
  const padded = ((rows - 1) * stride + filterHeight) * ((columns - 1) * stride + filterWidth) * inChannels;
  const threadFloats = roundUp(CORNER_FLOATS + padded + BEYOND_FLOATS + rows * columns * PANEL_CHANNELS, 16);
  const words = [
    at.x,
    at.dy,
    at.out,
    shape.batch,
    shape.inHeight,
    shape.inWidth,
    inChannels,
    shape.padTop,
    shape.padLeft,
    stride,
    rows,
    columns,
    outChannels,
    filterHeight,
    filterWidth,
    kernels.room("threads", 4 * threadFloats * kernels.threads),
    threadFloats,
  ];
  const multiplyAdds = shape.batch * rows * columns * filterHeight * filterWidth * inChannels * outChannels;
  kernels.run("filterGradient", { words }, kernels.threadsFor("multiply-adds", multiplyAdds));
}

/** See `Convolution` in `assembly/convolution.ts`. */
interface Gather {
  readonly batch: number;
  readonly x: number;
  readonly filter: number;
  readonly out: number;
  readonly bias: number;
  readonly activation: "none" | "relu";
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly padTop: number;
  readonly padLeft: number;
  readonly stride: number;
  readonly rows: number;
  readonly columns: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  /** In floats, of row, column, input channel and output channel. */
  readonly filterStrides: readonly [number, number, number, number];
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outTop: number;
  readonly outLeft: number;
  readonly outStride: number;
}

function runGather(kernels: KernelModule, job: Gather): void {
  const { rows, columns, stride, filterHeight, filterWidth, inChannels, outChannels } = job;
  const height = Math.max(0, (rows - 1) * stride + filterHeight);
  const width = Math.max(0, (columns - 1) * stride + filterWidth);
  const threadFloats = roundUp(2 * TABLE_FLOATS + height * width * inChannels, 16);
  const packedFloats = filterHeight * roundUp(filterWidth * inChannels, 4) * roundUp(outChannels, PANEL_CHANNELS);
  const words = [
    job.x,
    job.filter,
    job.out,
    job.bias,
    job.activation === "relu" ? 1 : 0,
    job.batch,
    job.inHeight,
    job.inWidth,
    inChannels,
    job.padTop,
    job.padLeft,
    stride,
    rows,
    columns,
    outChannels,
    filterHeight,
    filterWidth,
    ...job.filterStrides,
    job.outHeight,
    job.outWidth,
    job.outTop,
    job.outLeft,
    job.outStride,
    kernels.room("operand", 4 * packedFloats),
    kernels.room("threads", 4 * threadFloats * kernels.threads),
    threadFloats,
  ];
  const multiplyAdds = job.batch * rows * columns * filterHeight * filterWidth * inChannels * outChannels;
  kernels.run("convolution", { words }, kernels.threadsFor("multiply-adds", multiplyAdds));
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}

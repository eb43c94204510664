import { expect } from "@esm-bundle/chai";
import {
  runConvolution,
  runFilterGradient,
  runInputGradient,
  type ConvolutionShape,
} from "../../../workers/engine/wasm/convolution-job.ts";
import { expectClose } from "../../backends.ts";
import { GuardedMemory, noise } from "./guarded-memory.ts";

/** Every product of a convolution, by its places in x, filter and out. */
function forEachProduct(shape: ConvolutionShape, visit: (x: number, filter: number, out: number) => void): void {
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = shape;
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outHeight; p++) {
      for (let q = 0; q < outWidth; q++) {
        for (let i = 0; i < filterHeight; i++) {
          for (let j = 0; j < filterWidth; j++) {
            const [row, column] = [p * shape.stride + i - shape.padTop, q * shape.stride + j - shape.padLeft];
            if (row < 0 || row >= inHeight || column < 0 || column >= inWidth) continue;
            for (let c = 0; c < inChannels; c++) {
              for (let d = 0; d < outChannels; d++) {
                visit(
                  ((b * inHeight + row) * inWidth + column) * inChannels + c,
                  ((i * filterWidth + j) * inChannels + c) * outChannels + d,
                  ((b * outHeight + p) * outWidth + q) * outChannels + d,
                );
              }
            }
          }
        }
      }
    }
  }
}

const shapeOf = (
  [batch, inHeight, inWidth, inChannels]: [number, number, number, number],
  [filterHeight, filterWidth, outChannels]: [number, number, number],
  [outHeight, outWidth]: [number, number],
  [padTop, padLeft, stride]: [number, number, number],
): ConvolutionShape => ({
  batch,
  inHeight,
  inWidth,
  inChannels,
  outHeight,
  outWidth,
  outChannels,
  filterHeight,
  filterWidth,
  padTop,
  padLeft,
  stride,
});

const shapes: [name: string, shape: ConvolutionShape][] = [
  ["one pixel, one channel", shapeOf([1, 1, 1, 1], [1, 1, 1], [1, 1], [0, 0, 1])],
  ["3 × 3, same, 8 channels", shapeOf([3, 7, 7, 8], [3, 3, 8], [7, 7], [1, 1, 1])],
  ["3 × 3, valid, 13 channels from 5", shapeOf([2, 9, 6, 5], [3, 3, 13], [7, 4], [0, 0, 1])],
  ["3 × 3, same, to 1 channel", shapeOf([2, 11, 10, 7], [3, 3, 1], [11, 10], [1, 1, 1])],
  ["3 × 3, same, from 1 channel to 16", shapeOf([2, 28, 28, 1], [3, 3, 16], [28, 28], [1, 1, 1])],
  ["3 × 3, same, 3 channels from 17", shapeOf([1, 6, 5, 17], [3, 3, 3], [6, 5], [1, 1, 1])],
  ["stride 2, even size", shapeOf([3, 8, 8, 4], [3, 3, 9], [4, 4], [0, 0, 2])],
  ["stride 2, odd size", shapeOf([2, 7, 7, 2], [3, 3, 8], [4, 4], [1, 1, 2])],
  ["5 × 5, stride 2, more padding", shapeOf([2, 12, 12, 3], [5, 5, 11], [6, 6], [1, 1, 2])],
  ["stride 3 wider than the filter", shapeOf([1, 10, 11, 2], [1, 2, 4], [4, 4], [0, 0, 3])],
  ["valid, with rows that no output reaches", shapeOf([1, 8, 9, 2], [3, 3, 5], [3, 4], [0, 0, 2])],
  ["wide padding, uneven", shapeOf([1, 5, 4, 3], [5, 3, 6], [7, 5], [4, 2, 1])],
  ["enough work for all threads", shapeOf([5, 14, 14, 16], [3, 3, 20], [14, 14], [1, 1, 1])],
];

describe("convolutions on the kernel module", () => {
  let watched: GuardedMemory;

  before(async () => {
    watched = await GuardedMemory.open();
  });
  after(() => watched.close());

  for (const [name, shape] of shapes) {
    const xCount = shape.batch * shape.inHeight * shape.inWidth * shape.inChannels;
    const filterCount = shape.filterHeight * shape.filterWidth * shape.inChannels * shape.outChannels;
    const outCount = shape.batch * shape.outHeight * shape.outWidth * shape.outChannels;
    const [x, filter, dy] = [noise(xCount, 1), noise(filterCount, 2), noise(outCount, 3)];
    const bias = noise(shape.outChannels, 4);

    it(`go forward with bias and relu inside their output: ${name}`, () => {
      const wanted = Float64Array.from({ length: outCount }, (_, at) => bias[at % shape.outChannels] as number);
      forEachProduct(
        shape,
        (i, w, o) => (wanted[o] = (wanted[o] as number) + (x[i] as number) * (filter[w] as number)),
      );
      for (const module of watched.modules) {
        const [gx, gf, gb] = [watched.place(x), watched.place(filter), watched.place(bias)];
        const out = watched.place(new Float32Array(outCount).fill(Number.NaN));
        const at = { x: gx.address, filter: gf.address, bias: gb.address, out: out.address };
        runConvolution(module, shape, at, "relu");
        expectClose(
          out.read(),
          wanted.map((value) => Math.max(0, value)),
          1e-5,
        );
        expect([gx, gf, gb, out].every((part) => part.isIntact())).to.equal(true);
      }
    });

    it(`give the input's gradient inside its tensor: ${name}`, () => {
      const wanted = new Float64Array(xCount);
      forEachProduct(
        shape,
        (i, w, o) => (wanted[i] = (wanted[i] as number) + (dy[o] as number) * (filter[w] as number)),
      );
      for (const module of watched.modules) {
        const [gdy, gf] = [watched.place(dy), watched.place(filter)];
        const dx = watched.place(new Float32Array(xCount).fill(Number.NaN));
        runInputGradient(module, shape, { dy: gdy.address, filter: gf.address, dx: dx.address });
        expectClose(dx.read(), wanted, 1e-5);
        expect([gdy, gf, dx].every((part) => part.isIntact())).to.equal(true);
      }
    });

    it(`give the filter's gradient inside its tensor, the same on any number of threads: ${name}`, () => {
      const wanted = new Float64Array(filterCount);
      forEachProduct(shape, (i, w, o) => (wanted[w] = (wanted[w] as number) + (dy[o] as number) * (x[i] as number)));
      const results = watched.modules.map((module) => {
        const [gx, gdy] = [watched.place(x), watched.place(dy)];
        const out = watched.place(new Float32Array(filterCount).fill(Number.NaN));
        runFilterGradient(module, shape, { x: gx.address, dy: gdy.address, out: out.address });
        expectClose(out.read(), wanted, 1e-5);
        expect([gx, gdy, out].every((part) => part.isIntact())).to.equal(true);
        return [...out.read()];
      });
      expect(results[1]).to.deep.equal(results[0]);
      expect(results[2]).to.deep.equal(results[0]);
    });
  }
});

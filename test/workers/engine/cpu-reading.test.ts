import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { quickenCpuReading } from "../../../workers/engine/cpu-reading.ts";

const SHAPES: readonly number[][] = [[], [5], [2, 3], [2, 3, 4], [2, 3, 4, 5], [1, 2, 3, 2, 2], [1, 2, 1, 2, 3, 2]];

/** Holds at each place the number of numbers before it. */
function counting(shape: number[]): tf.TensorBuffer<tf.Rank> {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tf.buffer(
    shape,
    "float32",
    Float32Array.from({ length: size }, (_, i) => i),
  );
}

function* placesIn([extent, ...inner]: readonly number[]): Generator<number[]> {
  if (extent === undefined) {
    yield [];
    return;
  }
  for (let place = 0; place < extent; place++) for (const rest of placesIn(inner)) yield [place, ...rest];
}

describe("reading buffers quickly", () => {
  before(() => {
    quickenCpuReading();
    quickenCpuReading();
  });

  it("finds every number of buffers of every rank", () => {
    for (const shape of SHAPES) {
      const buffer = counting(shape);
      const read = Array.from(placesIn(shape), (places) => buffer.get(...places));
      expect(read).to.deep.equal([...buffer.values]);
    }
  });

  it("refuses a place outside the buffer, as tfjs does", () => {
    const buffer = counting([2, 3, 4, 5]);
    for (const outside of [
      [2, 0, 0, 0],
      [0, 3, 0, 0],
      [0, 0, -1, 0],
      [0, 0, 0, 5],
    ]) {
      expect(() => buffer.get(...outside)).to.throw(`Requested out of range element at ${outside.join()}.`);
    }
    expect(() => counting([3]).get(3)).to.throw("Requested out of range element at 3.");
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectLikeCpu, noise } from "./against-cpu.ts";

describe("sums on WebGPU in software", () => {
  const cases: [shape: number[], axis: number | number[] | undefined][] = [
    [[1], undefined],
    [[5, 3], 0],
    [[5, 3], 1],
    [[3, 4, 5], 1],
    [
      [3, 4, 5],
      [0, 1],
    ],
    [[3, 4, 5], -1],
    [[513, 3], 0],
    [[7, 1031], 1],
    [
      [2, 29, 31, 5],
      [0, 1, 2],
    ],
    [[40_009], undefined],
  ];
  for (const [shape, axis] of cases) {
    const over = axis === undefined ? "all axes" : `axes ${[axis].flat().join(", ")}`;
    it(`add up [${shape.join(", ")}] over ${over}, and take means, without a shader of tfjs`, async () => {
      for (const keepDims of [false, true]) {
        const positive = (): tf.Tensor => tf.tensor(noise(shape, 1).dataSync().map(Math.abs), shape);
        await chooseEngine("cpu");
        const x = positive();
        const values = x.dataSync().slice();
        x.dispose();
        const total = await expectLikeCpu(() => tf.sum(tf.tensor(values, shape), axis, keepDims), 1e-5);
        const average = await expectLikeCpu(() => tf.mean(tf.tensor(values, shape), axis, keepDims), 1e-5);
        expect([total.runs, average.runs]).to.deep.equal([0, 0]);
      }
    });
  }

  it("leave axes that do not lie side by side, and whole numbers, to tfjs", async () => {
    const apart = await expectLikeCpu(() => tf.sum(noise([3, 4, 5], 1), [0, 2]), 1e-5);
    expect(apart.runs).to.be.greaterThan(0);
    const whole = await expectLikeCpu(() => tf.sum(tf.tensor([1, 2, 3, 4], [2, 2], "int32"), 0), 0);
    expect(whole.runs).to.be.greaterThan(0);
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectLikeCpu, noise } from "./against-cpu.ts";

describe("products on WebGPU in software", () => {
  // Around the tile of 16 × 8, around four steps of depth, and around four tiles side by side.
  const shapes: [rows: number, columns: number, depth: number][] = [
    [1, 1, 1],
    [1, 7, 3],
    [7, 1, 4],
    [15, 9, 5],
    [16, 8, 8],
    [17, 33, 6],
    [31, 37, 41],
    [40, 32, 12],
  ];
  for (const [rows, columns, depth] of shapes) {
    it(`multiply ${rows} × ${depth} by ${depth} × ${columns}, all transpositions, without a shader of tfjs`, async () => {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const { runs } = await expectLikeCpu(() => {
            const a = noise(transposeA ? [depth, rows] : [rows, depth], 1);
            const b = noise(transposeB ? [columns, depth] : [depth, columns], 2);
            return tf.matMul(a, b, transposeA, transposeB);
          }, 1e-5);
          expect(runs).to.equal(0);
        }
      }
    });
  }

  it("multiply by hand-checked numbers", async () => {
    await chooseEngine("webgpu");
    const product = tf.tidy(() => tf.tensor([1, 2, 3, 4], [2, 2]).matMul(tf.tensor([5, 6, 7, 8], [2, 2])));
    expect([...(await product.data())]).to.deep.equal([19, 22, 43, 50]);
    product.dispose();
  });

  it("multiply batches, and one matrix with each of a batch", async () => {
    for (const [a, b] of [
      [
        [3, 5, 7],
        [3, 7, 9],
      ],
      [
        [3, 5, 7],
        [1, 7, 9],
      ],
      [
        [1, 5, 7],
        [3, 7, 9],
      ],
    ] as const) {
      const { runs } = await expectLikeCpu(() => tf.matMul(noise([...a], 1), noise([...b], 2)), 1e-5);
      expect(runs).to.equal(0);
    }
  });

  for (const activation of ["linear", "relu", "relu6", "sigmoid", "elu"] as const) {
    it(`add a bias and apply ${activation} in the same pass`, async () => {
      const { runs } = await expectLikeCpu(
        () =>
          tf.fused.matMul({
            a: noise([17, 6], 1),
            b: noise([6, 11], 2),
            bias: noise([11], 3),
            activation,
          }),
        1e-5,
      );
      expect(runs).to.equal(0);
    });
  }

  it("let infinities and not-a-number through where they belong, and nowhere else", async () => {
    await chooseEngine("webgpu");
    const product = tf.tidy(() =>
      tf.matMul(tf.tensor([1, 1, 1, 1, 1, 0], [2, 3]), tf.tensor([1, 2, 3, 4, Infinity, Number.NaN], [3, 2])),
    );
    const [first, second, third, fourth] = await product.data();
    expect([first, third]).to.deep.equal([Infinity, Number.NaN]);
    expect([second, fourth]).to.deep.equal([Number.NaN, Number.NaN]);
    product.dispose();
  });
});

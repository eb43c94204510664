import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { expectLikeCpu, noise } from "./against-cpu.ts";

/** Both operands are larger than what tfjs may compute on the processor. */
const LARGE: [a: number[], b: number[]][] = [
  [
    [33, 32],
    [33, 32],
  ],
  [
    [37, 31],
    [37, 31],
  ],
  [[33, 32], [32]],
  [[37, 31], [31]],
  [
    [5, 8, 9, 4],
    [1, 1, 1, 4],
  ],
  [[32], [40, 32]],
  [[40, 32], []],
  [[], [37, 31]],
];

describe("work element by element on WebGPU in software", () => {
  it("reads whole numbers and truths that were cast to floats as what they are", async () => {
    await expectLikeCpu(() => {
      const [x, dy] = [noise([40, 32], 1), noise([40, 32], 2)];
      const [truths, whole] = [x.greater(0).toFloat(), x.mul(10).toInt().toFloat()];
      return tf.concat([truths.mul(dy), whole.add(dy), tf.matMul(truths, whole, false, true)], 1);
    }, 1e-5);
  });

  const binary = { add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div, squaredDifference: tf.squaredDifference };
  for (const [name, operation] of Object.entries(binary)) {
    it(`does ${name}, also with a row or a number on either side, without a shader of tfjs`, async () => {
      for (const [a, b] of LARGE) {
        const { runs } = await expectLikeCpu(() => operation(noise(a, 1), noise(b, 2)), 1e-5);
        expect(runs).to.equal(0);
      }
    });
  }

  it("leaves a column, and whole numbers, to tfjs", async () => {
    const column = await expectLikeCpu(() => tf.add(noise([40, 32], 1), noise([40, 1], 2)), 1e-6);
    const whole = await expectLikeCpu(() => tf.add(tf.ones([40, 32], "int32"), tf.ones([40, 32], "int32")), 0);
    expect(Math.min(column.runs, whole.runs)).to.be.greaterThan(0);
  });

  const unary = {
    relu: tf.relu,
    step: (x: tf.Tensor) => tf.step(x, 0.25),
    sigmoid: tf.sigmoid,
    square: tf.square,
    neg: tf.neg,
    "log of squares": (x: tf.Tensor) => x.square().log(),
  };
  for (const [name, operation] of Object.entries(unary)) {
    it(`does ${name} without a shader of tfjs`, async () => {
      for (const shape of [
        [33, 32],
        [37, 31],
      ]) {
        const { runs } = await expectLikeCpu(() => operation(noise(shape, 1)), 1e-5);
        expect(runs).to.equal(0);
      }
    });
  }
});

describe("pooling on WebGPU in software", () => {
  const cases: [x: number[], size: number | [number, number], strides: number, pad: "same" | "valid"][] = [
    [[2, 6, 8, 4], 2, 2, "same"],
    [[2, 7, 5, 3], 2, 2, "same"],
    [[2, 7, 5, 4], 2, 2, "valid"],
    [[1, 8, 10, 1], 3, 3, "same"],
    [[1, 1, 1, 5], 2, 2, "same"],
  ];
  for (const [x, size, strides, pad] of cases) {
    it(`takes the largest and its gradient: [${x.join(", ")}], ${pad}`, async () => {
      const pool = (image: tf.Tensor): tf.Tensor => tf.maxPool(image as tf.Tensor4D, size, strides, pad);
      const forward = await expectLikeCpu(() => pool(noise(x, 1)), 0);
      expect(forward.runs).to.equal(0);
      await expectLikeCpu(() => {
        const image = noise(x, 1);
        return tf.grad(pool)(image, noise(pool(image).shape, 2));
      }, 0);
    });
  }

  it("leaves the gradient of overlapping windows to tfjs", async () => {
    await expectLikeCpu(() => {
      const image = noise([1, 6, 6, 4], 1);
      return tf.grad((a: tf.Tensor) => tf.maxPool(a as tf.Tensor4D, 3, 2, "valid"))(image, noise([1, 2, 2, 4], 2));
    }, 1e-6);
  });
});

describe("enlargement on WebGPU in software", () => {
  for (const [shape, size] of [
    [
      [2, 3, 5, 4],
      [6, 10],
    ],
    [
      [2, 3, 5, 3],
      [12, 10],
    ],
    [
      [1, 1, 1, 1],
      [8, 8],
    ],
  ] as [number[], [number, number]][]) {
    it(`makes [${shape.join(", ")}] ${size.join(" × ")} and takes the gradient, without a shader of tfjs`, async () => {
      const enlarge = (image: tf.Tensor): tf.Tensor => tf.image.resizeNearestNeighbor(image as tf.Tensor4D, size);
      const forward = await expectLikeCpu(() => enlarge(noise(shape, 1)), 0);
      const factors: [number, number] = [size[0] / (shape[1] as number), size[1] / (shape[2] as number)];
      const dy = (): tf.Tensor => noise([shape[0] as number, ...size, shape[3] as number], 2);
      // tfjs-cpu's own gradient reads the first images of a batch again and again.
      const gradient = await expectLikeCpu(
        () => tf.grad(enlarge)(noise(shape, 1), dy()),
        1e-6,
        () => tf.avgPool(dy() as tf.Tensor4D, factors, factors, "valid").mul(factors[0] * factors[1]),
      );
      expect([forward.runs, gradient.runs]).to.deep.equal([0, 0]);
    });
  }

  it("leaves factors that are no power of two to tfjs", async () => {
    const { runs } = await expectLikeCpu(
      () => tf.image.resizeNearestNeighbor(noise([1, 2, 2, 1], 1) as tf.Tensor4D, [6, 6]),
      0,
    );
    expect(runs).to.be.greaterThan(0);
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectLikeCpu, noise } from "./against-cpu.ts";

type Padding = Parameters<typeof tf.conv2d>[3];
type Strides = number | [number, number];

/** A convolution, its input gradient and its filter gradient, one after the other. */
function everything(x: number[], filter: number[], strides: Strides, pad: Padding): tf.Tensor {
  const convolve = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
  const [image, weights] = [noise(x, 1), noise(filter, 2)];
  const y = convolve(image, weights);
  const [dx, dw] = tf.grads(convolve)([image, weights], noise(y.shape, 3)) as [tf.Tensor, tf.Tensor];
  return tf.concat([y.flatten(), dx.flatten(), dw.flatten()]);
}

describe("convolutions on WebGPU in software", () => {
  const cases: [name: string, x: number[], filter: number[], strides: Strides, pad: Padding][] = [
    ["3 × 3, same", [2, 7, 6, 3], [3, 3, 3, 4], 1, "same"],
    ["3 × 3, valid, on a wider image than a tile", [2, 5, 19, 3], [3, 3, 3, 4], 1, "valid"],
    ["stride 2, same, even size", [2, 8, 8, 2], [3, 3, 2, 5], 2, "same"],
    ["stride 2, same, odd size", [1, 7, 7, 2], [3, 3, 2, 5], 2, "same"],
    ["stride 2, valid, with a row that no output reaches", [1, 8, 8, 2], [3, 3, 2, 3], 2, "valid"],
    ["stride 2 down and 1 across", [1, 9, 9, 2], [3, 3, 2, 3], [2, 1], "same"],
    ["stride 1 down and 3 across", [1, 6, 11, 2], [2, 3, 2, 3], [1, 3], "valid"],
    ["stride 2, same, on an image that a wide tile goes over twice", [1, 5, 28, 1], [3, 3, 1, 8], 2, "same"],
    ["5 × 5, stride 3", [1, 11, 10, 1], [5, 5, 1, 2], 3, "valid"],
    ["4 × 4, stride 2, 13 channels", [2, 8, 8, 3], [4, 4, 3, 13], 2, "same"],
    ["1 × 1 to nine channels", [1, 3, 3, 5], [1, 1, 5, 9], 1, "same"],
    ["1 × 1, stride 2", [1, 5, 5, 2], [1, 1, 2, 3], 2, "valid"],
    ["one pixel, one channel", [1, 1, 1, 1], [1, 1, 1, 1], 1, "same"],
    [
      "paddings that differ on all sides",
      [2, 5, 6, 2],
      [3, 3, 2, 3],
      1,
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [0, 0],
      ],
    ],
    [
      "paddings that differ, stride 2",
      [2, 6, 7, 2],
      [3, 4, 2, 3],
      2,
      [
        [0, 0],
        [0, 1],
        [1, 2],
        [0, 0],
      ],
    ],
    ["17 channels in, one out", [3, 4, 4, 17], [3, 3, 17, 1], 1, "same"],
  ];
  for (const [name, x, filter, strides, pad] of cases) {
    it(`and both gradients agree with the CPU: ${name}`, async () => {
      await expectLikeCpu(() => everything(x, filter, strides, pad), 1e-5);
    });
  }

  it("run without a shader of tfjs", async () => {
    const forward = await expectLikeCpu(
      () => tf.conv2d(noise([2, 5, 5, 3], 1) as tf.Tensor4D, noise([3, 3, 3, 4], 2) as tf.Tensor4D, 1, "same"),
      1e-5,
    );
    const transposed = await expectLikeCpu(
      () =>
        tf.conv2dTranspose(
          noise([2, 4, 5, 3], 1) as tf.Tensor4D,
          noise([3, 3, 4, 3], 2) as tf.Tensor4D,
          [2, 8, 10, 4],
          2,
          "same",
        ),
      1e-5,
    );
    expect([forward.runs, transposed.runs]).to.deep.equal([0, 0]);
  });

  it("take their gradients where finite differences find them", async () => {
    await chooseEngine("webgpu");
    const [image, weights] = [noise([1, 4, 5, 2], 1), noise([3, 3, 2, 3], 2)];
    const loss = (w: tf.Tensor): tf.Scalar =>
      tf
        .conv2d(image as tf.Tensor4D, w as tf.Tensor4D, 2, "same")
        .square()
        .sum();
    const gradient = tf.tidy(() => tf.grad(loss)(weights));
    const slopes = await gradient.data();
    const base = await weights.data();
    for (const at of [0, 7, 53]) {
      const moved = [0.05, -0.05].map((by) => base.map((value, place) => (place === at ? value + by : value)));
      const [above, below] = await Promise.all(
        moved.map(async (values) => {
          const value = tf.tidy(() => loss(tf.tensor(values, [3, 3, 2, 3])));
          const [number] = await value.data();
          value.dispose();
          return number as number;
        }),
      );
      expect(((above as number) - (below as number)) / 0.1).to.be.closeTo(slopes[at] as number, 0.02);
    }
    tf.dispose([image, weights, gradient]);
  });

  for (const activation of ["linear", "relu", "sigmoid"] as const) {
    it(`add a bias and apply ${activation} in the same pass`, async () => {
      const { runs } = await expectLikeCpu(
        () =>
          tf.fused.conv2d({
            x: noise([2, 5, 6, 3], 1) as tf.Tensor4D,
            filter: noise([3, 3, 3, 5], 2) as tf.Tensor4D,
            strides: 1,
            pad: "same",
            bias: noise([5], 3),
            activation,
          }),
        1e-5,
      );
      expect(runs).to.equal(0);
    });
  }

  it("leave dilated filters and channels first to tfjs", async () => {
    const dilated = await expectLikeCpu(
      () =>
        tf.conv2d(noise([1, 7, 7, 2], 1) as tf.Tensor4D, noise([3, 3, 2, 3], 2) as tf.Tensor4D, 1, "same", "NHWC", 2),
      1e-5,
    );
    expect(dilated.runs).to.be.greaterThan(0);
  });

  it("give the same filter gradient to the last bit, twice", async () => {
    await chooseEngine("webgpu");
    const runs: Float32Array[] = [];
    for (let run = 0; run < 2; run++) {
      const result = tf.tidy(() => everything([9, 14, 13, 3], [3, 3, 3, 8], 1, "same"));
      runs.push(await result.data<"float32">());
      result.dispose();
    }
    expect(runs[0]).to.deep.equal(runs[1]);
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { onEachBackend, tensorsLeftBy } from "../../backends.ts";
import { noise } from "./guarded-memory.ts";

/** Central differences of a scalar function, one entry after the other. */
async function differences(f: (x: tf.Tensor) => tf.Tensor, values: Float32Array, shape: number[]): Promise<number[]> {
  const at = async (entry: number, change: number): Promise<number> => {
    const changed = values.slice();
    changed[entry] = (changed[entry] as number) + change;
    const result = tf.tidy(() => f(tf.tensor(changed, shape)));
    const [value] = await result.data();
    result.dispose();
    return value as number;
  };
  const step = 1e-2;
  const slopes: number[] = [];
  for (let entry = 0; entry < values.length; entry++) {
    slopes.push(((await at(entry, step)) - (await at(entry, -step))) / (2 * step));
  }
  return slopes;
}

onEachBackend("gradients", () => {
  const shape: [number, number, number, number] = [2, 3, 2, 3];
  const weights = noise(36, 5);
  const weighted = (y: tf.Tensor): tf.Tensor => y.mul(tf.tensor(weights, shape)).sum();
  // Away from the kinks, so that differences mean something.
  const values = noise(36, 1).map((value) => value + 0.1 * Math.sign(value));

  const normalize = (x: tf.Tensor, scale: tf.Tensor): tf.Tensor => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const offset = tf.tensor1d([0.1, -0.2, 0.3]);
    return tf.batchNorm(
      x as tf.Tensor4D,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      offset,
      scale as tf.Tensor1D,
      1e-3,
    );
  };

  const functions: [name: string, f: (x: tf.Tensor) => tf.Tensor][] = [
    ["relu", (x) => weighted(x.relu())],
    ["leaky relu", (x) => weighted(tf.leakyRelu(x, 0.2))],
    ["the mean over images and pixels", (x) => x.mean([0, 1, 2]).mul([1, 2, 3]).sum()],
    ["the mean over channels", (x) => x.mean(3).square().sum()],
    ["the sum over a middle axis", (x) => x.sum(1, true).square().mean()],
    [
      "enlarging every image of a batch",
      (x) =>
        tf.image
          .resizeNearestNeighbor(x as tf.Tensor4D, [6, 4])
          .square()
          .sum(),
    ],
    ["batch normalisation, statistics included", (x) => weighted(normalize(x, tf.tensor1d([1, 2, -1])))],
  ];
  for (const [name, f] of functions) {
    it(`of ${name} are the differences`, async () => {
      const x = tf.tensor(values, shape);
      const left = await tensorsLeftBy(async () => {
        const gradient = tf.grad(f)(x);
        const got = await gradient.data();
        gradient.dispose();
        const wanted = await differences(f, values, shape);
        wanted.forEach((slope, entry) => expect(got[entry]).to.be.closeTo(slope, 0.02));
      });
      expect(left).to.equal(0);
      x.dispose();
    });
  }

  it("of batch normalisation's scale and offset are the differences, with given statistics", async () => {
    const scales = Float32Array.of(1, 2, -1);
    const f = (scale: tf.Tensor): tf.Tensor => {
      const offset = scale.mul<tf.Tensor1D>(2); // what reaches the offset counts, too
      const [mean, variance] = [tf.tensor1d([0.1, 0.2, 0.3]), tf.tensor1d([1, 0.5, 2])];
      const x = tf.tensor4d(values, shape);
      return weighted(tf.batchNorm(x, mean, variance, offset, scale as tf.Tensor1D, 1e-3));
    };
    const scale = tf.tensor1d(scales);
    const gradient = tf.grad(f)(scale);
    const wanted = await differences(f, scales, [3]);
    const got = await gradient.data();
    wanted.forEach((slope, entry) => expect(got[entry]).to.be.closeTo(slope, 0.02));
    tf.dispose([scale, gradient]);
  });
});

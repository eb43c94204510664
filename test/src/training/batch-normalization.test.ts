import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { BatchNormalizationLayer } from "../../../src/networks/batch-normalization-layer.ts";
import { batchNormalization } from "../../../src/training/batch-normalization.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

/** Two pictures of 2 × 2 pixels in three channels, far from zero in the last. */
const SHAPE = [2, 2, 2, 3];
const VALUES = Float32Array.from({ length: 24 }, (_, i) => Math.sin(3 * i) + (i % 3 === 2 ? 20 : 0));
const GAMMA = [1, 2, -0.5];
const BETA = [0.1, -0.2, 0.3];
const EPSILON = 1e-3;
const WEIGHTS = Float32Array.from({ length: 24 }, (_, i) => Math.cos(2 * i));

/** What a weighted sum of the normalised values is, in doubles. */
function plainly(values: readonly number[], gamma: readonly number[], beta: readonly number[]): number {
  let total = 0;
  for (let channel = 0; channel < 3; channel++) {
    const own = values.filter((_, i) => i % 3 === channel);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
    own.forEach((value, i) => {
      const normal = (value - mean) / Math.sqrt(variance + EPSILON);
      total += (WEIGHTS[3 * i + channel] as number) * (normal * (gamma[channel] as number) + (beta[channel] as number));
    });
  }
  return total;
}

function slopes(f: (values: readonly number[]) => number, at: readonly number[]): number[] {
  const step = 1e-5;
  return at.map((_, i) => {
    const moved = (by: number): number => f(at.map((value, k) => (k === i ? value + by : value)));
    return (moved(step) - moved(-step)) / (2 * step);
  });
}

onEachBackend("batch normalisation in training", () => {
  it("has gradients that are the differences, statistics included, and leaves no tensor", async () => {
    const left = await tensorsLeftBy(async () => {
      const given = tf.tidy(() => [tf.tensor(VALUES, SHAPE), tf.tensor1d(GAMMA), tf.tensor1d(BETA)]);
      const gradients = tf.tidy(() =>
        tf.grads((...[x, gamma, beta]) => {
          const { output } = batchNormalization(x as tf.Tensor, gamma as tf.Tensor, beta as tf.Tensor, EPSILON);
          return output.mul(tf.tensor(WEIGHTS, SHAPE)).sum();
        })(given),
      );
      const [ofX, ofGamma, ofBeta] = await Promise.all(gradients.map((each) => each.data()));
      const values = [...VALUES];
      expectClose(
        ofX as Float32Array,
        slopes((x) => plainly(x, GAMMA, BETA), values),
        1e-3,
      );
      expectClose(
        ofGamma as Float32Array,
        slopes((gamma) => plainly(values, gamma, BETA), GAMMA),
        1e-3,
      );
      expectClose(
        ofBeta as Float32Array,
        slopes((beta) => plainly(values, GAMMA, beta), BETA),
        1e-3,
      );
      tf.dispose([...given, ...gradients]);
    });
    expect(left).to.equal(0);
  });

  it("normalises as TensorFlow.js' own layer does, in training and after it", async () => {
    const settings = { momentum: 0.75, epsilon: EPSILON };
    const own = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: SHAPE.slice(1) }),
        new BatchNormalizationLayer({ name: "own", ...settings }),
      ],
    });
    const stock = tf.sequential({
      layers: [tf.layers.inputLayer({ inputShape: SHAPE.slice(1) }), tf.layers.batchNormalization(settings)],
    });
    const left = await tensorsLeftBy(async () => {
      for (const training of [true, true, false]) {
        const read = async (model: tf.Sequential): Promise<Float32Array> => {
          const output = tf.tidy(() => model.apply(tf.tensor(VALUES, SHAPE), { training }) as tf.Tensor);
          const values = (await output.data<"float32">()).slice();
          output.dispose();
          return values;
        };
        expectClose(await read(own), await read(stock), 1e-4);
      }
      const weights = async (model: tf.Sequential): Promise<number[]> =>
        (await Promise.all(model.getWeights().map((weight) => weight.data()))).flatMap((values) => [...values]);
      expectClose(await weights(own), await weights(stock), 1e-5);
    });
    expect(left).to.equal(0);
    expect(own.trainableWeights.length).to.equal(2);
    own.dispose();
    stock.dispose();
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { updateDiscriminator, updateGenerator, type AdversarialPair } from "../../../src/training/adversarial.ts";
import { adam } from "../../../src/training/optimizers.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

/** One weight each: the generator scales its input by 2, the discriminator answers sigmoid(3 · x). */
function pairOfScales(): AdversarialPair {
  const scale = (weight: number, activation: "linear" | "sigmoid"): tf.Sequential => {
    const layer = tf.layers.dense({ units: 1, useBias: false, activation, inputShape: [1] });
    const model = tf.sequential({ layers: [layer] });
    const value = tf.tensor2d([[weight]]);
    layer.setWeights([value]);
    value.dispose();
    return model;
  };
  return {
    generator: scale(2, "linear"),
    discriminator: scale(3, "sigmoid"),
    generatorOptimizer: adam(0.01),
    discriminatorOptimizer: adam(0.01),
    originalLabel: 0.9,
  };
}

const weightOf = async (model: tf.LayersModel): Promise<number> =>
  (await (model.getWeights()[0] as tf.Tensor).data())[0] as number;
function release({ generator, discriminator, generatorOptimizer, discriminatorOptimizer }: AdversarialPair): void {
  for (const part of [generator, discriminator, generatorOptimizer, discriminatorOptimizer]) part.dispose();
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

onEachBackend("adversarial updates", () => {
  it("teach the discriminator with originals at 0.9 and fakes at 0, and leave the generator alone", async () => {
    const left = await tensorsLeftBy(async () => {
      const pair = pairOfScales();
      const [originals, inputs] = [tf.tensor2d([[0.5]]), tf.tensor2d([[-0.25]])];
      const loss = updateDiscriminator(pair, originals, inputs);
      const [original, fake] = [sigmoid(1.5), sigmoid(-1.5)];
      const wanted = -(0.9 * Math.log(original) + 0.1 * Math.log(1 - original) + Math.log(1 - fake)) / 2;
      expectClose(await loss.data(), [wanted], 1e-5);
      expect(await weightOf(pair.generator)).to.equal(2);
      // d/dw of the mean: ((D(x) − 0.9) · x + D(f) · f) / 2 is below zero here, so that Adam's first step adds the rate.
      expect(((original - 0.9) * 0.5 + fake * -0.5) / 2).to.be.lessThan(0);
      expect(await weightOf(pair.discriminator)).to.be.closeTo(3.01, 1e-5);
      tf.dispose([originals, inputs, loss]);
      release(pair);
    });
    expect(left).to.equal(0);
  });

  for (const fakesOf of ["moving-averages", "batch-statistics"] as const) {
    it(`show the discriminator fakes made with ${fakesOf.replace("-", " ")}`, async () => {
      const left = await tensorsLeftBy(async () => {
        const former = pairOfScales();
        former.generator.dispose();
        const norm = tf.layers.batchNormalization({ epsilon: 1e-3, inputShape: [1] });
        const pair = { ...former, generator: tf.sequential({ layers: [norm] }) };
        const [originals, inputs] = [tf.tensor2d([[0.5], [0.5]]), tf.tensor2d([[1], [3]])];
        const loss = updateDiscriminator(pair, originals, inputs, undefined, fakesOf);
        // Of a batch of 1 and 3 the mean is 2 and the variance 1; moving averages begin at 0 and 1.
        const fakes = fakesOf === "batch-statistics" ? [-1, 1] : [1, 3];
        const [original, ...verdicts] = [1.5, ...fakes.map((x) => (3 * x) / Math.sqrt(1.001))].map(sigmoid) as [number];
        const ofOriginals = -2 * (0.9 * Math.log(original) + 0.1 * Math.log(1 - original));
        const ofFakes = verdicts.reduce((sum: number, verdict) => sum - Math.log(1 - verdict), 0);
        expectClose(await loss.data(), [(ofOriginals + ofFakes) / 4], 1e-3);
        tf.dispose([originals, inputs, loss]);
        release(pair);
      });
      expect(left).to.equal(0);
    });
  }

  it("teach the generator to be taken for an original, and leave the discriminator alone", async () => {
    const left = await tensorsLeftBy(async () => {
      const pair = pairOfScales();
      const inputs = tf.tensor2d([[0.25]]);
      const loss = updateGenerator(pair, inputs);
      expectClose(await loss.data(), [-Math.log(sigmoid(1.5))], 1e-5);
      expect(await weightOf(pair.generator)).to.be.closeTo(2.01, 1e-5);
      expect(await weightOf(pair.discriminator)).to.equal(3);
      tf.dispose([inputs, loss]);
      release(pair);
    });
    expect(left).to.equal(0);
  });
});

/** Two pixels: the generator maps them linearly, then tanh; the discriminator weighs them into one probability. */
const MIX = [
  [0.4, -0.7],
  [0.9, 0.2],
];
const WEIGHING = [1.3, -0.8];
const INPUT = [0.5, -1];
const WANTED = [0.25, 0.75];
const WEIGHT = 3;

/** −ln D(first pixel made, second pixel known) + 3 · |made − wanted| in the first pixel, written out. */
function lossByHand(mix: readonly (readonly number[])[]): number {
  const made = [0, 1].map((to) => Math.tanh(INPUT.reduce((sum, x, from) => sum + x * (mix[from]?.[to] as number), 0)));
  const shown = [made[0] as number, INPUT[1] as number];
  const verdict = sigmoid(shown.reduce((sum, pixel, i) => sum + pixel * (WEIGHING[i] as number), 0));
  return -Math.log(verdict) + WEIGHT * Math.abs((made[0] as number) - (WANTED[0] as number));
}

onEachBackend("the generator's update with known pixels pasted and a second loss", () => {
  it("follows the gradient of both, by finite differences, with the pasted pixel out of reach", async () => {
    const left = await tensorsLeftBy(async () => {
      const dense = (units: number, activation: "tanh" | "sigmoid", kernel: number[][]): tf.Sequential => {
        const layer = tf.layers.dense({ units, useBias: false, activation, inputShape: [2] });
        const model = tf.sequential({ layers: [layer] });
        tf.tidy(() => layer.setWeights([tf.tensor2d(kernel)]));
        return model;
      };
      const pair: AdversarialPair = {
        generator: dense(2, "tanh", MIX),
        discriminator: dense(
          1,
          "sigmoid",
          WEIGHING.map((weight) => [weight]),
        ),
        generatorOptimizer: tf.train.sgd(1), // the weights move by the gradient itself
        discriminatorOptimizer: adam(0.01),
        originalLabel: 0.9,
      };
      const [input, hole] = [tf.tensor2d([INPUT]), tf.tensor2d([[1, 0]])];
      const known = tf.tensor2d([[0, INPUT[1] as number]]);
      const wanted = tf.tensor2d([WANTED]);
      const loss = updateGenerator(
        pair,
        input,
        (made) => made.mul(hole).add(known),
        (made) => made.sub(wanted).mul(hole).abs().sum<tf.Scalar>().mul(WEIGHT),
      );
      expectClose(await loss.data(), [lossByHand(MIX)], 1e-5);
      const moved = await (pair.generator.getWeights()[0] as tf.Tensor).data();
      const gradient = MIX.flat().map((before, i) => Math.fround(before) - (moved[i] as number));
      const numeric = MIX.flat().map((_, at) => {
        const shifted = (by: number): number[][] =>
          MIX.map((row, i) => row.map((weight, j) => (2 * i + j === at ? weight + by : weight)));
        return (lossByHand(shifted(1e-4)) - lossByHand(shifted(-1e-4))) / 2e-4;
      });
      expectClose(gradient, numeric, 1e-3);
      expect(gradient[1]).to.equal(0);
      expect(gradient[3]).to.equal(0);
      tf.dispose([input, hole, known, wanted, loss]);
      release(pair);
    });
    expect(left).to.equal(0);
  });
});

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

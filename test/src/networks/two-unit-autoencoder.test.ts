import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { codesOf, twoUnitAutoencoder } from "../../../src/networks/two-unit-autoencoder.ts";
import { Random } from "../../../src/random.ts";
import { meanSquaredLoss } from "../../../src/training/losses.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

onEachBackend("the two-unit autoencoder", () => {
  it("has 3,922 parameters, a code drawn from ±0.7 and biases of 0", async () => {
    const model = twoUnitAutoencoder(new Random(1));
    expect(model.countParams()).to.equal(3922);
    const [kernel, bias, decoder, decoderBias] = await Promise.all(
      model.getWeights().map(async (weight) => Array.from(await weight.data())),
    );
    const largest = Math.max(...(kernel as number[]).map(Math.abs));
    expect(largest).to.be.within(0.69, 0.7);
    const glorot = Math.sqrt(6 / 786);
    expect(Math.max(...(decoder as number[]).map(Math.abs))).to.be.within(0.98 * glorot, glorot);
    expect([...(bias as number[]), ...(decoderBias as number[])].every((value) => value === 0)).to.equal(true);
    model.dispose();
  });

  it("squeezes through a sigmoid and paints linearly, and learns as finite differences say", async () => {
    const left = await tensorsLeftBy(async () => {
      const model = twoUnitAutoencoder(new Random(2));
      const random = new Random(3);
      const pixels = Float32Array.from({ length: 2 * 784 }, () => (random.uniform() < 0.2 ? random.uniform() : 0));
      const weights = await Promise.all(
        model.getWeights().map(async (weight) => Float64Array.from(await weight.data())),
      );
      const x = tf.tensor2d(pixels, [2, 784]);
      const plain = reconstruct(pixels, weights);
      const codes = codesOf(model, x);
      expectClose(await codes.data(), plain.codes, 1e-4);
      const output = model.predict(x) as tf.Tensor;
      expectClose(await output.data(), plain.pictures, 1e-4);
      const { value, grads } = tf.variableGrads(() => meanSquaredLoss(x, model.apply(x) as tf.Tensor));
      for (const [i, weight] of model.trainableWeights.entries()) {
        const gradient = grads[(weight.read() as tf.Variable).name] as tf.Tensor;
        const got = await gradient.data();
        const probed = [0, 1, Math.floor(got.length / 2) | 1, got.length - 1];
        const wanted = probed.map((k) => {
          const at = (move: number): number => {
            const moved = weights.map((each) => each.slice());
            const changed = moved[i] as Float64Array;
            changed[k] = (changed[k] as number) + move;
            const { pictures } = reconstruct(pixels, moved);
            return pictures.reduce((sum, made, p) => sum + (made - (pixels[p] as number)) ** 2, 0) / pixels.length;
          };
          return (at(1e-4) - at(-1e-4)) / 2e-4;
        });
        expectClose(
          probed.map((k) => got[k] as number),
          wanted,
          1e-3,
        );
      }
      tf.dispose([x, codes, output, value, ...Object.values(grads)]);
      model.dispose();
    });
    expect(left).to.equal(0);
  });
});

/** The network in plain 64-bit arithmetic. */
function reconstruct(
  pixels: Float32Array,
  [kernel, bias, decoder, decoderBias]: readonly Float64Array[],
): { codes: number[]; pictures: number[] } {
  const codes: number[] = [];
  const pictures: number[] = [];
  for (let image = 0; image < pixels.length / 784; image++) {
    const code = [0, 1].map((unit) => {
      let sum = bias?.[unit] as number;
      for (let p = 0; p < 784; p++) sum += (pixels[image * 784 + p] as number) * (kernel?.[2 * p + unit] as number);
      return 1 / (1 + Math.exp(-sum));
    });
    codes.push(...code);
    for (let p = 0; p < 784; p++) {
      const painted = code.reduce((sum, value, unit) => sum + value * (decoder?.[784 * unit + p] as number), 0);
      pictures.push(painted + (decoderBias?.[p] as number));
    }
  }
  return { codes, pictures };
}

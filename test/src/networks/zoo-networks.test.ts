import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { convolutionalAutoencoder } from "../../../src/networks/convolutional-autoencoder.ts";
import { denoisingAutoencoder } from "../../../src/networks/denoising-autoencoder.ts";
import { multilayerAutoencoder } from "../../../src/networks/multilayer-autoencoder.ts";
import { publishedGanGenerator } from "../../../src/networks/published-gan-generator.ts";
import { SizedTransposedConvolutionLayer } from "../../../src/networks/sized-transposed-convolution-layer.ts";
import { sparseAutoencoder } from "../../../src/networks/sparse-autoencoder.ts";
import { truncatedNormal } from "../../../src/networks/truncated-normal-weights.ts";
import { twoDimensionalAutoencoder } from "../../../src/networks/two-dimensional-autoencoder.ts";
import { vanillaAutoencoder } from "../../../src/networks/vanilla-autoencoder.ts";
import { variationalDecoder, variationalEncoder } from "../../../src/networks/variational-autoencoder.ts";
import { zooGanDiscriminator } from "../../../src/networks/zoo-gan-discriminator.ts";
import { zooGanGenerator } from "../../../src/networks/zoo-gan-generator.ts";
import { Random } from "../../../src/random.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

const trainable = (model: tf.LayersModel): number =>
  model.trainableWeights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0);

describe("the zoo's networks", () => {
  before(() => chooseEngine("cpu"));

  for (const [name, build, parameters] of [
    ["vanilla", vanillaAutoencoder, 101_200],
    ["multilayer", multilayerAutoencoder, 218_192],
    ["convolutional", convolutionalAutoencoder, 4_385],
    ["sparse", sparseAutoencoder, 50_992],
    ["denoising", denoisingAutoencoder, 28_353],
    ["two-dimensional", twoDimensionalAutoencoder, 202_258],
    ["GAN discriminator", zooGanDiscriminator, 28_577],
    ["published GAN generator", publishedGanGenerator, 1_186_496],
    ["corrected GAN generator", zooGanGenerator, 1_186_497],
  ] as const) {
    it(`have the source's parameters, and release them: ${name}, ${parameters}`, async () => {
      const left = await tensorsLeftBy(async () => {
        const model = build(new Random(1));
        expect(trainable(model)).to.equal(parameters);
        model.dispose();
        await Promise.resolve();
      });
      expect(left).to.equal(0);
    });
  }

  it("have the source's parameters: VAE, 404,244 in encoder and decoder", () => {
    const [encoder, decoder] = [variationalEncoder(new Random(1)), variationalDecoder(new Random(1))];
    expect(trainable(encoder) + trainable(decoder)).to.equal(404_244);
    const [mean, logVariance] = encoder.outputs;
    expect([mean?.shape, logVariance?.shape]).to.deep.equal([
      [null, 2],
      [null, 2],
    ]);
    encoder.dispose();
    decoder.dispose();
  });

  it("draw truncated normal weights within two deviations, of deviation .88 as cutting leaves it", () => {
    const random = new Random(7);
    const values = Array.from({ length: 20_000 }, () => truncatedNormal(random));
    expect(Math.max(...values.map(Math.abs))).to.be.at.most(2);
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(square).to.be.closeTo(0.774, 0.02); // 1 − 2 · 2φ(2) / (2Φ(2) − 1)
  });
});

/** Transposed convolution as TensorFlow defines it: each input adds its multiple of the filter at 2 · place − crop. */
function transposedByHand(
  input: readonly number[],
  inSize: number,
  filter: readonly number[],
  outSize: number,
  crop: number,
): number[] {
  const output = new Array<number>(outSize * outSize).fill(0);
  for (let row = 0; row < inSize; row++) {
    for (let column = 0; column < inSize; column++) {
      for (let i = 0; i < 5; i++) {
        for (let j = 0; j < 5; j++) {
          const [y, x] = [2 * row + i - crop, 2 * column + j - crop];
          if (y < 0 || x < 0 || y >= outSize || x >= outSize) continue;
          output[y * outSize + x] =
            (output[y * outSize + x] as number) +
            (input[row * inSize + column] as number) * (filter[i * 5 + j] as number);
        }
      }
    }
  }
  return output;
}

onEachBackend("a transposed convolution of given size", () => {
  for (const [inSize, sizePx, padding, crop] of [
    [2, 3, "same", 2],
    [3, 6, "same", 1],
    [6, 12, "same", 1],
    [12, 28, "valid", 0],
    [2, 4, "same", 1],
    [4, 7, "same", 2],
    [14, 28, "same", 1],
  ] as const) {
    it(`crops as TensorFlow does: ${inSize} to ${sizePx} px, ${padding}`, async () => {
      const random = new Random(inSize);
      const numbers = (count: number): number[] => Array.from({ length: count }, () => random.between(-1, 1));
      const [input, filter] = [numbers(inSize * inSize), numbers(25)];
      const layer = new SizedTransposedConvolutionLayer({ name: "grow", filters: 1, kernelSize: 5, sizePx, padding });
      const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [inSize, inSize, 1] }), layer] });
      const output = tf.tidy(() => {
        layer.setWeights([tf.tensor(filter, [5, 5, 1, 1])]);
        return model.apply(tf.tensor(input, [1, inSize, inSize, 1])) as tf.Tensor;
      });
      expect(output.shape).to.deep.equal([1, sizePx, sizePx, 1]);
      expectClose(await output.data(), transposedByHand(input, inSize, filter, sizePx, crop), 1e-5);
      output.dispose();
      model.dispose();
    });
  }
});

onEachBackend("the published GAN's generator", () => {
  it("leaves its last row and column at tanh(0) = 0, and nothing else", async () => {
    const generator = publishedGanGenerator(new Random(2));
    const random = new Random(3);
    const z = Float32Array.from({ length: 200 }, () => random.normal());
    const output = tf.tidy(() => generator.apply(tf.tensor2d(z, [2, 100])) as tf.Tensor);
    const pixels = await output.data();
    const zeros = new Set<number>();
    pixels.forEach((value, i) => {
      if (value === 0) zeros.add(i % 784);
    });
    const edge = Array.from({ length: 784 }, (_, p) => p).filter((p) => p % 28 === 27 || p >= 27 * 28);
    expect([...zeros].sort((a, b) => a - b)).to.deep.equal(edge);
    tf.dispose(output);
    generator.dispose();
  });

  it("is blind to what is negative in z, and paints one picture by its neighbours; the corrected one does neither", async () => {
    const codes = [0.5, -1].map((rest) =>
      Float32Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? Math.sin(i) : rest)),
    );
    const negated = (codes[0] as Float32Array).map((value) => (value < 0 ? 3 * value : value));
    const paint = async (generator: tf.LayersModel, batch: readonly Float32Array[]): Promise<number[]> => {
      const output = tf.tidy(() => {
        const z = tf.tensor2d(
          batch.flatMap((code) => [...code]),
          [batch.length, 100],
        );
        return (generator.apply(z) as tf.Tensor).slice([0], [1]);
      });
      const values = [...(await output.data())];
      output.dispose();
      return values;
    };
    const difference = (a: number[], b: number[]): number =>
      Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
    for (const [build, isPublished] of [
      [publishedGanGenerator, true],
      [zooGanGenerator, false],
    ] as const) {
      const generator = build(new Random(2));
      const [code, other] = codes as [Float32Array, Float32Array];
      const alone = await paint(generator, [code]);
      expect(difference(alone, await paint(generator, [negated])) < 1e-5).to.equal(isPublished);
      expect(difference(alone, await paint(generator, [code, other])) > 1e-2).to.equal(isPublished);
      generator.dispose();
    }
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { feedForwardLoss, withCode } from "../../../src/experiments/autoencoder-zoo/feed-forward.ts";
import { sparseAutoencoder } from "../../../src/networks/sparse-autoencoder.ts";
import { variationalAutoencoder } from "../../../src/networks/variational-autoencoder.ts";
import { Random } from "../../../src/random.ts";
import { activityPenalty } from "../../../src/training/activity-penalty.ts";
import {
  logitCrossEntropy,
  updateLogitDiscriminator,
  updateLogitGenerator,
  type LogitPair,
} from "../../../src/training/logit-adversarial.ts";
import { adam } from "../../../src/training/optimizers.ts";
import { divergence, drawCode, encode, variationalLoss } from "../../../src/training/variational.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

const BATCH = 4;

async function numberOf(scalar: tf.Tensor): Promise<number> {
  const [value] = await scalar.data<"float32">();
  scalar.dispose();
  return value as number;
}

/** Compares a gradient with finite differences along itself, relative to 10⁻³. */
async function expectSlope(
  x: Float32Array,
  shape: number[],
  loss: (x: tf.Tensor) => tf.Scalar,
  step: number,
): Promise<void> {
  const gradient = tf.tidy(() => tf.grad((input) => loss(input))(tf.tensor(x, shape)));
  const values = await gradient.data<"float32">();
  gradient.dispose();
  await expectSlopeAlong(x, values, (moved) => numberOf(tf.tidy(() => loss(tf.tensor(moved, shape)))), step);
}

/** Central differences of two step sizes, extrapolated to none: long steps rise above the rounding of 32 bits. */
async function expectSlopeAlong(
  x: Float32Array,
  gradient: Float32Array,
  lossAt: (x: Float32Array) => Promise<number>,
  step: number,
): Promise<void> {
  const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
  const at = (distance: number): Promise<number> =>
    lossAt(x.map((value, i) => value + (distance * (gradient[i] as number)) / norm));
  const slope = async (h: number): Promise<number> => ((await at(h)) - (await at(-h))) / (2 * h);
  expectClose([(4 * (await slope(step)) - (await slope(2 * step))) / 3], [norm], 1e-3);
}

const drawn = (seed: number, count: number, low: number, high: number): Float32Array => {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => random.between(low, high));
};

onEachBackend("the activity penalty", () => {
  it("sums over units and the whole batch as Keras 2 does, or over one image's units", async () => {
    const code = tf.tensor2d([
      [1, 0, 2],
      [0, 3, -4],
    ]);
    expect(await numberOf(activityPenalty(code, 0.01, "batch"))).to.be.closeTo(0.1, 1e-6);
    expect(await numberOf(activityPenalty(code, 0.01, "image"))).to.be.closeTo(0.05, 1e-6);
    code.dispose();
  });

  it("is part of the sparse model's loss, whose gradient agrees with finite differences", async () => {
    const left = await tensorsLeftBy(async () => {
      const network = sparseAutoencoder(new Random(1));
      const both = withCode(network);
      const pixels = drawn(2, BATCH * 784, 0, 1);
      const batch = { input: pixels, target: pixels, size: BATCH };
      const lossWith = (sparsePenalty: number): tf.Scalar =>
        tf.tidy(() => feedForwardLoss("sparse", both, batch, { sparsePenalty, penaltyOver: "batch" }));
      const codes = tf.tidy(() => (both.apply(tf.tensor2d(pixels, [BATCH, 784])) as tf.Tensor[])[1] as tf.Tensor);
      const activity = (await codes.data<"float32">()).reduce((sum, h) => sum + h, 0);
      codes.dispose();
      const [plain, penalized] = [await numberOf(lossWith(0)), await numberOf(lossWith(1e-2))];
      expect(penalized - plain).to.be.closeTo(1e-2 * activity, 1e-5 * activity);
      const kernel = network.getLayer("code").trainableWeights[0]?.read() as tf.Variable;
      const start = Float32Array.from(await kernel.data<"float32">());
      await expectSlope(
        start,
        [784, 32],
        (weights) => {
          const code = tf
            .tensor2d(pixels, [BATCH, 784])
            .matMul(weights as tf.Tensor2D)
            .relu();
          const picture = (network.getLayer("picture").apply(code) as tf.Tensor).sub(tf.tensor2d(pixels, [BATCH, 784]));
          return picture
            .square()
            .mean<tf.Scalar>()
            .add(activityPenalty(code, 1e-2, "batch"));
        },
        1e-3,
      );
      network.dispose();
    });
    expect(left).to.equal(0);
  });
});

onEachBackend("the variational loss", () => {
  it("has the divergence of the closed form", async () => {
    // −½ Σ (1 + ln σ² − μ² − σ²): standard normal 0; μ = (1, −2), σ² = (1, 1): 2.5; μ = 0, ln σ² = (1, −1): ½ (e + 1/e − 2)
    const mean = tf.tensor2d([[0, 0], [1, -2], [0, 0]]); // prettier-ignore
    const logVariance = tf.tensor2d([[0, 0], [0, 0], [1, -1]]); // prettier-ignore
    const values = divergence(mean, logVariance);
    expectClose(await values.data(), [0, 2.5, (Math.E + 1 / Math.E - 2) / 2], 1e-6);
    const code = drawCode(mean, logVariance, mean);
    expectClose(await code.data(), [0, 0, 2, -4, 0, 0], 1e-6);
    tf.dispose([mean, logVariance, values, code]);
  });

  it("has gradients of the divergence that agree with finite differences", async () => {
    const [mean, logVariance] = [drawn(3, 2 * BATCH, -2, 2), drawn(4, 2 * BATCH, -2, 1)];
    const shape: [number, number] = [BATCH, 2];
    await expectSlope(mean, shape, (x) => divergence(x as tf.Tensor2D, tf.tensor2d(logVariance, shape)).mean(), 0.02);
    await expectSlope(logVariance, shape, (x) => divergence(tf.tensor2d(mean, shape), x as tf.Tensor2D).mean(), 0.05);
  });

  it("is the cross-entropy summed over pixels and the divergence, means over images", async () => {
    const left = await tensorsLeftBy(async () => {
      const networks = variationalAutoencoder(new Random(5));
      const pixels = drawn(6, BATCH * 784, 0, 1);
      const noise = drawn(7, BATCH * 2, -1, 1);
      const parts = tf.tidy(() => {
        const { reconstruction, divergence: kl } = variationalLoss(networks, { pixels, noise, size: BATCH });
        const pictures = tf.tensor2d(pixels, [BATCH, 784]);
        const [mean, logVariance] = encode(networks.encoder, pictures);
        const code = drawCode(mean, logVariance, tf.tensor2d(noise, [BATCH, 2]));
        const decoded = networks.decoder.apply(code) as tf.Tensor;
        return [reconstruction, kl, pictures, decoded, mean, logVariance];
      });
      const [reconstruction, kl, pictures, decoded, mean, logVariance] = await Promise.all(
        parts.map(async (part) => [...(await part.data<"float32">())]),
      );
      tf.dispose(parts);
      let entropy = 0;
      pictures?.forEach((x, i) => {
        const y = decoded?.[i] as number;
        entropy -= x * Math.log(y) + (1 - x) * Math.log(1 - y);
      });
      let distance = 0;
      mean?.forEach((mu, i) => {
        const logOf = logVariance?.[i] as number;
        distance -= 0.5 * (1 + logOf - mu * mu - Math.exp(logOf));
      });
      expectClose([...(reconstruction ?? []), ...(kl ?? [])], [entropy / BATCH, distance / BATCH], 1e-4);
      networks.encoder.dispose();
      networks.decoder.dispose();
    });
    expect(left).to.equal(0);
  });

  it("has gradients of every weight, through the drawn code, that agree with finite differences", async () => {
    // Six pixels: in a sum over 784 the differences would drown in 32 bits.
    const networks = variationalOfSixPixels();
    const batch = { pixels: drawn(9, BATCH * 6, 0, 1), noise: drawn(10, BATCH * 2, -1, 1), size: BATCH };
    const loss = (): tf.Scalar => {
      const { reconstruction, divergence: kl } = variationalLoss(networks, batch);
      return reconstruction.add<tf.Scalar>(kl);
    };
    const models = [networks.encoder, networks.decoder];
    const variables = models.flatMap(({ weights }) => weights.map((weight) => weight.read() as tf.Variable));
    expect(variables.length).to.equal(6);
    const { value, grads } = tf.variableGrads(loss, variables);
    for (const variable of variables) {
      const start = Float32Array.from(await variable.data<"float32">());
      const gradient = await (grads[variable.name] as tf.Tensor).data<"float32">();
      const at = async (values: Float32Array): Promise<number> => {
        tf.tidy(() => void variable.assign(tf.tensor(values, variable.shape)));
        return numberOf(tf.tidy(loss));
      };
      await expectSlopeAlong(start, gradient, at, 0.05);
      await at(start);
    }
    value.dispose();
    tf.dispose(grads);
    for (const model of models) model.dispose();
  });
});

function variationalOfSixPixels(): { readonly encoder: tf.LayersModel; readonly decoder: tf.LayersModel } {
  const random = new Random(8);
  const picture = tf.input({ shape: [6] });
  const heads = ["mean", "log-variance"].map(
    (name) => tf.layers.dense({ name, units: 2 }).apply(picture) as tf.SymbolicTensor,
  );
  const encoder = tf.model({ inputs: picture, outputs: heads });
  const decoder = tf.sequential({ layers: [tf.layers.dense({ units: 6, activation: "sigmoid", inputShape: [2] })] });
  for (const model of [encoder, decoder]) {
    tf.tidy(() => {
      const weights = model.getWeights().map(({ shape, size }) => {
        return tf.tensor(
          Float32Array.from({ length: size }, () => random.between(-0.5, 0.5)),
          shape,
        );
      });
      model.setWeights(weights);
    });
  }
  return { encoder, decoder };
}

/** One weight each: the generator scales its input by 2, the discriminator answers 3 · x as a logit. */
function pairOfScales(): LogitPair {
  const scale = (weight: number): tf.Sequential => {
    const layer = tf.layers.dense({ units: 1, useBias: false, inputShape: [1] });
    const model = tf.sequential({ layers: [layer] });
    tf.tidy(() => layer.setWeights([tf.tensor2d([[weight]])]));
    return model;
  };
  return {
    generator: scale(2),
    discriminator: scale(3),
    generatorOptimizer: adam(0.01),
    discriminatorOptimizer: adam(0.01),
    originalLabel: 0.9,
  };
}

onEachBackend("adversarial updates on logits", () => {
  const crossEntropy = (logit: number, label: number): number => Math.log(1 + Math.exp(logit)) - label * logit;

  it("have a cross-entropy that neither overflows nor rounds to nothing, with a gradient that agrees", async () => {
    const logits = tf.tensor1d([0, 100, -100]);
    expect(await numberOf(logitCrossEntropy(logits, 1))).to.be.closeTo((Math.LN2 + 0 + 100) / 3, 1e-4);
    logits.dispose();
    await expectSlope(Float32Array.of(0.3, -1.2, 2), [3], (x) => logitCrossEntropy(x, 0.9), 0.05);
  });

  it("add the losses of originals and fakes, and leave the other network alone", async () => {
    const left = await tensorsLeftBy(async () => {
      const pair = pairOfScales();
      const weightOf = (model: tf.LayersModel): Promise<number> =>
        numberOf((model.getWeights()[0] as tf.Tensor).clone());
      const [originals, noise] = [tf.tensor2d([[0.5]]), tf.tensor2d([[-0.25]])];
      const ofDiscriminator = await numberOf(updateLogitDiscriminator(pair, originals, noise));
      expect(ofDiscriminator).to.be.closeTo(crossEntropy(1.5, 0.9) + crossEntropy(-1.5, 0), 1e-5);
      expect(await weightOf(pair.generator)).to.equal(2);
      expect(await weightOf(pair.discriminator)).to.be.closeTo(3.01, 1e-5); // Adam's first step is the rate
      const ofGenerator = await numberOf(updateLogitGenerator(pair, noise));
      expect(ofGenerator).to.be.closeTo(crossEntropy(-0.5 * 3.01, 1), 1e-5);
      expect(await weightOf(pair.generator)).to.be.closeTo(1.99, 1e-5);
      expect(await weightOf(pair.discriminator)).to.be.closeTo(3.01, 1e-5);
      tf.dispose([originals, noise]);
      const { generator, discriminator, generatorOptimizer, discriminatorOptimizer } = pair;
      for (const part of [generator, discriminator, generatorOptimizer, discriminatorOptimizer]) part.dispose();
    });
    expect(left).to.equal(0);
  });
});

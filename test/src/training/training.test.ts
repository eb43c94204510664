import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { maskedRestorationMlp } from "../../../src/networks/masked-restoration-mlp.ts";
import { smallDigitCnn } from "../../../src/networks/small-digit-cnn.ts";
import { Random } from "../../../src/random.ts";
import { adam } from "../../../src/training/optimizers.ts";
import { fit, type Batch, type FitUpdate } from "../../../src/training/fit.ts";
import { meanSquaredLoss, softmaxCrossEntropyLoss } from "../../../src/training/losses.ts";
import { LossMeter } from "../../../src/training/loss-meter.ts";
import { expectClose, onEachBackend, tensorsLeftBy, type Backend } from "../../backends.ts";

const BATCH = 8;

function noiseBatch(random: Random): Batch {
  const target = Float32Array.from({ length: BATCH * 784 }, () => random.uniform());
  return { input: target.map((value) => (value < 0.3 ? 0 : value)), target, size: BATCH };
}

/** Losses of every step and the final weights of a small network on the current engine. */
async function trainSmall(
  steps: number,
  seed: number,
  restart: (running: Random) => Random = (running) => running,
): Promise<{ losses: number[]; weights: Float32Array }> {
  const model = maskedRestorationMlp(16, new Random(seed).stream("weights"));
  const optimizer = adam(1e-3);
  const losses: number[] = [];
  const random = new Random(seed).stream("batches");
  for await (const update of fit({
    model,
    optimizer,
    loss: meanSquaredLoss,
    inputShape: [784],
    targetShape: [784],
    epochs: steps, // one step each, so that every loss is read
    stepsPerEpoch: 1,
    batches: () => [noiseBatch(restart(random))],
    validationBatches: () => [noiseBatch(new Random(99))],
    breathe: () => Promise.resolve(),
    nowMs: () => performance.now(),
  })) {
    if (update.kind === "loss") losses.push(update.value);
  }
  const flat = tf.tidy(() => tf.concat(model.getWeights().map((weight) => weight.flatten())));
  const weights = await flat.data<"float32">();
  flat.dispose();
  optimizer.dispose();
  model.dispose();
  return { losses, weights: new Float32Array(weights) };
}

const references = new Map<string, Promise<{ losses: number[]; weights: Float32Array }>>();

/** The CPU backend's answer, computed once. */
async function onCpu(steps: number): Promise<{ losses: number[]; weights: Float32Array }> {
  const key = String(steps);
  const known = references.get(key);
  if (known !== undefined) return known;
  const current = tf.getBackend();
  await tf.setBackend("cpu");
  const result = trainSmall(steps, 1);
  references.set(key, result);
  await result;
  await tf.setBackend(current);
  return result;
}

onEachBackend("training", (backend: Backend) => {
  it("lowers the loss of a batch that it sees again and again", async () => {
    const { losses } = await trainSmall(25, 1, () => new Random(1));
    expect(losses.at(-1)).to.be.below(0.98 * (losses[0] as number));
  });

  it("gives the same weights, bit for bit, for the same seed and others for another", async () => {
    const [first, second, other] = [await trainSmall(3, 1), await trainSmall(3, 1), await trainSmall(3, 2)];
    expect([...first.weights]).to.deep.equal([...second.weights]);
    expect([...first.weights]).not.to.deep.equal([...other.weights]);
  });

  it("agrees with the CPU backend over 20 steps", async () => {
    const reference = await onCpu(20);
    await tf.setBackend(backend);
    const { losses, weights } = await trainSmall(20, 1);
    expectClose(losses, reference.losses, 1e-4);
    expectClose(weights, reference.weights, 5e-3); // Adam divides by small roots: rounding grows in the weights
  });

  it("reads with the weights that it has just learnt, in a CNN too", async () => {
    const reference = await cnnLossesOnCpu();
    await tf.setBackend(backend);
    expectClose(await cnnLosses(), reference, 2e-3);
  });

  it("leaves no tensor behind", async () => {
    await trainSmall(1, 1);
    expect(await tensorsLeftBy(async () => void (await trainSmall(3, 1)))).to.equal(0);
  });

  it("takes gradients of the MLP that agree with finite differences", async () => {
    const model = maskedRestorationMlp(8, new Random(3));
    const { input, target } = noiseBatch(new Random(4));
    await expectGradients(model, () =>
      meanSquaredLoss(tf.tensor(target, [BATCH, 784]), model.apply(tf.tensor(input, [BATCH, 784])) as tf.Tensor),
    );
    model.dispose();
  });

  it("takes gradients of the CNN that agree with finite differences", async () => {
    const model = smallDigitCnn(new Random(5));
    const pixels = Float32Array.from({ length: 2 * 784 }, (_, i) => Math.sin(i) ** 2);
    const labels = Float32Array.from({ length: 20 }, (_, i) => (i === 3 || i === 17 ? 1 : 0));
    await expectGradients(model, () =>
      softmaxCrossEntropyLoss(
        tf.tensor(labels, [2, 10]),
        model.apply(tf.tensor(pixels, [2, 28, 28, 1]), { training: true }) as tf.Tensor,
      ),
    );
    model.dispose();
  });
});

let cnnReference: Promise<number[]> | null = null;

async function cnnLossesOnCpu(): Promise<number[]> {
  if (cnnReference !== null) return cnnReference;
  const current = tf.getBackend();
  await tf.setBackend("cpu");
  cnnReference = cnnLosses();
  await cnnReference;
  await tf.setBackend(current);
  return cnnReference;
}

/** Losses while a small CNN trains, and after each step as it reads without training. */
async function cnnLosses(): Promise<number[]> {
  const model = smallDigitCnn(new Random(7));
  const optimizer = adam(1e-2);
  const losses: number[] = [];
  const pixels = Float32Array.from({ length: 2 * 784 }, (_, i) => Math.sin(i) ** 2);
  const target = Float32Array.from({ length: 20 }, (_, i) => (i % 11 === 0 ? 1 : 0));
  const batch: Batch = { input: pixels, target, size: 2 };
  for await (const update of fit({
    model,
    optimizer,
    loss: softmaxCrossEntropyLoss,
    inputShape: [28, 28, 1],
    targetShape: [10],
    epochs: 3,
    stepsPerEpoch: 1,
    batches: () => [batch],
    validationBatches: () => [batch],
    breathe: () => Promise.resolve(),
    nowMs: () => performance.now(),
  })) {
    if (update.kind === "loss") losses.push(update.value);
    if (update.kind === "epoch") losses.push(update.validation);
  }
  optimizer.dispose();
  model.dispose();
  return losses;
}

/** Compares the derivative along each weight's own gradient with a central difference along it. */
async function expectGradients(model: tf.LayersModel, loss: () => tf.Scalar): Promise<void> {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(loss, variables);
  value.dispose();
  for (const variable of variables) {
    const gradient = grads[variable.name] as tf.Tensor;
    const [norm] = await tf.tidy(() => gradient.norm()).data<"float32">();
    if ((norm as number) < 1e-6) throw new Error(`the gradient of ${variable.name} vanishes`);
    // Long enough to rise above the rounding of a 32-bit mean, short enough to cross few of relu's corners.
    const stepSize = (norm as number) > 5e-4 ? 3e-3 : 3e-2;
    const original = variable.clone();
    const at = async (sign: number): Promise<number> => {
      const moved = tf.tidy(() => original.add(gradient.mul((sign * stepSize) / (norm as number))));
      variable.assign(moved);
      const scalar = tf.tidy(loss);
      const [result] = await scalar.data<"float32">();
      tf.dispose([scalar, moved]);
      return result as number;
    };
    const slope = ((await at(1)) - (await at(-1))) / (2 * stepSize);
    variable.assign(original);
    original.dispose();
    expectClose([slope], [norm as number], 0.05 + 1e-5 / (norm as number)); // 1e-5: rounding of a 32-bit mean
  }
  tf.dispose(grads);
}

describe("fit", () => {
  it("tells every step, a validation after each epoch, and stops where it is told", async () => {
    await tf.setBackend("cpu");
    const model = maskedRestorationMlp(4, new Random(1));
    const seen: FitUpdate[] = [];
    const left = await tensorsLeftBy(async () => {
      const optimizer = adam(1e-3);
      for await (const update of fit({
        model,
        optimizer,
        loss: meanSquaredLoss,
        inputShape: [784],
        targetShape: [784],
        epochs: 5,
        stepsPerEpoch: 2,
        batches: () => [noiseBatch(new Random(1)), noiseBatch(new Random(2))],
        validationBatches: () => [noiseBatch(new Random(3))],
        breathe: () => Promise.resolve(),
        nowMs: () => performance.now(),
      })) {
        seen.push(update);
        if (update.kind === "step" && update.step === 3) break;
      }
      optimizer.dispose();
    });
    expect(seen.filter(({ kind }) => kind === "step").map(({ step }) => step)).to.deep.equal([1, 2, 3]);
    expect(seen.filter(({ kind }) => kind === "epoch").map(({ epoch }) => epoch)).to.deep.equal([1]);
    expect(left).to.equal(0);
    model.dispose();
  });

  it("says so when the loss is no longer a number", async () => {
    await tf.setBackend("cpu");
    const model = maskedRestorationMlp(4, new Random(1));
    const optimizer = adam(1e-3);
    let message = "";
    const bad = { ...noiseBatch(new Random(1)), target: new Float32Array(BATCH * 784).fill(Number.NaN) };
    try {
      for await (const update of fit({
        model,
        optimizer,
        loss: meanSquaredLoss,
        inputShape: [784],
        targetShape: [784],
        epochs: 1,
        stepsPerEpoch: 1,
        batches: () => [bad],
        validationBatches: () => [],
        breathe: () => Promise.resolve(),
        nowMs: () => performance.now(),
      })) {
        void update;
      }
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).to.contain("Training has diverged: the loss is NaN at step 1");
    optimizer.dispose();
    model.dispose();
  });
});

describe("the loss meter", () => {
  it("reads the mean per image over unequal batches, and starts anew", async () => {
    await tf.setBackend("cpu");
    const meter = new LossMeter(() => performance.now());
    meter.add(tf.scalar(1), 3);
    meter.add(tf.scalar(5), 1);
    expect(await meter.read()).to.deep.equal({ mean: 2, steps: 2 });
    expect(await meter.read()).to.equal(null);
  });

  it("asks for a reading after the first step, then for ten a second at most once the pace is known", async () => {
    await tf.setBackend("cpu");
    let now = 0;
    const meter = new LossMeter(() => now);
    const readings: number[] = [];
    for (let step = 1; step <= 300; step++) {
      now += 5; // 5 ms a step: 20 steps in a tenth of a second
      meter.add(tf.scalar(1), 1);
      if (meter.isDue()) {
        readings.push(step);
        await meter.read();
      }
    }
    expect(readings.slice(0, 5)).to.deep.equal([1, 3, 7, 15, 31]);
    expect((readings.at(-1) as number) - (readings.at(-2) as number)).to.equal(20);
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { disposePair, energyPair } from "../../../src/networks/energy-pair.ts";
import { Random } from "../../../src/random.ts";
import { contrastiveLoss, flipGradient, updateEnergyPair } from "../../../src/training/energy.ts";
import { gradientDescent } from "../../../src/training/optimizers.ts";
import { plainMlp } from "../networks/plain-mlp.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

onEachBackend("the contrastive loss", () => {
  it("is the mean softplus of the energy gap, also where exp would overflow", async () => {
    const [data, contrastive] = [tf.tensor2d([[1], [500], [-500]]), tf.tensor2d([[3], [-500], [500]])];
    const loss = contrastiveLoss(data, contrastive);
    expectClose(await loss.data(), [(Math.log(1 + Math.exp(-2)) + 1000 + 0) / 3], 1e-6);
    tf.dispose([data, contrastive, loss]);
  });

  it("has the gradients that finite differences give", async () => {
    const gaps = [-3, -0.5, 0, 0.7, 4];
    const [data, contrastive] = [tf.tensor2d(gaps, [5, 1]), tf.zeros([5, 1])];
    const [ofData, ofContrastive] = tf.grads(contrastiveLoss)([data, contrastive]) as [tf.Tensor, tf.Tensor];
    const lossAt = (moved: number): number => Math.log(1 + Math.exp(moved)) / 5;
    const wanted = gaps.map((gap) => (lossAt(gap + 1e-5) - lossAt(gap - 1e-5)) / 2e-5);
    expectClose(await ofData.data(), wanted, 1e-3);
    expectClose(
      await ofContrastive.data(),
      wanted.map((slope) => -slope),
      1e-3,
    );
    tf.dispose([data, contrastive, ofData, ofContrastive]);
  });
});

onEachBackend("the flipped gradient", () => {
  it("lets values pass and turns the sign of what comes back", async () => {
    const x = tf.tensor1d([0.25, -2]);
    const value = flipGradient(x);
    const gradient = tf.grad((v) => flipGradient(v).square())(x);
    expectClose(await value.data(), [0.25, -2], 1e-7);
    expectClose(await gradient.data(), [-0.5, 4], 1e-6);
    tf.dispose([x, value, gradient]);
  });
});

onEachBackend("a step of the energy pair", () => {
  const RATE = 3; // large, so that 32-bit weights move by much more than they are rounded
  const SHAPE: [number, number] = [2, 784];
  const random = new Random(4);
  const originals = Float32Array.from({ length: 2 * 784 }, () => random.between(-1, 1));
  const holes = Float32Array.from(originals, (_, i) => (i % 784 >= 300 && i % 784 < 500 ? 1 : 0));
  const damaged = originals.map((pixel, i) => pixel * (1 - (holes[i] as number)));
  type Shown = "damaged" | "complete";
  interface Weights {
    readonly energy: Float32Array[];
    readonly generator: Float32Array[];
  }

  const weightsOf = async (model: tf.LayersModel): Promise<Float32Array[]> =>
    await Promise.all(model.getWeights().map(async (weight) => Float32Array.from(await weight.data())));

  /** Both energies of both pictures, in plain arithmetic. */
  function energiesOf({ energy, generator }: Weights, shown: Shown): { data: number[]; contrastive: number[] } {
    const made = plainMlp(shown === "damaged" ? damaged : originals, generator, true);
    const filled = Array.from(damaged, (pixel, i) => pixel + (made[i] as number) * (holes[i] as number));
    return { data: plainMlp(originals, energy, false), contrastive: plainMlp(filled, energy, false) };
  }

  function lossOf(weights: Weights, shown: Shown): number {
    const { data, contrastive } = energiesOf(weights, shown);
    const each = data.map((value, i) => Math.log1p(Math.exp(value - (contrastive[i] as number))));
    return each.reduce((sum, value) => sum + value, 0) / each.length;
  }

  /** One step: the weights before and after it, and what it read. */
  async function step(shown: Shown): Promise<{ before: Weights; after: Weights; read: number[] }> {
    const pair = energyPair(3, new Random(6));
    const optimizer = gradientDescent(RATE);
    const batch = {
      originals: tf.tensor2d(originals, SHAPE),
      damaged: tf.tensor2d(damaged, SHAPE),
      holes: tf.tensor2d(holes, SHAPE),
    };
    const both = async (): Promise<Weights> => ({
      energy: await weightsOf(pair.energy),
      generator: await weightsOf(pair.generator),
    });
    const before = await both();
    const { loss, dataEnergy, contrastiveEnergy } = updateEnergyPair(pair, optimizer, { ...batch, shown });
    const scalars = [loss, dataEnergy, contrastiveEnergy];
    const read = await Promise.all(scalars.map(async (scalar) => (await scalar.data<"float32">())[0] as number));
    const after = await both();
    tf.dispose([...Object.values(batch), ...scalars]);
    optimizer.dispose();
    disposePair(pair);
    return { before, after, read };
  }

  for (const shown of ["damaged", "complete"] as const) {
    it(`goes down the loss in the energy net and up in the generator (${shown} pictures shown)`, async () => {
      const { before, after } = await step(shown);
      for (const [net, layer, sign, probed] of [
        ["energy", 2, -1, [0, 4, 8]], // hidden to hidden
        ["energy", 4, -1, [0, 1, 2]], // hidden to energy
        ["generator", 2, 1, [0, 4, 8]],
        ["generator", 4, 1, [300, 784 + 400, 2 * 784 + 499]], // hidden to pixels in the hole
      ] as const) {
        const weight = before[net][layer] as Float32Array;
        const slopes = probed.map((k) => {
          const at = (move: number): number => {
            const moved = Float64Array.from(weight);
            moved[k] = (moved[k] as number) + move;
            const net2 = before[net].map((each, i) => (i === layer ? moved : each)) as Float32Array[];
            return lossOf({ ...before, [net]: net2 }, shown);
          };
          return (at(1e-4) - at(-1e-4)) / 2e-4;
        });
        const moves = probed.map((k) => {
          const [from, to] = [weight[k] as number, after[net][layer]?.[k] as number];
          return (sign * (to - from)) / RATE;
        });
        expect(Math.max(...slopes.map(Math.abs))).to.be.above(1e-5);
        expectClose(moves, slopes, 1e-3);
      }
    });
  }

  it("reads loss and both energies as they were before it, and leaves no tensor", async () => {
    let taken: Awaited<ReturnType<typeof step>> | undefined;
    expect(await tensorsLeftBy(async () => void (taken = await step("damaged")))).to.equal(0);
    if (taken === undefined) return;
    const { data, contrastive } = energiesOf(taken.before, "damaged");
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const wanted = [lossOf(taken.before, "damaged"), mean(data), mean(contrastive)];
    expectClose(taken.read, wanted, 1e-5);
  });
});

onEachBackend("plain gradient descent", () => {
  it("steps by the rate times the gradient, and remembers nothing", async () => {
    const w = tf.variable(tf.tensor1d([1, -2]));
    const optimizer = gradientDescent(0.25);
    for (let step = 0; step < 3; step++) optimizer.minimize(() => w.square().sum(), false, [w]);
    expectClose(await w.data(), [0.125, -0.25], 1e-6); // halved three times
    w.dispose();
    optimizer.dispose();
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { SeededDropoutLayer } from "../../../src/networks/seeded-dropout-layer.ts";
import { Random } from "../../../src/random.ts";
import { CheckpointError } from "../../../src/results/checkpoint.ts";
import { adadelta, adam, gradientDescent, momentum, rmsProp } from "../../../src/training/optimizers.ts";
import type { ResumableOptimizer } from "../../../src/training/resumable-optimizer.ts";
import { captureParts, restoreParts, type TrainingParts } from "../../../src/training/training-parts.ts";
import { onEachBackend, tensorsLeftBy } from "../../backends.ts";

const RULES: Readonly<Record<string, () => ResumableOptimizer>> = {
  Adam: () => adam(0.01),
  "Adam with a schedule": () => adam((step) => 0.01 / step),
  momentum: () => momentum(0.1, 0.9),
  "plain descent": () => gradientDescent(0.1),
  RMSProp: () => rmsProp(0.01, { momentum: 0.5 }),
  Adadelta: () => adadelta(1),
};

interface Learner {
  readonly parts: TrainingParts;
  step(count: number): void;
  dispose(): void;
}

/** Four numbers to two, with dropout and batch normalisation, on the same two rows at each step. */
function learner(rule: () => ResumableOptimizer, units = 3): Learner {
  const random = new Random(5);
  const network = tf.sequential({
    layers: [
      tf.layers.dense({
        inputShape: [4],
        units,
        kernelInitializer: "ones",
      }),
      tf.layers.batchNormalization({}),
      new SeededDropoutLayer("dropout", 0.5, random.stream("dropout")),
      tf.layers.dense({ units: 2, kernelInitializer: "ones" }),
    ],
  });
  const optimizer = rule();
  return {
    parts: { networks: { network }, optimizers: { optimizer: [optimizer, network] } },
    step: (count) => {
      for (let i = 0; i < count; i++) {
        tf.tidy(() => {
          const input = tf.tensor2d([
            [0.1, -0.4, 0.3, 1],
            [1, 0.2, -0.7, 0.5],
          ]);
          const loss = (): tf.Scalar =>
            (network.apply(input, { training: true }) as tf.Tensor).sub(0.3).square().mean();
          optimizer.minimize(loss);
        });
      }
    },
    dispose: () => {
      network.dispose();
      optimizer.dispose();
    },
  };
}

async function numbersOf(parts: TrainingParts): Promise<unknown> {
  const { weights, counters } = await captureParts(parts);
  return { counters, weights: weights.map(({ values }) => [...values]) };
}

onEachBackend("what a training changes", () => {
  for (const [name, rule] of Object.entries(RULES)) {
    it(`trains on from its numbers, bit for bit, with ${name}`, async () => {
      const left = await tensorsLeftBy(async () => {
        const [alone, second] = [learner(rule), learner(rule)];
        alone.step(3);
        const captured = await captureParts(alone.parts);
        restoreParts(second.parts, captured);
        expect(await numbersOf(second.parts)).to.deep.equal(await numbersOf(alone.parts));
        alone.step(4);
        second.step(4);
        expect(await numbersOf(second.parts)).to.deep.equal(await numbersOf(alone.parts));
        alone.dispose();
        second.dispose();
      });
      expect(left).to.equal(0);
    });
  }

  it("is left as it was when the numbers are another network's", async () => {
    const [small, large] = [learner(() => adam(0.01), 2), learner(() => adam(0.01))];
    small.step(1);
    const before = await numbersOf(large.parts);
    let message = "";
    try {
      restoreParts(large.parts, await captureParts(small.parts));
    } catch (error) {
      expect(error).to.be.instanceOf(CheckpointError);
      message = (error as Error).message;
    }
    expect(message).to.match(/^Cannot use the state: it holds network\/.*\[4, 2\] where .*\[4, 3\] is needed\.$/);
    expect(await numbersOf(large.parts)).to.deep.equal(before);
    small.dispose();
    large.dispose();
  });
});

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { holeFillingStep } from "../../../src/bench/adversarial-workload.ts";
import { latentSearchStep } from "../../../src/bench/latent-workload.ts";
import { autoencoderStep, restorationReading, restorationStep, WORKLOADS } from "../../../src/bench/workloads.ts";
import type { RunningWorkload } from "../../../src/bench/running-workload.ts";
import { Random } from "../../../src/random.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { tensorsLeftBy } from "../../backends.ts";

async function losses(running: RunningWorkload, steps: number): Promise<number[]> {
  const values: number[] = [];
  for (let step = 0; step < steps; step++) {
    const loss = running.step();
    values.push((await loss.data())[0] as number);
    loss.dispose();
  }
  return values;
}

describe("the benchmark's workloads on wasm", () => {
  before(async () => {
    await chooseEngine("wasm");
  });

  const small: Readonly<Record<string, () => RunningWorkload>> = {
    "the MLP": () => restorationStep({ hiddenUnits: 32, batchSize: 8 }, new Random(1)),
    "the autoencoder": () => autoencoderStep({ batchSize: 8 }, new Random(1)),
    "latent search": () => latentSearchStep({ images: 2, restarts: 3, keptPixels: 400 }, new Random(1)),
  };
  for (const [name, build] of Object.entries(small)) {
    it(`lower the loss of ${name}`, async () => {
      const running = build();
      const values = await losses(running, 40);
      running.dispose();
      // Steps go round four batches: a batch is compared with itself.
      expect(values.at(-4)).to.be.lessThan((values[0] as number) * 0.95);
    });

    it(`leave no tensor of ${name}, after a step and at the end`, async () => {
      const left = await tensorsLeftBy(async () => {
        const running = build();
        await losses(running, 2); // the second step allocates nothing that the first did not
        const during = tf.memory().numTensors;
        await losses(running, 3);
        expect(tf.memory().numTensors).to.equal(during);
        running.dispose();
      });
      expect(left).to.equal(0);
    });

    it(`give the same losses of ${name} for the same seed`, async () => {
      const [first, second] = [build(), build()];
      expect(await losses(first, 3)).to.deep.equal(await losses(second, 3));
      first.dispose();
      second.dispose();
    });
  }

  it("take adversarial steps of finite loss, the same for the same seed, and leave no tensor", async () => {
    const left = await tensorsLeftBy(async () => {
      const [first, second] = [
        holeFillingStep({ batchSize: 2 }, new Random(1)),
        holeFillingStep({ batchSize: 2 }, new Random(1)),
      ];
      const values = await losses(first, 3);
      for (const value of values) expect(value).to.be.within(0.5, 5);
      expect(await losses(second, 3)).to.deep.equal(values);
      first.dispose();
      second.dispose();
    });
    expect(left).to.equal(0);
  });

  it("read with the MLP without training it, and leave no tensor", async () => {
    const left = await tensorsLeftBy(async () => {
      const running = restorationReading({ hiddenUnits: 16, images: 5 }, new Random(1));
      const [first, second] = await losses(running, 2);
      expect(first).to.equal(second);
      running.dispose();
    });
    expect(left).to.equal(0);
  });

  it("have the published networks' parameters, and their arithmetic", () => {
    const counted = Object.entries(WORKLOADS).map(([name, build]) => {
      const running = build(new Random(1));
      running.dispose();
      return [name, running.parameters, running.flopsPerStep];
    });
    const mlp = 784 * 256 + 256 * 256 + 256 * 128 + 128 * 784;
    const wide = 784 * 1024 + 1024 * 1024 + 1024 * 512 + 512 * 784;
    const convolutions = 112_896 + 225_792 + 28_224 + 9_216 + 36_864 + 225_792 + 112_896;
    const made = 225_792 + 3_612_672 + 3_612_672 + 7_225_344 + 14_450_688 + 451_584;
    const judged = 112_896 + 3_612_672 + 14_450_688 + 12_544;
    expect(counted).to.deep.equal([
      ["mlp-32", 400_784, 2 * 32 * (3 * mlp - 784 * 256)],
      ["mlp-128", 400_784, 2 * 128 * (3 * mlp - 784 * 256)],
      ["mlp-512", 400_784, 2 * 512 * (3 * mlp - 784 * 256)],
      ["mlp-512-wide", 2_780_432, 2 * 512 * (3 * wide - 784 * 1024)],
      ["conv-autoencoder", 4_385, 2 * 128 * (3 * convolutions - 112_896)],
      [
        "hole-filling-gan",
        315_521 + 382_209,
        2 * 128 * (made + 2 * (3 * judged - 112_896) + (3 * made - 225_792) + 2 * judged),
      ],
      ["latent-search", 256 * 10, 2 * 256 * 2 * (10 * 128 + 128 * 784)],
      ["inference", 400_784, 2 * 1000 * mlp],
    ]);
  });
});

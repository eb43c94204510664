import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import {
  disposePair,
  energyPair,
  energySlope,
  pairCheckpoint,
  pairFrom,
  type EnergyPair,
} from "../../../src/networks/energy-pair.ts";
import { hardtanh } from "../../../src/networks/hardtanh.ts";
import { Random } from "../../../src/random.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../../src/results/checkpoint.ts";
import { plainMlp } from "./plain-mlp.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

const uniform = (size: number, seed: number, limit: number): Float32Array => {
  const random = new Random(seed);
  return Float32Array.from({ length: size }, () => random.between(-limit, limit));
};

async function withPair(hiddenUnits: number, work: (pair: EnergyPair) => Promise<void>): Promise<void> {
  const pair = energyPair(hiddenUnits, new Random(1));
  try {
    await work(pair);
  } finally {
    disposePair(pair);
  }
}

onEachBackend("hardtanh", () => {
  it("clips to [−1, 1], and its derivative is 1 strictly inside and 0 at the bounds and beyond", async () => {
    const left = await tensorsLeftBy(async () => {
      const x = tf.tensor1d([-2, -1, -0.999, 0, 0.999, 1, 2]);
      const dy = tf.tensor1d([1, 2, 3, 4, 5, 6, 7]);
      const value = hardtanh(x);
      const gradient = tf.grad((v) => hardtanh(v))(x, dy);
      expectClose(await value.data(), [-1, -1, -0.999, 0, 0.999, 1, 1], 1e-6);
      expectClose(await gradient.data(), [0, 0, 3, 4, 5, 0, 0], 1e-6);
      tf.dispose([x, dy, value, gradient]);
    });
    expect(left).to.equal(0);
  });
});

onEachBackend("the energy pair", () => {
  it("has the published 267,009 and 468,240 parameters", async () => {
    await withPair(256, ({ energy, generator }) => {
      expect(energy.countParams()).to.equal(267_009);
      expect(generator.countParams()).to.equal(468_240);
      return Promise.resolve();
    });
  });

  it("starts as PyTorch does: weights and biases uniform within 1 / √fan_in of 0", async () => {
    await withPair(64, async ({ generator }) => {
      for (const [i, weight] of generator.getWeights().entries()) {
        const limit = 1 / Math.sqrt(i < 2 ? 784 : 64);
        const values = Array.from(await weight.data());
        const largest = Math.max(...values.map(Math.abs));
        expect(largest).to.be.at.most(limit);
        expect(largest).to.be.above(0.8 * limit);
        // A uniform's mean square is L²/3; with the fewest values, 64, it spreads by 11 %.
        const meanSquare = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect(meanSquare / (limit * limit)).to.be.closeTo(1 / 3, 0.12);
      }
    });
  });

  it("keeps pictures in [−1, 1] and computes what its layers say", async () => {
    await withPair(3, async ({ energy, generator }) => {
      const x = tf.tensor2d(uniform(2 * 784, 2, 1), [2, 784]);
      for (const [model, isBent] of [
        [energy, false],
        [generator, true],
      ] as const) {
        const weights = await Promise.all(model.getWeights().map((weight) => weight.data()));
        const output = model.predict(x) as tf.Tensor;
        const wanted = plainMlp(await x.data(), weights, isBent);
        expectClose(await output.data(), wanted, 1e-4);
        output.dispose();
      }
      x.dispose();
    });
  });

  it("knows the slope of its energy: finite differences agree", async () => {
    const left = await tensorsLeftBy(async () => {
      await withPair(4, async ({ energy }) => {
        const weights = await Promise.all(energy.getWeights().map((weight) => weight.data()));
        const pixels = uniform(784, 3, 1);
        const x = tf.tensor2d(pixels, [1, 784]);
        const slope = energySlope(energy, x);
        const got = await slope.data();
        const energyAt = (p: number, value: number): number => {
          const moved = Float64Array.from(pixels);
          moved[p] = value;
          return plainMlp(moved, weights, false)[0] as number;
        };
        const probed = [0, 100, 391, 783];
        const wanted = probed.map((p) => {
          const at = pixels[p] as number;
          return (energyAt(p, at + 1e-4) - energyAt(p, at - 1e-4)) / 2e-4;
        });
        expectClose(
          probed.map((p) => got[p] as number),
          wanted,
          1e-3,
        );
        tf.dispose([x, slope]);
      });
    });
    expect(left).to.equal(0);
  });

  it("comes back from its checkpoint as it went", async () => {
    const left = await tensorsLeftBy(async () => {
      await withPair(5, async (pair) => {
        const bytes = encodeCheckpoint(await pairCheckpoint(pair, 5, { seed: 1 }));
        const back = pairFrom(decodeCheckpoint(bytes), 5, new Random(9));
        for (const name of ["energy", "generator"] as const) {
          const [before, after] = [pair[name].getWeights(), back[name].getWeights()];
          for (const [i, weight] of before.entries()) {
            expect(await (after[i] as tf.Tensor).data()).to.deep.equal(await weight.data());
          }
        }
        disposePair(back);
      });
    });
    expect(left).to.equal(0);
  });

  it("refuses a checkpoint of another width, and leaves nothing behind", async () => {
    const left = await tensorsLeftBy(async () => {
      await withPair(5, async (pair) => {
        const checkpoint = await pairCheckpoint(pair, 5, {});
        expect(() => pairFrom(checkpoint, 6, new Random(1))).to.throw(
          'Cannot use the checkpoint: it holds "energy-pair 5" and "energy-pair 6" is needed.',
        );
      });
    });
    expect(left).to.equal(0);
  });
});

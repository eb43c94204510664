import { expect } from "@esm-bundle/chai";
import { PIXELS } from "../../../src/data/dataset.ts";
import { disposePair, energyPair, type EnergyPair } from "../../../src/networks/energy-pair.ts";
import { Random } from "../../../src/random.ts";
import { descend, energiesOf, energyDescent } from "../../../src/restorers/energy-descent.ts";
import { leaveBlack } from "../../../src/restorers/leave-black.ts";
import { fromSigned, signedWithGreyHole, toSigned } from "../../../src/restorers/signed-pixels.ts";
import { plainMlp } from "../networks/plain-mlp.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

const noPause = (): Promise<void> => Promise.resolve();
const random = new Random(8);
const COUNT = 3;
const holes = Uint8Array.from({ length: COUNT * PIXELS }, (_, i) => (i % PIXELS < 40 ? 1 : 0));
const pixels = Float32Array.from(holes, (missing) => (missing === 1 ? 0 : random.uniform()));
const images = { pixels, holes, count: COUNT };

async function withPair(work: (pair: EnergyPair) => Promise<void>): Promise<number> {
  return await tensorsLeftBy(async () => {
    const pair = energyPair(4, new Random(1));
    try {
      await work(pair);
    } finally {
      disposePair(pair);
    }
  });
}

onEachBackend("energy descent", () => {
  it("takes the step that the energy's slope says, in the hole only", async () => {
    const left = await withPair(async ({ energy }) => {
      const weights = await Promise.all(
        energy.getWeights().map(async (weight) => Float64Array.from(await weight.data())),
      );
      const start = signedWithGreyHole(images);
      const rate = 5;
      const reached = await descend(energy, start, holes, { steps: 1, rate }, noPause);
      const first = Float64Array.from(start.subarray(0, PIXELS));
      const wanted = Array.from({ length: 40 }, (_, p) => {
        const at = (move: number): number => {
          const moved = first.slice();
          moved[p] = (moved[p] as number) + move;
          return plainMlp(moved, weights, false)[0] as number;
        };
        return -rate * ((at(1e-4) - at(-1e-4)) / 2e-4); // from grey, 0
      });
      expectClose(reached.subarray(0, 40), wanted, 1e-3);
      for (let i = 0; i < start.length; i++) if (holes[i] === 0) expect(reached[i]).to.equal(start[i]);
    });
    expect(left).to.equal(0);
  });

  it("never goes up with small steps, and never leaves [−1, 1] with large ones", async () => {
    await withPair(async ({ energy }) => {
      const start = signedWithGreyHole(images);
      const before = await energiesOf(energy, start, noPause);
      const small = await descend(energy, start, holes, { steps: 10, rate: 0.05 }, noPause);
      const after = await energiesOf(energy, small, noPause);
      after.forEach((value, i) => expect(value).to.be.below(before[i] as number));
      const large = await descend(energy, start, holes, { steps: 5, rate: 100 }, noPause);
      expect(large.every((pixel) => Math.abs(pixel) <= 1)).to.equal(true);
    });
  });

  it("goes on from another restorer, or from grey, and answers in [0, 1]", async () => {
    await withPair(async ({ energy }) => {
      const still = { steps: 0, rate: 1 };
      const fromGrey = await energyDescent(energy, "grey", still, noPause).restore(images);
      expect([...fromGrey.subarray(0, 40)].every((pixel) => pixel === 0.5)).to.equal(true);
      const fromBlack = await energyDescent(energy, leaveBlack, still, noPause).restore(images);
      expectClose(fromBlack, pixels, 1e-6);
    });
  });
});

describe("signed pixels", () => {
  it("run from −1 over 0 to 1, and back", () => {
    expect([...toSigned(Float32Array.of(0, 0.5, 1))]).to.deep.equal([-1, 0, 1]);
    expect([...fromSigned(Float32Array.of(-1, 0, 1))]).to.deep.equal([0, 0.5, 1]);
    const damaged = { pixels: Float32Array.of(1, 0, 0.5), holes: Uint8Array.of(0, 1, 0) };
    expect([...signedWithGreyHole(damaged)]).to.deep.equal([1, 0, 0]);
  });
});

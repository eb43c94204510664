import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { drawsFrom } from "../../../../src/experiments/hole-filling-gan/draws.ts";
import {
  holeError,
  PairTraining,
  type PairSettings,
} from "../../../../src/experiments/hole-filling-gan/pair-training.ts";
import { Random } from "../../../../src/random.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectClose, onEachBackend, tensorsLeftBy, tinyImages } from "../../../backends.ts";

const SETTINGS: PairSettings = {
  generatorRate: 2e-4,
  discriminatorRate: 4e-4,
  originalLabel: 0.9,
  fakes: "moving-averages",
  composite: false,
  reconstruction: "none",
  reconstructionWeight: 0,
};

function training(change: Partial<PairSettings>): PairTraining {
  const random = new Random(3);
  const draws = drawsFrom(tinyImages(4, 1), { batchSize: 2, maskDraws: "once" }, random);
  return new PairTraining({ ...SETTINGS, ...change }, draws, random.stream("weights"));
}

async function valueOf(scalar: tf.Scalar): Promise<number> {
  const [value] = await scalar.data<"float32">();
  scalar.dispose();
  return value as number;
}

onEachBackend("the error in the hole", () => {
  it("is the mean over the missing pixels alone, and so is its gradient, by finite differences", async () => {
    const [made, wanted] = [
      [0.3, -0.5, 0.9, 0.1],
      [0.5, -1, 0.2, -1],
    ];
    const left = await tensorsLeftBy(async () => {
      for (const kind of ["absolute", "squared"] as const) {
        const byHand = (at: readonly number[]): number => {
          const differences = [0, 1].map((i) => Math.abs((at[i] as number) - (wanted[i] as number)));
          return differences.reduce((sum, d) => sum + (kind === "absolute" ? d : d * d), 0) / 2;
        };
        const numeric = made.map((_, i) => {
          const shifted = (by: number): number[] => made.map((x, j) => (i === j ? x + by : x));
          return (byHand(shifted(1e-4)) - byHand(shifted(-1e-4))) / 2e-4;
        });
        const { value, grad } = tf.tidy(() => {
          const error = (x: tf.Tensor): tf.Scalar => holeError(kind, x, tf.tensor1d(wanted), tf.tensor1d([1, 1, 0, 0]));
          return tf.valueAndGrad(error)(tf.tensor1d(made));
        });
        expectClose(await value.data(), [byHand(made)], 1e-5);
        expectClose(await grad.data(), numeric, 1e-3);
        tf.dispose([value, grad]);
      }
    });
    expect(left).to.equal(0);
  });
});

describe("the pair of the hole-filling GAN", () => {
  before(async () => void (await chooseEngine("wasm")));

  it("has 315,521 and 382,209 parameters", () => {
    const pair = training({});
    expect(pair.generator.countParams()).to.equal(315_521);
    expect(pair.parameters).to.equal(315_521 + 382_209);
    pair.dispose();
  });

  it("changes the generator, moving averages included, only when the generator learns", async () => {
    const left = await tensorsLeftBy(async () => {
      const pair = training({});
      const weights = async (): Promise<number[]> => {
        const sums = tf.tidy(() => tf.stack(pair.generator.getWeights().map((weight) => weight.abs().sum())));
        const values = [...(await sums.data())];
        sums.dispose();
        return values;
      };
      const start = await weights();
      await valueOf(pair.updateDiscriminator());
      expect(await weights()).to.deep.equal(start);
      await valueOf(pair.updateGenerator());
      const changed = await weights();
      const same = pair.generator.weights.filter((_, i) => changed[i] === start[i]).map(({ name }) => name);
      expect(same).to.deep.equal([]);
      pair.dispose();
    });
    expect(left).to.equal(0);
  });

  it("adds the weighted error in the hole to the generator's loss", async () => {
    const losses: number[] = [];
    for (const reconstructionWeight of [0, 1, 3]) {
      const pair = training({ composite: true, reconstruction: "squared", reconstructionWeight });
      losses.push(await valueOf(pair.updateGenerator()));
      pair.dispose();
    }
    const [without, once, thrice] = losses as [number, number, number];
    expect(once).to.be.greaterThan(without + 0.01);
    expect(thrice - without).to.be.closeTo(3 * (once - without), 1e-4);
  });

  it("starts with the same losses for the same seed", async () => {
    const firstLosses = async (): Promise<number[]> => {
      const pair = training({});
      const losses = [await valueOf(pair.updateDiscriminator()), await valueOf(pair.updateGenerator())];
      pair.dispose();
      return losses;
    };
    expect(await firstLosses()).to.deep.equal(await firstLosses());
  });
});

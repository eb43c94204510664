import { expect } from "@esm-bundle/chai";
import { run as zoo } from "../../../src/experiments/autoencoder-zoo/run.ts";
import { autoencoderZoo, type ZooValues } from "../../../src/experiments/autoencoder-zoo/spec.ts";
import { run as energyInpainting } from "../../../src/experiments/energy-inpainting/run.ts";
import { energyInpainting as energySpec } from "../../../src/experiments/energy-inpainting/spec.ts";
import { run as holeFillingGan } from "../../../src/experiments/hole-filling-gan/run.ts";
import { holeFillingGan as ganSpec } from "../../../src/experiments/hole-filling-gan/spec.ts";
import { keepCheckpoint, keptUnder } from "../../../src/experiments/kept-restorers.ts";
import { run as latentInpainting } from "../../../src/experiments/latent-inpainting/run.ts";
import { latentInpainting as latentSpec } from "../../../src/experiments/latent-inpainting/spec.ts";
import { run as restorationUnet } from "../../../src/experiments/restoration-unet/run.ts";
import { restorationUnet as unetSpec } from "../../../src/experiments/restoration-unet/spec.ts";
import { run as twoUnitEmbedding } from "../../../src/experiments/two-unit-embedding/run.ts";
import { twoUnitEmbedding as twoUnitSpec } from "../../../src/experiments/two-unit-embedding/spec.ts";
import { checkpointOf } from "../../../src/networks/checkpoints.ts";
import { DIGIT_JUDGE, digitJudge } from "../../../src/networks/digit-judge.ts";
import { Random } from "../../../src/random.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { memoryShelf, tinyDataset } from "../../backends.ts";
import { expectTheSame } from "./interrupted.ts";

const DATASET = tinyDataset(24, 6);
const dataset = (): Promise<typeof DATASET> => Promise.resolve(DATASET);

const ZOO: ZooValues = {
  ...autoencoderZoo.presets.quick.values,
  trainImages: 0,
  testImages: 0,
  epochs: 2,
  batchSize: 6,
  ganSteps: 7,
  ganBatchSize: 4,
};

/** Trained the same, interrupted or not. On the engine in plain JavaScript only what is small enough for it. */
const TRAININGS = {
  "dense networks, by Adam, Adadelta, RMSProp": {
    engines: ["cpu", "wasm"],
    run: async () => {
      for (const optimizer of ["published", "adadelta", "rmsprop"] as const) {
        const values = { ...ZOO, model: "vanilla" as const, optimizer };
        expect(await expectTheSame(zoo, values, [1, 2], { dataset }), optimizer).to.equal(2);
      }
    },
  },
  "the denoising autoencoder with fresh noise": {
    engines: ["wasm"],
    run: async () => {
      const values = { ...ZOO, model: "denoising" as const, noiseDraws: "every-epoch" as const };
      expect(await expectTheSame(zoo, values, [2, 2], { dataset })).to.equal(2);
    },
  },
  "the variational autoencoder, whose validation draws codes": {
    engines: ["cpu", "wasm"],
    run: async () => {
      const values = { ...ZOO, model: "vae" as const, epochs: 3 };
      expect(await expectTheSame(zoo, values, [2, 3, 2], { dataset })).to.equal(3);
    },
  },
  "both variants of the zoo's GAN": {
    engines: ["wasm"],
    run: async () => {
      const values = { ...ZOO, model: "gan" as const, ganVariant: "both" as const };
      expect(await expectTheSame(zoo, values, [2, 2, 6], { dataset })).to.equal(3);
    },
  },
  "the two-unit embedding": {
    engines: ["cpu", "wasm"],
    run: async () => {
      const values = { ...twoUnitSpec.presets.quick.values, digits: [5, 7], epochs: 3, batchSize: 8, repeats: 1 };
      expect(await expectTheSame(twoUnitEmbedding, values, [1, 4], { dataset })).to.equal(2);
    },
  },
  "the U-Net: schedule, batch normalisation, fresh holes": {
    engines: ["wasm"],
    run: async () => {
      const change = { testImages: 2, stripeWidths: [3], patchSizes: [9], steps: 19, batchSize: 2, warmUpSteps: 3 };
      const values = { ...unetSpec.presets.quick.values, ...change, pcaComponents: 3, judge: false };
      expect(await expectTheSame(restorationUnet, values, [3, 1, 9], { dataset })).to.equal(3);
    },
  },
  "the pair of the hole-filling GAN, with dropout": {
    engines: ["wasm"],
    run: async () => {
      const change = { batchSize: 2, trainImages: 8, epochs: 2, pcaComponents: 2, maskDraws: "every-batch" as const };
      const values = { ...ganSpec.presets.quick.values, ...change };
      expect(
        await expectTheSame(holeFillingGan, values, [1, 3, 1], { dataset, shelf: await shelfWithJudge() }),
      ).to.equal(3);
    },
  },
  "the energy pair": {
    engines: ["cpu", "wasm"],
    run: async () => {
      const change = { hiddenUnits: 4, epochs: 12, batchSize: 10, components: [1, 3], descentSteps: 2 };
      const values = { ...energySpec.presets.quick.values, ...change, descentPath: [0, 2], repeats: 2 };
      expect(await expectTheSame(energyInpainting, values, [2, 9, 4, 30], { dataset })).to.equal(4);
    },
  },
  "latent inpainting's generators": {
    engines: ["wasm"],
    run: async () => {
      for (const generator of ["train-vae", "train-gan"] as const) {
        const change = { N: [300], images: 2, restarts: 2, steps: 3, trainingEpochs: 1, generator };
        const values = { ...latentSpec.presets.quick.values, ...change };
        const large = { dataset: () => Promise.resolve(tinyDataset(300, 6)) };
        expect(await expectTheSame(latentInpainting, values, [1, 2], large), generator).to.equal(2);
      }
    },
  },
} as const;

describe("an interrupted training ends as if it had never been interrupted", () => {
  for (const [what, { engines, run }] of Object.entries(TRAININGS)) {
    for (const engine of engines) {
      it(`${what}, on ${engine}`, async function () {
        this.timeout(300_000);
        await chooseEngine(engine);
        await run();
      });
    }
  }
});

/** An untrained judge, because training one takes longer than everything else here. */
async function shelfWithJudge(): Promise<ReturnType<typeof memoryShelf>> {
  const shelf = memoryShelf();
  const network = digitJudge(new Random(1));
  const about = { trainedOn: "nothing", trainImages: 0, epochs: 0, testImages: 3, cleanPercent: 10 };
  await keepCheckpoint(
    shelf,
    keptUnder("judge/quick", DATASET.identity),
    await checkpointOf(network, DIGIT_JUDGE, about),
  );
  network.dispose();
  return shelf;
}

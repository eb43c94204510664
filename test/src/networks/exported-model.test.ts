import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { toUnit } from "../../../src/data/batches.ts";
import { convolutionalAutoencoder } from "../../../src/networks/convolutional-autoencoder.ts";
import { denoisingAutoencoder } from "../../../src/networks/denoising-autoencoder.ts";
import { digitJudge } from "../../../src/networks/digit-judge.ts";
import { energyPair } from "../../../src/networks/energy-pair.ts";
import { exportedModel } from "../../../src/networks/exported-model.ts";
import { maskedRestorationMlp } from "../../../src/networks/masked-restoration-mlp.ts";
import { restorationUnet } from "../../../src/networks/restoration-unet.ts";
import { publishedGanGenerator } from "../../../src/networks/published-gan-generator.ts";
import { variationalEncoder } from "../../../src/networks/variational-autoencoder.ts";
import { zooGanGenerator } from "../../../src/networks/zoo-gan-generator.ts";
import { Random } from "../../../src/random.ts";
import { holeAwareRestorer } from "../../../src/restorers/hole-aware-restorer.ts";
import { modelFiles, type TrainedModel } from "../../../src/results/trained-model.ts";
import { newRecord } from "../../../src/results/run-record.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { tensorsLeftBy, tinyImages } from "../../backends.ts";

const RECORD = newRecord({ experiment: "x", preset: "quick", engine: "auto", values: { seed: 1 } });

/** As tfjs finds the files in a folder. */
function opened(model: TrainedModel): Promise<tf.LayersModel> {
  const [json, weights] = modelFiles(model, RECORD);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(json?.bytes)) as tf.io.ModelJSON;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = new Uint8Array(weights?.bytes ?? []).buffer;
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

/** Weights that no layer starts with, so that a forgotten one shows: moving averages and biases among them. */
function shake(model: tf.LayersModel): void {
  const random = new Random(5);
  tf.tidy(() => {
    model.setWeights(
      model.weights.map(({ shape }) => {
        const size = tf.util.sizeFromShape(shape as number[]);
        return tf.tensor(
          Float32Array.from({ length: size }, () => random.between(0.05, 0.2)),
          shape as number[],
        );
      }),
    );
  });
}

function answer(model: tf.LayersModel): number[][] {
  const random = new Random(6);
  return tf.tidy(() => {
    const shape = [2, ...(model.inputs[0]?.shape.slice(1) as number[])];
    const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.between(-1, 1));
    return [model.predict(tf.tensor(values, shape))].flat().map((output) => [...output.dataSync()]);
  });
}

describe("an exported network", () => {
  before(() => chooseEngine("wasm"));

  for (const [name, build] of [
    ["the masked MLP", (random: Random) => maskedRestorationMlp(64, random)],
    ["the U-Net", restorationUnet],
    ["the convolutional autoencoder", convolutionalAutoencoder],
    ["the denoising autoencoder", denoisingAutoencoder],
    ["the VAE's encoder, which answers twice", variationalEncoder],
    ["the judge, whose dropout rests", digitJudge],
    ["the GAN's generator, whose sizes no standard layer has", zooGanGenerator],
  ] as const) {
    it(`is read by tf.loadLayersModel and answers the same: ${name}`, async () => {
      const left = await tensorsLeftBy(async () => {
        const model = build(new Random(1));
        shake(model);
        const exported = await exportedModel(name, model);
        expect(exported.ownLayers).to.deep.equal([]);
        const twin = await opened(exported);
        expect(answer(twin)).to.deep.equal(answer(model));
        model.dispose();
        twin.dispose();
      });
      expect(left).to.equal(0);
    });
  }

  it("restores as the network does that it was made of", async () => {
    const model = restorationUnet(new Random(1));
    shake(model);
    const twin = await opened(await exportedModel("the U-Net", model));
    const pixels = toUnit(tinyImages(2, 3).pixels);
    const damaged = { pixels, holes: Uint8Array.from(pixels, (_, p) => (p % 28 < 9 ? 1 : 0)), count: 2 };
    const [wanted, restored] = await Promise.all(
      [model, twin].map((each) => holeAwareRestorer("U-Net", each, () => Promise.resolve()).restore(damaged)),
    );
    expect(restored).to.deep.equal(wanted);
    model.dispose();
    twin.dispose();
  });

  it("says which layers are the lab's own, and its weights are there all the same", async () => {
    const { energy, generator } = energyPair(4, new Random(1));
    const gan = publishedGanGenerator(new Random(1));
    const exported = await exportedModel("the pair, generator", generator);
    expect(exported.ownLayers).to.deep.equal(["Hardtanh"]);
    expect((await exportedModel("gan", gan)).ownLayers).to.include("BatchStatistics");
    const { weights, specs } = exported;
    const decoded = tf.io.decodeWeights(
      weights.buffer,
      specs.map((spec) => ({ ...spec, shape: [...spec.shape] })),
    );
    expect(Object.keys(decoded).length).to.equal(generator.weights.length);
    generator.weights.forEach((weight) => {
      expect([...(decoded[weight.originalName]?.dataSync() ?? [])]).to.deep.equal([...weight.read().dataSync()]);
    });
    const card = new TextDecoder().decode(modelFiles(exported, RECORD)[2]?.bytes);
    expect(card).to.contain("Its layers Hardtanh are the lab's own").and.to.contain("From: [B, 784] to [B, 784]");
    tf.dispose(decoded);
    for (const model of [energy, generator, gan]) model.dispose();
  });
});

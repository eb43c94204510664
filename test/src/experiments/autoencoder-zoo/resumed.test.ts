import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/autoencoder-zoo/run.ts";
import { autoencoderZoo, type ZooValues } from "../../../../src/experiments/autoencoder-zoo/spec.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { tinyDataset } from "../../../backends.ts";
import { expectTheSame } from "../interrupted.ts";

const VALUES: ZooValues = {
  ...autoencoderZoo.presets.quick.values,
  trainImages: 0,
  testImages: 0,
  epochs: 2,
  batchSize: 6,
  ganSteps: 5,
  ganBatchSize: 2,
};
const dataset = (): Promise<ReturnType<typeof tinyDataset>> => Promise.resolve(tinyDataset(24, 6));

describe("an interrupted run of the zoo ends as if it had never been interrupted", () => {
  for (const engine of ["cpu", "wasm"] as const) {
    it(`the vanilla model by Adadelta, on ${engine}`, async () => {
      await chooseEngine(engine);
      const values: ZooValues = { ...VALUES, model: "vanilla", optimizer: "adadelta" };
      expect(await expectTheSame(run, values, [3], { dataset })).to.equal(1);
    });
  }

  it("the VAE by RMSProp, whose validation draws codes, on wasm", async () => {
    await chooseEngine("wasm");
    expect(await expectTheSame(run, { ...VALUES, model: "vae" }, [2, 3], { dataset })).to.equal(2);
  });

  it("both variants of the GAN, on wasm", async () => {
    await chooseEngine("wasm");
    expect(await expectTheSame(run, { ...VALUES, model: "gan", ganVariant: "both" }, [2, 5], { dataset })).to.equal(2);
  });
});

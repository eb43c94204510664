import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/latent-inpainting/run.ts";
import { latentInpainting } from "../../../../src/experiments/latent-inpainting/spec.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { tinyDataset } from "../../../backends.ts";
import { expectTheSame } from "../interrupted.ts";

describe("an interrupted generator of latent inpainting ends as if it had never been interrupted", () => {
  for (const generator of ["train-vae", "train-gan"] as const) {
    it(`${generator}, on wasm`, async () => {
      await chooseEngine("wasm");
      const change = { N: [300], images: 1, restarts: 1, steps: 2, trainingEpochs: 1, generator };
      const values = { ...latentInpainting.presets.quick.values, ...change };
      const context = { dataset: () => Promise.resolve(tinyDataset(400, 2)) };
      expect(await expectTheSame(run, values, [2], context)).to.equal(1);
    });
  }
});

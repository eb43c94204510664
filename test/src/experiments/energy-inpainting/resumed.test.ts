import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/energy-inpainting/run.ts";
import { energyInpainting } from "../../../../src/experiments/energy-inpainting/spec.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { tinyDataset } from "../../../backends.ts";
import { expectTheSame } from "../interrupted.ts";

const VALUES = {
  ...energyInpainting.presets.quick.values,
  hiddenUnits: 4,
  epochs: 12, // the first and the eleventh are logged
  batchSize: 10,
  components: [1, 3],
  descentSteps: 2,
  descentPath: [0, 2],
  repeats: 2,
};

describe("an interrupted energy pair ends as if it had never been interrupted", () => {
  for (const engine of ["cpu", "wasm"] as const) {
    it(`within an epoch, between two and between two seeds, on ${engine}`, async () => {
      await chooseEngine(engine);
      const context = { dataset: () => Promise.resolve(tinyDataset(24, 6)) };
      expect(await expectTheSame(run, VALUES, [2, 9, 30], context)).to.equal(3);
    });
  }
});

import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/restoration-unet/run.ts";
import { restorationUnet, type RestorationUnetValues } from "../../../../src/experiments/restoration-unet/spec.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectTheSame } from "../interrupted.ts";

const VALUES: RestorationUnetValues = {
  ...restorationUnet.presets.quick.values,
  testImages: 2,
  stripeWidths: [3],
  patchSizes: [],
  steps: 11, // eight looks, so that some come after one step and some after two
  batchSize: 2,
  warmUpSteps: 3,
  pcaComponents: 3,
  judge: false,
};

describe("an interrupted U-Net ends as if it had never been interrupted: schedule, batch normalisation, fresh holes", () => {
  it("on wasm, killed twice", async function () {
    this.timeout(300_000);
    await chooseEngine("wasm");
    expect(await expectTheSame(run, VALUES, [2, 3])).to.equal(2);
  });
});

import { expect } from "@esm-bundle/chai";
import type { Corruption } from "../../../../src/corruptions/corruption.ts";
import { toUnit } from "../../../../src/data/batches.ts";
import { shippedCheckpoint } from "../../../../src/experiments/kept-restorers.ts";
import { RESTORERS } from "../../../../src/experiments/restoration-unet/restorers.ts";
import type { TrainableRestorer } from "../../../../src/experiments/experiment.ts";
import { evaluate, testCase } from "../../../../src/metrics/evaluate.ts";
import { finish } from "../../../../src/restorers/in-pieces.ts";
import { linearFill } from "../../../../src/restorers/linear-fill.ts";
import { pixelMoments } from "../../../../src/restorers/pixel-moments.ts";
import type { Restorer } from "../../../../src/restorers/restorer.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { someEmbedded } from "../../../../workers/datasets.ts";
import { tensorsLeftBy, testContext } from "../../../backends.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const HOLES: readonly Corruption[] = [
  { kind: "centre-hole", sizePx: 8 },
  { kind: "vertical-stripe", sizePx: 7 },
  { kind: "patch", sizePx: 13 },
];

const atOnce = (): Promise<void> => Promise.resolve();

describe("the U-Net that comes with the lab", () => {
  before(async () => void (await chooseEngine("wasm")));

  it("learnt from real digits, and fills holes in the lab's own better than linear fill that learnt from those", async () => {
    const [unet] = RESTORERS as [TrainableRestorer];
    const context = testContext();
    const checkpoint = await shippedCheckpoint(unet, context);
    if (checkpoint === null) throw new Error(`there is no ${unet.shipped ?? "file"}`);
    expect(checkpoint.about).to.include({ trainedOn: "MNIST", digits: DIGITS.join(" "), steps: 2400 });
    const moments = await finish(pixelMoments(someEmbedded("train", DIGITS, 2000)), atOnce);
    const linear = await finish(linearFill(moments, atOnce), atOnce);
    const { pixels } = someEmbedded("test", DIGITS, 100);
    const left = await tensorsLeftBy(async () => {
      const open = await unet.open(checkpoint, context);
      for (const hole of HOLES) {
        const test = testCase(hole, toUnit(pixels));
        const errorOf = async (restorer: Restorer): Promise<number> =>
          (await evaluate(restorer, test)).at(-1)?.mseHole.mean as number;
        const [ours, theirs] = [await errorOf(open), await errorOf(linear)];
        console.log(`${hole.kind}: U-Net ${ours.toFixed(4)}, linear fill ${theirs.toFixed(4)}`);
        expect(ours, hole.kind).to.be.lessThan(theirs);
      }
      open.dispose();
    });
    expect(left).to.equal(0);
  });
});

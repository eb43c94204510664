import { expect } from "@esm-bundle/chai";
import { toUnit } from "../../../../src/data/batches.ts";
import { readCheckpoint, restorerKey, trainedOnce } from "../../../../src/experiments/kept-restorers.ts";
import {
  energyDescentRestorer,
  energyGeneratorRestorer,
} from "../../../../src/experiments/energy-inpainting/restorers.ts";
import type { RunContext, TrainableRestorer } from "../../../../src/experiments/experiment.ts";
import { evaluate, testCase } from "../../../../src/metrics/evaluate.ts";
import { composite } from "../../../../src/restorers/restorer.ts";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../../../../src/results/checkpoint.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { memoryShelf, tensorsLeftBy, testContext, tinyDataset, tinyImages } from "../../../backends.ts";

const dataset = tinyDataset(40, 10);
const test = testCase({ kind: "centre-hole", sizePx: 6 }, toUnit(tinyImages(4, 2).pixels));

async function train(restorer: TrainableRestorer, context: RunContext): Promise<Checkpoint> {
  const updates = trainedOnce(restorer, dataset, "glimpse", context);
  for (;;) {
    const update = await updates.next();
    if (update.done === true) return update.value;
  }
}

describe("what energy inpainting lends to the yardstick", () => {
  before(async () => {
    await chooseEngine("wasm");
  });

  it("restores after a round trip through bytes, whole in [0, 1], and leaves no tensor", async () => {
    const context = testContext({ shelf: memoryShelf() });
    const left = await tensorsLeftBy(async () => {
      for (const restorer of [energyGeneratorRestorer, energyDescentRestorer]) {
        const checkpoint = await train(restorer, context);
        const first = await restorer.open(checkpoint, context);
        const second = await restorer.open(decodeCheckpoint(encodeCheckpoint(checkpoint)), context);
        const restored = await first.restore(test);
        expect(await second.restore(test)).to.deep.equal(restored);
        expect(composite(restored, test)).to.deep.equal(restored); // known pixels are kept
        expect(restored.every((pixel) => pixel >= 0 && pixel <= 1)).to.equal(true);
        expect((await evaluate(first, test)).length).to.equal(1);
        first.dispose();
        second.dispose();
      }
    });
    expect(left).to.equal(0);
  });

  it("trains the pair once for both", async () => {
    const context = testContext({ shelf: memoryShelf() });
    const own = await train(energyDescentRestorer, context);
    const key = restorerKey(energyGeneratorRestorer.name, "glimpse", dataset.identity);
    expect(await readCheckpoint(context.shelf, key)).to.deep.equal(own);
  });

  it("refuses another network's checkpoint", async () => {
    const other = { architecture: "masked-restoration-mlp 256", about: {}, weights: [] };
    let message = "";
    await Promise.resolve()
      .then(() => energyGeneratorRestorer.open(other, testContext()))
      .catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal(
      'Cannot use the checkpoint: it holds "masked-restoration-mlp 256" and "energy-pair 256" is needed.',
    );
  });
});

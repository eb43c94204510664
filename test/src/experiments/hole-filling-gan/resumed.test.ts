import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/hole-filling-gan/run.ts";
import { holeFillingGan } from "../../../../src/experiments/hole-filling-gan/spec.ts";
import { keepCheckpoint, keptUnder } from "../../../../src/experiments/kept-restorers.ts";
import { checkpointOf } from "../../../../src/networks/checkpoints.ts";
import { DIGIT_JUDGE, digitJudge } from "../../../../src/networks/digit-judge.ts";
import { Random } from "../../../../src/random.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { memoryShelf, tinyDataset } from "../../../backends.ts";
import { expectTheSame } from "../interrupted.ts";

const DATASET = tinyDataset(8, 2);

/** An untrained judge, because training one takes longer than everything else here. */
async function shelfWithJudge(): Promise<ReturnType<typeof memoryShelf>> {
  const shelf = memoryShelf();
  const network = digitJudge(new Random(1));
  const about = { trainedOn: "nothing", trainImages: 0, epochs: 0, testImages: 2, cleanPercent: 10 };
  const checkpoint = await checkpointOf(network, DIGIT_JUDGE, about);
  await keepCheckpoint(shelf, keptUnder("judge/quick", DATASET.identity), checkpoint);
  network.dispose();
  return shelf;
}

it("an interrupted hole-filling GAN ends as if it had never been interrupted, dropout and fresh holes too, on wasm", async function () {
  this.timeout(300_000);
  await chooseEngine("wasm");
  const change = { batchSize: 2, trainImages: 6, epochs: 2, pcaComponents: 2, maskDraws: "every-batch" as const };
  const values = { ...holeFillingGan.presets.quick.values, ...change };
  const context = { dataset: () => Promise.resolve(DATASET), shelf: await shelfWithJudge() };
  expect(await expectTheSame(run, values, [1, 2], context)).to.equal(2);
});

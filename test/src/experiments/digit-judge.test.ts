import { expect } from "@esm-bundle/chai";
import { toUnit } from "../../../src/data/batches.ts";
import { Stopped, type RunContext, type RunUpdate } from "../../../src/experiments/experiment.ts";
import { keepCheckpoint, keptUnder } from "../../../src/experiments/kept-restorers.ts";
import { checkpointOf } from "../../../src/networks/checkpoints.ts";
import { DIGIT_JUDGE, digitJudge } from "../../../src/networks/digit-judge.ts";
import { Random } from "../../../src/random.ts";
import { keptJudge, trainedJudge, type OpenJudge } from "../../../src/experiments/digit-judge.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { memoryShelf, tensorsLeftBy, testContext, tinyDataset, tinyImages } from "../../backends.ts";

const DATASET = tinyDataset(1000, 20);

async function train(context: RunContext, dataset = DATASET): Promise<{ judge: OpenJudge; updates: RunUpdate[] }> {
  const updates: RunUpdate[] = [];
  const training = trainedJudge(dataset, "quick", context);
  for (;;) {
    const next = await training.next();
    if (next.done === true) return { judge: next.value, updates };
    updates.push(next.value);
  }
}

describe("the judge's network", () => {
  // Not on WebGPU: the software adapter of the tests takes over a minute for one picture of it.
  for (const backend of ["cpu", "wasm"] as const)
    it(`has 6,526,474 parameters and reads what a checkpoint of it reads, on ${backend}`, async () => {
      await chooseEngine(backend);
      const left = await tensorsLeftBy(async () => {
        const network = digitJudge(new Random(3));
        expect(network.countParams()).to.equal(6_526_474);
        const shelf = memoryShelf();
        const about = { trainedOn: "nothing", trainImages: 0, epochs: 0, testImages: 7, cleanPercent: 10 };
        const key = keptUnder("judge/full", DATASET.identity);
        await keepCheckpoint(shelf, key, await checkpointOf(network, DIGIT_JUDGE, about));
        network.dispose();
        const judge = await keptJudge(DATASET, testContext({ shelf }));
        expect(judge?.cleanPercent).to.equal(10);
        expect(judge?.about).to.contain("reads 10.00 % of 7 clean test digits rightly");
        const read = await judge?.read(toUnit(tinyImages(3, 5).pixels));
        expect(read?.length).to.equal(3);
        expect(read?.every((digit) => digit <= 9)).to.equal(true);
        judge?.dispose();
      });
      expect(left).to.equal(0);
    });
});

describe("the judge", () => {
  before(async () => void (await chooseEngine("wasm")));

  it("tells bars from columns after 13 steps, says how well it reads them, and is trained once", async () => {
    const left = await tensorsLeftBy(async () => {
      const context = testContext({ shelf: memoryShelf() });
      const { judge, updates } = await train(context);
      const { pixels, labels } = tinyImages(40, 9);
      const read = await judge.read(toUnit(pixels));
      expect(labels.filter((label, i) => label === read[i]).length).to.be.greaterThan(35); // of 40
      expect(judge.cleanPercent).to.equal(100);
      expect(judge.about).to.contain("reads 100.00 % of 20 clean test digits rightly");
      expect(judge.about).to.contain("trained on 800 clean digits (tiny)"); // four fifths of 1,000
      const series = updates.flatMap((update) => (update.kind === "points" ? update.points : []));
      expect(new Set(series.map((point) => point.series))).to.deep.equal(new Set(["Judge/train", "Judge/validation"]));
      judge.dispose();

      const again = await train(context);
      expect(again.updates.map(({ kind }) => kind)).to.deep.equal(["notice"]);
      expect(again.judge.about).to.equal(judge.about);
      again.judge.dispose();
    });
    expect(left).to.equal(0);
  });

  it("is not there, and not trained, where none is kept", async () => {
    expect(await keptJudge(DATASET, testContext({ shelf: memoryShelf() }))).to.equal(null);
  });

  it("leaves no tensor when stopped in training or in reading", async () => {
    const fewDigits = tinyDataset(160, 20); // four fifths of them are two batches
    for (const breaths of [0, 1, 2, 3]) {
      let left = breaths;
      const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
      let stopped = false;
      const tensors = await tensorsLeftBy(async () => {
        await train(testContext({ breathe }), fewDigits).catch(
          (error: unknown) => (stopped = error instanceof Stopped),
        );
      });
      expect(stopped).to.equal(true);
      expect(tensors).to.equal(0);
    }
  });

  it("says so when there is nothing to learn from", async () => {
    let message = "";
    const empty = trainedJudge(tinyDataset(0, 10), "quick", testContext());
    await empty.next().catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("Cannot train the judge on tiny");
    expect(message).to.contain("got 0 training and 10 test images");
  });
});

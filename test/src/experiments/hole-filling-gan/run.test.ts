import { expect } from "@esm-bundle/chai";
import type { ImageSet, Split } from "../../../../src/data/dataset.ts";
import { Stopped, type RunContext, type RunUpdate, type Shelf } from "../../../../src/experiments/experiment.ts";
import { GENERATOR, generatorRestorer } from "../../../../src/experiments/hole-filling-gan/generator-restorer.ts";
import { RESTORERS, restorerTrainedBy } from "../../../../src/experiments/hole-filling-gan/restorers.ts";
import { run } from "../../../../src/experiments/hole-filling-gan/run.ts";
import { holeFillingGan, type HoleFillingGanValues } from "../../../../src/experiments/hole-filling-gan/spec.ts";
import { trainGenerator } from "../../../../src/experiments/hole-filling-gan/train.ts";
import { keepCheckpoint, keptUnder, readCheckpoint } from "../../../../src/experiments/kept-restorers.ts";
import { checkpointOf } from "../../../../src/networks/checkpoints.ts";
import { holeFillingGenerator } from "../../../../src/networks/hole-filling-generator.ts";
import type { DamagedImages } from "../../../../src/restorers/restorer.ts";
import { DIGIT_JUDGE, digitJudge } from "../../../../src/networks/digit-judge.ts";
import { Random } from "../../../../src/random.ts";
import {
  type Checkpoint,
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
} from "../../../../src/results/checkpoint.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import {
  expectClose,
  memoryShelf,
  onEachBackend,
  tensorsLeftBy,
  testContext,
  tinyDataset,
  tinyImages,
} from "../../../backends.ts";

const { presets } = holeFillingGan;
const TINY = { batchSize: 2, trainImages: 4, epochs: 1, pcaComponents: 2 } as const;
const DATASET = tinyDataset(12, 3);

/** A shelf on which an untrained judge lies, because training one takes longer than everything else here. */
async function shelfWithJudge(): Promise<Shelf> {
  const shelf = memoryShelf();
  const network = digitJudge(new Random(1));
  const about = { trainedOn: "nothing", trainImages: 0, epochs: 0, testImages: 3, cleanPercent: 10 };
  const checkpoint = await checkpointOf(network, DIGIT_JUDGE, about);
  await keepCheckpoint(shelf, keptUnder("judge/quick", DATASET.identity), checkpoint);
  network.dispose();
  return shelf;
}

async function drive(change: Partial<HoleFillingGanValues>, context: Partial<RunContext>): Promise<RunUpdate[]> {
  const values = { ...presets.quick.values, ...TINY, ...change };
  const updates: RunUpdate[] = [];
  const whole = testContext({ dataset: () => Promise.resolve(DATASET), ...context });
  for await (const update of run("quick", values, whole)) updates.push(update);
  return updates;
}

// On the quickest engine; pair-training.test.ts trains both networks on every one.
describe("a whole run of the hole-filling GAN", () => {
  let shelf: Shelf;
  before(async () => {
    await chooseEngine("wasm");
    shelf = await shelfWithJudge();
  });

  it("tells data, plan, losses, sheets, predictions and a row for each way, and leaves no tensor", async () => {
    let updates: RunUpdate[] = [];
    expect(await tensorsLeftBy(async () => void (updates = await drive({}, { shelf })))).to.equal(0);
    const rows = updates.flatMap((update) => (update.kind === "row" ? [update.row] : []));
    expect(rows.map((row) => [row["pictures"], row["composited"]])).to.deep.equal([
      ["clean", null],
      ["generator", false],
      ["generator, pasted", true],
      ["leave-black", true],
      ["mean-image", true],
      ["pca", true],
      ["linear-fill", true],
    ]);
    for (const row of rows) expect(row["accuracy_percent"]).to.be.within(0, 100);
    const [, generator, , black] = rows;
    expect(generator).to.include({ published_readme_percent: 87.47, published_book_percent: 87.82, n_images: 3 });
    expect(generator?.["difference_points"]).to.be.closeTo((generator?.["accuracy_percent"] as number) - 87.47, 1e-9);
    expect(black).to.include({ published_readme_percent: null, published_book_percent: 75.13 });

    const points = updates.flatMap((update) => (update.kind === "points" ? update.points : []));
    const steps = (series: string): number[] => points.filter((p) => p.series === series).map(({ step }) => step);
    expect(steps("Losses/discriminator")).to.deep.equal([1, 2]);
    expect(steps("Losses/generator")).to.deep.equal([1, 2]);
    expect(steps("Accuracy/as made")).to.deep.equal([2]);

    const figures = updates.flatMap((update) => (update.kind === "figure" ? [update.figure] : []));
    expect(figures.map(({ id, caption }) => [id, caption.split(";")[0]])).to.deep.equal([
      ["sheet", "after iteration 1 of 2"],
      ["sheet", "after epoch 1 of 1"],
      ["predictions", "first the digit's own label, then the judgement"],
    ]);
    const last = figures.at(-1);
    // The test digits are 5, 7, 5; the label comes first whatever an untrained judge says.
    expect(last?.kind === "tiles" && last.columns.map((label) => /^label \d/.exec(label)?.[0])).to.deep.equal([
      "label 5",
      "label 7",
      "label 5",
    ]);
  });
});

describe("a run of the hole-filling GAN", () => {
  let shelf: Shelf;
  before(async () => {
    await chooseEngine("wasm");
    shelf = await shelfWithJudge();
  });

  it("leaves no tensor when it is stopped between the two halves of an iteration, in judging or in measuring", async () => {
    for (const breaths of [0, 1, 2, 5, 9]) {
      let left = breaths;
      const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
      let stopped = false;
      const tensors = await tensorsLeftBy(async () => {
        await drive({}, { shelf, breathe }).catch((error: unknown) => (stopped = error instanceof Stopped));
      });
      expect(stopped).to.equal(true);
      expect(tensors).to.equal(0);
    }
  });

  it("keeps the generator after each epoch", async () => {
    await drive({ epochs: 2, composite: true, reconstruction: "absolute", reconstructionWeight: 2 }, { shelf });
    for (const epoch of [1, 2]) {
      const kept = await readCheckpoint(shelf, keptUnder(`hole-filling-gan/other/epoch-${epoch}`, DATASET.identity));
      expect(kept?.about).to.include({ epochs: epoch, composite: "true", reconstruction: "absolute" });
    }
  });

  it("says so when a batch is larger than the training digits", async () => {
    let message = "";
    await drive({ batchSize: 5 }, { shelf }).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("a batch must not be larger than the training digits, got a batch of 5 and 4 digits");
  });

  it("says so when there are no digits", async () => {
    let message = "";
    const nothing = { dataset: () => Promise.resolve(tinyDataset(0, 0)) };
    await drive({}, nothing).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("Cannot train on tiny: it has 0 training and 0 test images");
  });

  it("names the judge's labels the right way round when judge and label differ", async () => {
    const sets: Record<Split, ImageSet> = { train: tinyImages(12, 1), test: tinyImages(2, 2) };
    const mislabelled = { ...sets.test, labels: Uint8Array.from([0, 1]) };
    const dataset = {
      identity: DATASET.identity,
      select: (split: Split) => Promise.resolve(split === "train" ? sets.train : mislabelled),
    };
    const updates = await drive({}, { shelf, dataset: () => Promise.resolve(dataset) });
    const figure = updates.flatMap((u) => (u.kind === "figure" && u.figure.id === "predictions" ? [u.figure] : []))[0];
    const labels = figure?.kind === "tiles" ? figure.columns : [];
    expect(labels[0]).to.match(/^label 0, judged \d$/);
    expect(labels[1]).to.match(/^label 1, judged \d$/);
  });
});

// Not on WebGPU: the software adapter of the tests takes over a minute for one iteration.
describe("the training of the hole-filling GAN", () => {
  for (const backend of ["cpu", "wasm"] as const)
    it(`ends in a checkpoint that restores as the generator did, on ${backend}`, async () => {
      await chooseEngine(backend);
      const left = await tensorsLeftBy(async () => {
        const values = { ...presets.corrected.values, ...TINY, batchSize: 1, trainImages: 1 };
        const context = testContext();
        const seen: Float32Array[] = [];
        const training = trainGenerator(tinyImages(4, 1), values, context, async function* (generator) {
          seen.push(await generatorRestorer("seen", generator, context.breathe).restore(damagedSquare()));
        });
        let step = await training.next();
        while (step.done !== true) step = await training.next();
        const restored = await restoredBy(step.value);
        expect(seen.length).to.equal(1); // the first iteration is the whole epoch
        expectClose(restored, seen[0] ?? [], 1e-6);
        expect(Math.max(...restored)).to.be.greaterThan(Math.min(...restored));
      });
      expect(left).to.equal(0);
    });
});

onEachBackend("a lent generator", (backend) => {
  it("restores in [0, 1] as the CPU engine does, and leaves no tensor", async () => {
    await chooseEngine("cpu");
    const generator = holeFillingGenerator(new Random(4));
    const checkpoint = await checkpointOf(generator, GENERATOR, {});
    generator.dispose();
    const wanted = await restoredBy(checkpoint);
    await chooseEngine(backend);
    let restored: Float32Array = new Float32Array();
    expect(await tensorsLeftBy(async () => void (restored = await restoredBy(checkpoint)))).to.equal(0);
    expectClose(restored, wanted, 1e-4);
    expect(restored.every((pixel) => pixel >= 0 && pixel <= 1)).to.equal(true);
  });
});

/** A bright square whose middle is missing. */
function damagedSquare(): DamagedImages {
  const [pixels, holes] = [new Float32Array(784), new Uint8Array(784)];
  for (let p = 0; p < 784; p++) {
    const [row, column] = [Math.floor(p / 28), p % 28];
    const isWithin = (margin: number): boolean =>
      Math.min(row, column) >= margin && Math.max(row, column) < 28 - margin;
    holes[p] = isWithin(10) ? 1 : 0;
    pixels[p] = isWithin(5) && !isWithin(10) ? 0.9 : 0;
  }
  return { pixels, holes, count: 1 };
}

/** What the first lent restorer makes of that square with a checkpoint that went through bytes. */
async function restoredBy(checkpoint: Checkpoint): Promise<Float32Array> {
  const [restorer] = RESTORERS;
  if (restorer === undefined) throw new Error("nothing is lent");
  const open = await restorer.open(decodeCheckpoint(encodeCheckpoint(checkpoint)), testContext());
  const restored = await open.restore(damagedSquare());
  open.dispose();
  return restored;
}

describe("what the hole-filling GAN lends", () => {
  it("is what its presets train, and nothing else is taken for it", () => {
    const asPublished = presets["as-published"].values;
    expect(restorerTrainedBy(asPublished)).to.equal("hole-filling-gan");
    expect(restorerTrainedBy(presets["as-logged"].values)).to.equal("hole-filling-gan-as-logged");
    expect(restorerTrainedBy(presets.corrected.values)).to.equal("hole-filling-gan-corrected");
    expect(restorerTrainedBy({ ...asPublished, testImages: 100, judge: "quick" })).to.equal("hole-filling-gan");
    for (const change of [{ seed: 2 }, { epochs: 4 }, { trainImages: 100 }, { composite: true }] as const) {
      expect(restorerTrainedBy({ ...asPublished, ...change })).to.equal(null);
    }
    expect(RESTORERS.map(({ name }) => name)).to.deep.equal([
      "hole-filling-gan",
      "hole-filling-gan-as-logged",
      "hole-filling-gan-corrected",
    ]);
  });

  it("refuses the checkpoint of another network", async () => {
    await chooseEngine("wasm");
    const checkpoint = { architecture: "digit-judge", about: {}, weights: [] };
    let fault: unknown;
    await RESTORERS[0]?.open(checkpoint, testContext()).catch((error: unknown) => (fault = error));
    expect(fault).to.be.instanceOf(CheckpointError);
  });
});

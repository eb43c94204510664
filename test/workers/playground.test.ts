import { expect } from "@esm-bundle/chai";
import { PIXELS } from "../../src/data/dataset.ts";
import type { RunContext, Shelf, TrainableRestorer } from "../../src/experiments/experiment.ts";
import { keepCheckpoint, keptUnder, readCheckpoint, restorerKey } from "../../src/experiments/kept-restorers.ts";
import { keptJudge, trainedJudge } from "../../src/experiments/digit-judge.ts";
import { RESTORERS as MLPS } from "../../src/experiments/masked-restoration/restorers.ts";
import { evaluate, testCase } from "../../src/metrics/evaluate.ts";
import { checkpointOf } from "../../src/networks/checkpoints.ts";
import { maskedRestorationMlp } from "../../src/networks/masked-restoration-mlp.ts";
import type { CastMember, Filling, FillTask, Origin, PlaygroundNews } from "../../src/playground/protocol.ts";
import { QUICK_SECONDS } from "../../src/playground/quick-times.ts";
import { Random } from "../../src/random.ts";
import { linearFill } from "../../src/restorers/linear-fill.ts";
import { finish } from "../../src/restorers/in-pieces.ts";
import { pixelMoments } from "../../src/restorers/pixel-moments.ts";
import { encodeCheckpoint, type Checkpoint } from "../../src/results/checkpoint.ts";
import { chooseEngine } from "../../workers/engine/choose.ts";
import { Lab } from "../../workers/lab.ts";
import { Playground, type PlaygroundHost } from "../../workers/playground.ts";
import { memoryShelf, tensorsLeftBy, testContext, tinyDataset } from "../backends.ts";

const [mlp] = MLPS as [TrainableRestorer];
const DATASET = tinyDataset(40, 10);
const BASELINES = ["leave-black", "mean-image", "linear-fill", "pca"];

/** Of checkpoints that say nothing of what they learnt from. */
const QUICKLY: Origin = { training: "quick", learntFrom: null };

/** Half a second of steps, as slow as a search and as easily ended. */
const slow: TrainableRestorer = {
  name: "slow",
  label: "Slow",
  experiment: "none",
  train: async function* () {
    return { architecture: "slow", about: {}, weights: [] };
  },
  open: async (_, { breathe }) => ({
    name: "slow",
    keepsKnownPixels: true,
    restore: async ({ pixels }) => {
      const endMs = performance.now() + 500;
      while (performance.now() < endMs) await breathe();
      return pixels;
    },
    dispose: () => undefined,
  }),
};

/** A real network that has learnt nothing, at once. */
const hasty: TrainableRestorer = {
  ...mlp,
  train: async function* () {
    yield { kind: "progress", phase: "training", done: 1, total: 2, unit: "steps", label: "halfway" };
    return untrainedMlp();
  },
};

interface Opened {
  readonly playground: Playground;
  readonly news: PlaygroundNews[];
  /** The cast as it was told last. */
  readonly cast: () => readonly CastMember[];
}

function host(
  shelf: Shelf,
  restorers: readonly TrainableRestorer[],
  change: Partial<RunContext> = {},
  isRunning = (): boolean => false,
): PlaygroundHost {
  return {
    startEngine: () => Promise.resolve(),
    isRunning,
    dataset: () => Promise.resolve(DATASET),
    context: (breathe) => testContext({ breathe, shelf, restorers, ...change }),
  };
}

async function opened(
  shelf = memoryShelf(),
  restorers: readonly TrainableRestorer[] = [],
  change: Partial<RunContext> = {},
): Promise<Opened> {
  const playground = new Playground(host(shelf, restorers, change));
  const news: PlaygroundNews[] = [];
  await playground.open("embedded", (one) => void news.push(one));
  return { playground, news, cast: () => news.flatMap((one) => (one.kind === "cast" ? [one.cast] : [])).at(-1) ?? [] };
}

/** The task that the yardstick sets with the first test image of a stripe. */
async function yardstickTask(keepKnown: boolean): Promise<{ task: FillTask; test: ReturnType<typeof testCase> }> {
  const images = await DATASET.select("test", [5, 7]);
  const originals = Float32Array.from(images.pixels.subarray(0, PIXELS), (byte) => byte / 255);
  const test = testCase({ kind: "vertical-stripe", sizePx: 7 }, originals);
  return { task: { pixels: originals, hole: test.holes, keepKnown }, test };
}

async function untrainedMlp(): Promise<Checkpoint> {
  const network = maskedRestorationMlp(256, new Random(1));
  try {
    return await checkpointOf(network, "masked-restoration-mlp 256", {});
  } finally {
    network.dispose();
  }
}

async function keepMlp(shelf: Shelf): Promise<void> {
  await keepCheckpoint(shelf, restorerKey(mlp.name, "quick", DATASET.identity), await untrainedMlp());
}

/** By whichever way is open to it: on a busy machine a network may be too slow for the pen. */
async function fillBy(
  playground: Playground,
  cast: readonly CastMember[],
  task: FillTask,
  name: string,
): Promise<Filling | null> {
  const isLive = cast.find((member) => member.name === name)?.readiness.kind === "live";
  return isLive ? ((await playground.fill(task, [name])).fillings[0] ?? null) : playground.think(task, name);
}

async function messageOf(work: () => Promise<unknown>): Promise<string> {
  return work().then(
    () => "no error",
    (error: unknown) => (error as Error).message,
  );
}

for (const backend of ["cpu", "wasm"] as const) {
  describe(`the playground on ${backend}`, () => {
    before(async () => void (await chooseEngine(backend)));

    it("fills as the yardstick's evaluation sees it, by baselines and by a kept network", async () => {
      const shelf = memoryShelf();
      await keepMlp(shelf);
      const { playground, cast } = await opened(shelf, [mlp]);
      expect(cast().map(({ name }) => name)).to.have.members([...BASELINES, mlp.name]);
      expect(cast().find(({ name }) => name === mlp.name)?.readiness).to.deep.include({ origin: QUICKLY });
      for (const keepKnown of [true, false]) {
        const { task, test } = await yardstickTask(keepKnown);
        const fillings = [
          await fillBy(playground, cast(), task, "linear-fill"),
          await fillBy(playground, cast(), task, mlp.name),
        ];
        const open = await mlp.open((await readKept(shelf)) as Checkpoint, testContext());
        const moments = await finish(pixelMoments(await DATASET.select("train", [5, 7])), () => Promise.resolve());
        const fill = await finish(
          linearFill(moments, () => Promise.resolve()),
          () => Promise.resolve(),
        );
        for (const [i, restorer] of [fill, open].entries()) {
          const wanted = (await evaluate(restorer, test)).find(
            ({ composited }) => composited === (keepKnown || restorer.keepsKnownPixels),
          );
          expect(fillings[i]?.mseHole).to.be.closeTo(wanted?.mseHole.mean as number, 1e-6);
          expect(fillings[i]?.mseAll).to.be.closeTo(wanted?.mseAll.mean as number, 1e-6);
          expect(fillings[i]?.psnrDb).to.be.closeTo(wanted?.psnrDb.mean as number, 1e-2);
          expect(fillings[i]?.verdict).to.equal(null);
        }
        open.dispose();
      }
      await playground.close();
    });

    it("follows the pen within 50 ms for each baseline", async () => {
      const { playground } = await opened();
      const { task } = await yardstickTask(true);
      await playground.fill(task, BASELINES);
      const { fillings } = await playground.fill(task, BASELINES);
      console.log(`${backend}: ${fillings.map(({ name, ms }) => `${name} ${ms.toFixed(1)} ms`).join(", ")}`);
      for (const { ms } of fillings) expect(ms).to.be.lessThan(500); // one core may be all there is
      await playground.close();
    });
  });
}

describe("the playground", () => {
  before(async () => void (await chooseEngine("wasm")));

  it("releases every tensor when it is closed: after filling, judging, decoding, and while it gets ready", async () => {
    const shelf = memoryShelf();
    await keepMlp(shelf);
    const judged = testContext({ shelf });
    const training = trainedJudge(DATASET, "quick", judged);
    for (let next = await training.next(); ; next = await training.next()) {
      if (next.done !== true) continue;
      next.value.dispose();
      break;
    }
    const left = await tensorsLeftBy(async () => {
      const { playground, news } = await opened(shelf, [mlp]);
      const { task } = await yardstickTask(true);
      const filled = await playground.fill(task, ["linear-fill", "pca"]);
      expect(filled.fillings.map(({ verdict }) => verdict?.share)).to.satisfy((shares: number[]) =>
        shares.every((share) => share >= 0.1 && share <= 1),
      );
      const found = news.find((one) => one.kind === "generators");
      expect(found?.generators.map(({ name }) => name)).to.deep.equal(["eights"]);
      const decoded = await playground.decode("eights", new Float32Array(30));
      expect(decoded.length).to.equal(3 * PIXELS);
      expect([...decoded.subarray(0, PIXELS)]).to.deep.equal([...decoded.subarray(PIXELS, 2 * PIXELS)]);
      await playground.close();

      const early = new Playground(host(shelf, [mlp]));
      const opening = early.open("embedded", () => undefined);
      await early.close();
      await opening;
    });
    expect(left).to.equal(0);
  });

  it("reads what the judge's accuracy counts", async () => {
    const shelf = memoryShelf();
    const { playground } = await opened(shelf);
    expect(await playground.train("judge", () => undefined)).to.equal("done");
    const { task } = await yardstickTask(true);
    const { original } = await playground.fill(task, []);
    const judge = await keptJudge(DATASET, testContext({ shelf }));
    expect(original?.digit).to.equal((await judge?.read(task.pixels))?.[0]);
    judge?.dispose();
    await playground.close();
  });

  it("keeps the directions of PCA, and finds the same picture with them", async () => {
    const shelf = memoryShelf();
    const { task } = await yardstickTask(false);
    const pictures: number[][] = [];
    for (let visit = 0; visit < 2; visit++) {
      const { playground, news } = await opened(shelf);
      const { fillings } = await playground.fill(task, ["pca"]);
      pictures.push([...(fillings[0]?.restored ?? [])]);
      const labels = news.flatMap((one) =>
        one.kind === "progress" && one.progress !== null ? [one.progress.label] : [],
      );
      expect(labels.includes("fitting PCA")).to.equal(visit === 0);
      await playground.close();
    }
    expect(await shelf.read(keptUnder("playground/directions-40", DATASET.identity))).to.not.equal(null);
    expect(pictures[1]).to.deep.equal(pictures[0]);
  });

  it("trains who is not kept, tells how far it is, keeps them and lets them in", async () => {
    const shelf = memoryShelf();
    const { playground, cast } = await opened(shelf, [slow, hasty]);
    expect(cast().find(({ name }) => name === mlp.name)?.readiness).to.deep.equal({
      kind: "untrained",
      aboutSeconds: QUICK_SECONDS[mlp.name],
    });
    const shares: number[] = [];
    expect(await playground.train(mlp.name, ({ share }) => void shares.push(share))).to.equal("done");
    expect(shares).to.deep.equal([0.5]);
    expect(cast().find(({ name }) => name === mlp.name)?.readiness).to.deep.include({ origin: QUICKLY });
    expect(await readKept(shelf)).to.not.equal(null);
    expect(await messageOf(() => playground.train(mlp.name, () => undefined))).to.contain(
      "a trained one is kept already",
    );
    await playground.close();
  });

  it("has at once who comes with the lab, unless one was trained here in full, or its file cannot be had", async () => {
    const shipped: TrainableRestorer = { ...mlp, shipped: "networks/mlp.lacuna" };
    const checkpoint: Checkpoint = { ...(await untrainedMlp()), about: { trainedOn: "MNIST" } };
    const asked: string[] = [];
    const asset = (name: string): Promise<Uint8Array> => {
      asked.push(name);
      return Promise.resolve(encodeCheckpoint(checkpoint));
    };
    const missing = (): Promise<never> => Promise.reject(new Error("no such file"));
    const readinessOf = async (shelf: Shelf, change: Partial<RunContext>): Promise<CastMember["readiness"]> => {
      const { playground, news, cast } = await opened(shelf, [shipped], change);
      const [first] = cast();
      expect(first?.name).to.equal(mlp.name);
      const ready = news.flatMap((one) =>
        one.kind === "cast" ? [one.cast.filter(({ readiness }) => "origin" in readiness)] : [],
      );
      if (change.asset === asset) expect(ready[1]?.map(({ name }) => name)).to.deep.equal([mlp.name, "leave-black"]);
      await playground.close();
      return first?.readiness as CastMember["readiness"];
    };

    const kept = memoryShelf();
    await keepMlp(kept);
    const origin: Origin = { training: "shipped", learntFrom: "MNIST" };
    for (const shelf of [memoryShelf(), kept]) expect(await readinessOf(shelf, { asset })).to.deep.include({ origin });
    expect(asked).to.include("networks/mlp.lacuna");
    expect(await readinessOf(kept, { asset: missing })).to.deep.include({ origin: QUICKLY });
    expect(await readinessOf(memoryShelf(), { asset: missing })).to.include({ kind: "untrained" });
    const damaged = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(9));
    expect(await readinessOf(memoryShelf(), { asset: damaged })).to.include({ kind: "untrained" });

    await keepCheckpoint(kept, restorerKey(mlp.name, "full", DATASET.identity), checkpoint);
    expect(await readinessOf(kept, { asset })).to.deep.include({ origin: { training: "full", learntFrom: "MNIST" } });
  });

  it("stops a training when asked, and when it is closed, and leaves no tensor", async () => {
    const stopTwice = async (): Promise<void> => {
      const { playground } = await opened(memoryShelf(), [mlp]);
      const first = playground.train(mlp.name, () => void playground.stopTraining());
      expect(await messageOf(() => playground.train("judge", () => undefined))).to.contain("another training goes on");
      expect(await first).to.equal("stopped");
      const second = playground.train(mlp.name, () => void playground.close());
      expect(await second).to.equal("stopped");
      await playground.close();
    };
    await stopTwice(); // the engine keeps constants of its own
    expect(await tensorsLeftBy(stopTwice)).to.equal(0);
  });

  it("lets those who need time think, and gives the thought up for a newer stroke", async () => {
    const { playground, cast } = await opened(memoryShelf(), [slow]);
    await playground.train("slow", () => undefined);
    expect(cast().find(({ name }) => name === "slow")?.readiness).to.deep.equal({ kind: "patient", origin: QUICKLY });
    const { task } = await yardstickTask(true);
    expect((await playground.think(task, "slow"))?.name).to.equal("slow");
    const thought = playground.think(task, "slow");
    const startedMs = performance.now();
    const { fillings } = await playground.fill(task, ["leave-black"]);
    expect(fillings.length).to.equal(1);
    expect(await thought).to.equal(null);
    expect(performance.now() - startedMs).to.be.lessThan(400);
    expect(await messageOf(() => playground.fill(task, ["slow"]))).to.contain("too slow to follow the pen");
    await playground.close();
  });

  it("shows a test digit with the label asked for, round and round", async () => {
    const { playground } = await opened();
    const first = await playground.digit(5, 0);
    expect(first.pixels.length).to.equal(PIXELS);
    expect(Math.max(...first.pixels)).to.be.within(0.5, 1);
    expect((await playground.digit(5, first.count + 1)).index).to.equal(1);
    await playground.close();
  });

  it("is closed by a change of engine, also while it gets ready", async () => {
    const lab = new Lab();
    await lab.engine("wasm");
    let hasData: () => void = () => undefined;
    const data = new Promise<void>((resolve) => (hasData = resolve));
    const opening = lab.playground.open("embedded", ({ kind }) => (kind === "data" ? hasData() : undefined));
    await data;
    expect((await lab.playground.digit(3, 2)).label).to.equal(3);
    await lab.engine("cpu");
    await opening;
    expect(await messageOf(() => lab.playground.digit(3, 2))).to.contain("the playground is closed");
    await chooseEngine("wasm");
  });

  it("refuses wrong sizes and values, and everything while it is closed or a run goes on, each with a sentence", async () => {
    const { playground } = await opened();
    const { task } = await yardstickTask(true);
    const refused: [() => Promise<unknown>, string][] = [
      [() => playground.fill({ ...task, pixels: new Float32Array(3) }, []), "28 × 28 pixels, got 3 values"],
      [() => playground.fill({ ...task, pixels: task.pixels.map(() => 2) }, []), "ink must be from 0 to 1, got 2"],
      [() => playground.fill({ ...task, pixels: task.pixels.map(() => NaN) }, []), "ink must be from 0 to 1, got NaN"],
      [() => playground.fill({ ...task, hole: new Uint8Array(9) }, []), "784 values of 0 or 1 (missing), got 9 values"],
      [() => playground.fill({ ...task, hole: new Uint8Array(784).fill(7) }, []), "0 or 1 (missing), got 7"],
      [() => playground.fill(task, ["nobody"]), 'Cannot fill by "nobody": it is not ready'],
      [() => playground.think(task, "leave-black"), "it follows the pen and needs no time to think"],
      [() => playground.train("nobody", () => undefined), 'Cannot train "nobody": there is no such restorer.'],
      [() => playground.digit(10, 0), "its label must be a whole number from 0 to 9, got 10"],
      [() => playground.digit(5, -1), "its index must be a whole number 0 or more, got -1"],
      [() => playground.decode("eights", new Float32Array(9)), "eights takes 1 to 1024 codes of 10 numbers, got 9"],
      [() => playground.decode("eights", new Float32Array(10).fill(NaN)), "a code must hold finite numbers"],
      [() => playground.decode("nines", new Float32Array(10)), 'generator "nines": there is none of that name'],
      [() => playground.encode("eights", task.pixels), "eights only makes digits, it reads none"],
    ];
    for (const [ask, sentence] of refused) expect(await messageOf(ask)).to.contain(sentence);
    await playground.close();
    expect(await messageOf(() => playground.fill(task, []))).to.contain("the playground is closed. Open it first.");
    const beside = new Playground(host(memoryShelf(), [], {}, () => true));
    expect(await messageOf(() => beside.open("embedded", () => undefined))).to.contain(
      "a run has the engine to itself",
    );
    expect(await messageOf(() => beside.fill(task, []))).to.contain("Stop it or wait for its end.");
  });
});

function readKept(shelf: Shelf): Promise<Checkpoint | null> {
  return readCheckpoint(shelf, restorerKey(mlp.name, "quick", DATASET.identity));
}

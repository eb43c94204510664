import { expect } from "@esm-bundle/chai";
import { run } from "../../../../src/experiments/autoencoder-zoo/run.ts";
import { ZOO_RESTORERS } from "../../../../src/experiments/autoencoder-zoo/restorers.ts";
import { autoencoderZoo, type ZooValues } from "../../../../src/experiments/autoencoder-zoo/spec.ts";
import { Stopped, type RunContext } from "../../../../src/experiments/experiment.ts";
import { keptUnder, readCheckpoint } from "../../../../src/experiments/kept-restorers.ts";
import { evaluate, testCase } from "../../../../src/metrics/evaluate.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import type { Row } from "../../../../src/results/table.ts";
import { CheckpointError, type Checkpoint } from "../../../../src/results/checkpoint.ts";
import { toUnit } from "../../../../src/data/batches.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { memoryShelf, onEachBackend, tensorsLeftBy, testContext, tinyDataset, tinyImages } from "../../../backends.ts";

const SMALL = { epochs: 1, batchSize: 8, ganSteps: 2, ganBatchSize: 2 } as const;

/** The CPU backend and WebGPU in software, on a machine that does other things as well. */
const SLOW_ENGINES_MS = 200_000;

async function drive(change: Partial<ZooValues>, context: Partial<RunContext> = {}): Promise<RunEvent[]> {
  const values: ZooValues = { ...autoencoderZoo.presets.quick.values, ...SMALL, ...change };
  const events: RunEvent[] = [];
  const small = { dataset: () => Promise.resolve(tinyDataset(16, 6)), ...context };
  for await (const event of run("quick", values, testContext(small))) events.push(event);
  return events;
}

const rowsOf = (events: readonly RunEvent[]): Row[] =>
  events.flatMap((event) => (event.kind === "row" ? [event.row] : []));

onEachBackend("a run of the zoo", (backend) => {
  it("trains all eight models into one table and leaves no tensor", async function () {
    this.timeout(SLOW_ENGINES_MS);
    const fewest = { ganSteps: 1, batchSize: 4 };
    const context = { dataset: () => Promise.resolve(tinyDataset(4, 2)) };
    if (backend === "wasm") await drive(fewest, context); // packs its first filters
    let events: RunEvent[] = [];
    expect(await tensorsLeftBy(async () => void (events = await drive(fewest, context)))).to.equal(0);
    expect(events[0]?.kind).to.equal("data");
    expect(rowsOf(events).map(({ model, method }) => `${model as string} ${method as string}`)).to.deep.equal([
      "vanilla network",
      "multilayer network",
      "convolutional network",
      "sparse network",
      "denoising network",
      "denoising leave-noisy",
      "denoising mean-image",
      "denoising pca",
      "two-unit network",
      "vae network",
      "gan as-published",
      "gan corrected",
    ]);
    for (const row of rowsOf(events)) {
      const value = row["model"] === "gan" ? row["nearest_mse"] : row["mse_all"];
      expect(value).to.be.within(0, 1);
    }
    const series = new Set(
      events.flatMap((event) => (event.kind === "points" ? event.points.map((point) => point.series) : [])),
    );
    const panels = new Set([...series].map((name) => name.split("/")[0]));
    expect([...panels]).to.deep.equal(autoencoderZoo.curves.map(({ title }) => title));
    const shares = events.flatMap((event) =>
      event.kind === "progress" && event.phase === "training" ? [event.done / event.total] : [],
    );
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0))).to.equal(true);
    expect(shares.at(-1)).to.be.closeTo(1, 1e-9);
  });
});

describe("the zoo", () => {
  before(() => chooseEngine("wasm"));

  it("leaves no tensor when it is stopped, in any model", async () => {
    for (const model of ["sparse", "denoising", "vae", "gan"] as const) {
      for (const breaths of [3, 9, 20]) {
        let left = breaths;
        const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
        let isStopped = false;
        const tensors = await tensorsLeftBy(async () => {
          await drive({ model, epochs: 50, ganSteps: 50 }, { breathe }).catch((error: unknown) => {
            isStopped = error instanceof Stopped;
          });
        });
        expect(isStopped, model).to.equal(true);
        expect(tensors, model).to.equal(0);
      }
    }
  });

  it("sets the published loss of the same epoch beside the measured one", async () => {
    const [first] = rowsOf(await drive({ model: "vanilla", epochs: 2 }));
    expect(first).to.include({ model: "vanilla", epochs: 2, published_loss: 0.013, parameters: 101_200, n_images: 6 });
    const loss = first?.["validation_loss"] as number;
    expect(first?.["difference_percent"]).to.be.closeTo(100 * (loss / 0.013 - 1), 1e-9);
    const [published] = rowsOf(await drive({ model: "sparse", epochs: 0 }));
    expect(published).to.include({ epochs: 15, published_loss: 0.0099 });
    const [beyond] = rowsOf(await drive({ model: "two-unit", epochs: 3 }));
    expect(beyond).to.include({ published_loss: null, difference_percent: null });
  });

  it("says how few epochs, images and steps it took, and on which digits", async () => {
    const notices = (await drive({})).flatMap((event) => (event.kind === "notice" ? [event.text] : []));
    expect(notices[0]).to.contain("Measured on tiny, published on MNIST");
    expect(notices[1]).to.contain("Trained for 1 epoch each on the first 2000 training images");
    expect(notices[2]).to.contain("The GAN is trained for 2 steps; the source takes 3,000");
  });

  it("tells the sparse model's penalty apart from its error: loss = MSE + penalty on the same images", async () => {
    for (const penaltyOver of ["batch", "image"] as const) {
      const [row] = rowsOf(await drive({ model: "sparse", penaltyOver, sparsePenalty: 0.01 }));
      const [loss, penalty, mse] = ["validation_loss", "penalty", "mse_all"].map((name) => row?.[name] as number);
      expect(loss).to.be.closeTo((penalty as number) + (mse as number), 1e-4 * (loss as number));
      expect(penalty).to.be.greaterThan(0);
    }
  });

  it("validates on held-out training images where asked, and refuses too few", async () => {
    const events = await drive({ model: "vanilla", validation: "held-out" });
    const data = events.find((event) => event.kind === "data");
    expect(data?.kind === "data" && data.trainImages).to.equal(14);
    let message = "";
    await drive({}, { dataset: () => Promise.resolve(tinyDataset(1, 0)) }).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.contain("give 1 training and 0 test images; choose more digits or another data set.");
    await drive({ model: "gan", ganBatchSize: 64 }).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("a batch of 64 needs as many training images, got 16");
  });

  it("paints the plane seamlessly, the test digits' places, and the GAN's samples over time", async () => {
    const figures = [...(await drive({ model: "vae" })), ...(await drive({ model: "gan" }))].flatMap((event) =>
      event.kind === "figure" ? [event.figure] : [],
    );
    const manifold = figures.find(({ id }) => id === "manifold");
    if (manifold?.kind !== "tiles") throw new Error("no manifold");
    expect(manifold.seamless).to.equal(true);
    expect(manifold.rows.map(({ label }) => label)).to.deep.equal(manifold.columns);
    expect([manifold.columns[0], manifold.columns.length, manifold.columns.at(-1)]).to.deep.equal([
      "−1.64",
      20,
      "1.64",
    ]);
    const plane = figures.find(({ id }) => id === "plane-vae");
    expect(plane?.kind === "scatter" && plane.points.length).to.equal(12);
    const samples = figures.filter(({ id }) => id === "gan-samples").at(-1);
    if (samples?.kind !== "tiles") throw new Error("no samples");
    const labels = samples.rows.map(({ label }) => label);
    expect(labels).to.include.members([
      "GAN as published, step 2",
      "the same, each painted alone",
      "GAN corrected, step 2",
    ]);
  });

  it("tables the mean over seeds where it repeats", async () => {
    const rows = rowsOf(await drive({ model: "vanilla", repeats: 2 }));
    expect(rows.map(({ seed }) => seed)).to.deep.equal([1, 2, "mean of 1, 2"]);
    const [first, second, mean] = rows.map((row) => row["mse_all"] as number) as [number, number, number];
    expect(mean).to.be.closeTo((first + second) / 2, 1e-12);
  });

  it("gives the same rows for the same seed", async () => {
    const values = { model: "denoising", noiseDraws: "every-epoch" } as const;
    expect(rowsOf(await drive(values))).to.deep.equal(rowsOf(await drive(values)));
  });

  it("keeps the longest trained generators of all ten digits, under their data's name", async () => {
    const shelf = memoryShelf();
    const { identity } = tinyDataset(16, 6);
    const kept = (what: string): Promise<Checkpoint | null> => readCheckpoint(shelf, keptUnder(what, identity));
    await drive({ model: "vae", digits: [5, 7] }, { shelf });
    expect(await kept("generators/vae-decoder-2")).to.equal(null);
    await drive({ model: "vae", epochs: 3 }, { shelf });
    await drive({ model: "vae", epochs: 1 }, { shelf });
    await drive({ model: "gan" }, { shelf });
    const decoder = await kept("generators/vae-decoder-2");
    expect(decoder?.architecture).to.equal("vae-decoder 2");
    expect(decoder?.about["epochs"]).to.equal(3);
    expect((await kept("generators/gan"))?.architecture).to.equal("zoo-gan-generator");
  });
});

onEachBackend("what the zoo lends to the yardstick", () => {
  it("is trained, kept, opened and measured, leaves no tensor, and refuses another's checkpoint", async function () {
    this.timeout(SLOW_ENGINES_MS);
    const context = testContext();
    const dataset = tinyDataset(4, 2);
    const { pixels, labels } = tinyImages(3, 2);
    const damaged = testCase({ kind: "patch", sizePx: 9 }, toUnit(pixels), labels);
    const checkpoints: Checkpoint[] = [];
    for (const restorer of ZOO_RESTORERS) {
      const left = await tensorsLeftBy(async () => {
        const training = restorer.train(dataset, "quick", context);
        let step = await training.next();
        while (step.done !== true) step = await training.next();
        checkpoints.push(step.value);
        const open = await restorer.open(step.value, context);
        expect(open.name).to.equal(restorer.name);
        const [first, again] = [await open.restore(damaged), await open.restore(damaged)];
        expect(first.length).to.equal(3 * 784);
        expect([...first]).to.deep.equal([...again]);
        expect((await evaluate(open, damaged)).length).to.equal(2);
        open.dispose();
      });
      expect(left, restorer.name).to.equal(0);
    }
    const [denoising, projection] = ZOO_RESTORERS;
    const [ofDenoising, ofProjection] = checkpoints;
    for (const [restorer, checkpoint] of [
      [denoising, ofProjection],
      [projection, ofDenoising],
    ] as const) {
      const left = await tensorsLeftBy(async () => {
        let fault: unknown = null;
        await restorer?.open(checkpoint as Checkpoint, context).catch((error: unknown) => (fault = error));
        expect(fault).to.be.instanceOf(CheckpointError);
      });
      expect(left).to.equal(0);
    }
  });
});

import { expect } from "@esm-bundle/chai";
import { toUnit } from "../../../../src/data/batches.ts";
import { ZOO_RESTORERS } from "../../../../src/experiments/autoencoder-zoo/restorers.ts";
import { autoencoderZoo } from "../../../../src/experiments/autoencoder-zoo/spec.ts";
import { evaluate, testCase } from "../../../../src/metrics/evaluate.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  type Checkpoint,
} from "../../../../src/results/checkpoint.ts";
import { onEachBackend, tensorsLeftBy, testContext, tinyDataset, tinyImages } from "../../../backends.ts";
import { driveZoo, rowsOf } from "./drive.ts";

/** The CPU backend and WebGPU in software, on a machine that does other things as well. */
const SLOW_ENGINES_MS = 120_000;

const FEWEST = { ganSteps: 1, batchSize: 4 };
const CONTEXT = { dataset: () => Promise.resolve(tinyDataset(4, 2)) };

onEachBackend("a run of the zoo", () => {
  it("trains the sparse model and leaves no tensor", async function () {
    this.timeout(SLOW_ENGINES_MS);
    await driveZoo({ ...FEWEST, model: "sparse" }, CONTEXT);
    let events: RunEvent[] = [];
    const run = async (): Promise<void> => void (events = await driveZoo({ ...FEWEST, model: "sparse" }, CONTEXT));
    expect(await tensorsLeftBy(run)).to.equal(0);
    const [row] = rowsOf(events);
    expect(row?.["validation_loss"]).to.be.closeTo((row?.["mse_all"] as number) + (row?.["penalty"] as number), 1e-4);
  });

  it("trains the VAE and leaves no tensor", async function () {
    this.timeout(SLOW_ENGINES_MS);
    await driveZoo({ ...FEWEST, model: "vae" }, CONTEXT);
    let events: RunEvent[] = [];
    const run = async (): Promise<void> => void (events = await driveZoo({ ...FEWEST, model: "vae" }, CONTEXT));
    expect(await tensorsLeftBy(run)).to.equal(0);
    const [row] = rowsOf(events);
    // Before it has learnt anything, each of 784 pixels costs ln 2.
    expect(row?.["validation_loss"]).to.be.closeTo(784 * Math.LN2, 15);
  });
});

onEachBackend("a run of the whole zoo", (backend) => {
  it("trains all eight models into one table and leaves no tensor", async function () {
    this.timeout(SLOW_ENGINES_MS);
    if (backend === "wasm") await driveZoo(FEWEST, CONTEXT); // packs its first filters
    let events: RunEvent[] = [];
    expect(await tensorsLeftBy(async () => void (events = await driveZoo(FEWEST, CONTEXT)))).to.equal(0);
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

onEachBackend("what the zoo lends to the yardstick", () => {
  it("is trained, kept, opened and measured, leaves no tensor, and refuses another's checkpoint", async function () {
    this.timeout(SLOW_ENGINES_MS);
    const context = testContext();
    const dataset = tinyDataset(4, 2);
    const { pixels, labels } = tinyImages(3, 2);
    const damaged = testCase({ kind: "patch", sizePx: 9 }, toUnit(pixels), labels);
    const stranger: Checkpoint = { architecture: "another", about: {}, weights: [] };
    for (const restorer of ZOO_RESTORERS) {
      const left = await tensorsLeftBy(async () => {
        const training = restorer.train(dataset, "glimpse", context);
        let step = await training.next();
        while (step.done !== true) step = await training.next();
        const open = await restorer.open(decodeCheckpoint(encodeCheckpoint(step.value)), context);
        expect(open.name).to.equal(restorer.name);
        const [first, again] = [await open.restore(damaged), await open.restore(damaged)];
        expect(first.length).to.equal(3 * 784);
        expect([...first]).to.deep.equal([...again]);
        expect((await evaluate(open, damaged)).length).to.equal(2);
        open.dispose();
        let fault: unknown = null;
        await restorer.open(stranger, context).catch((error: unknown) => (fault = error));
        expect(fault).to.be.instanceOf(CheckpointError);
      });
      expect(left, restorer.name).to.equal(0);
    }
  });
});

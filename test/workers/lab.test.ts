import { expect } from "@esm-bundle/chai";
import { wrap, proxy, type Remote } from "comlink";
import * as tf from "@tensorflow/tfjs";
import { findExperiment } from "../../src/catalog.ts";
import { Stopped, type RunContext } from "../../src/experiments/experiment.ts";
import type { LabApi, RunConfig, RunEvent } from "../../src/protocol.ts";
import { RUNS } from "../../workers/runs.ts";
import { BACKENDS, tensorsLeftBy, testContext, tinyDataset } from "../backends.ts";
import { chooseEngine } from "../../workers/engine/choose.ts";

const CALLER = { from: "test", machine: "" };

function config(change: Record<string, unknown> = {}): RunConfig {
  const values = {
    ...findExperiment("masked-restoration").presets["quick"]?.values,
    epochs: 2,
    hiddenUnits: 8,
    stripeWidths: [3],
    patchSizes: [9],
    testImages: 20,
    digits: [5],
    ...change,
  };
  return { experiment: "masked-restoration", preset: "quick", engine: "wasm", values: values };
}

/** Drives the run itself, without engine or data loading, on tiny images. */
async function driveRun(context: Partial<RunContext>, change: Record<string, unknown> = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const run = RUNS["masked-restoration"];
  if (run === undefined) throw new Error("no run");
  for await (const event of run("quick", config(change).values, testContext(context))) events.push(event);
  return events;
}

const kinds = (events: readonly RunEvent[]): Set<string> => new Set(events.map(({ kind }) => kind));

describe("a run of masked restoration", () => {
  for (const backend of BACKENDS) {
    it(`tells data, plan, progress, curves, figures and rows, and leaves no tensor, on ${backend}`, async () => {
      await chooseEngine(backend);
      await driveRun({}, { epochs: 1 });
      let events: RunEvent[] = [];
      expect(await tensorsLeftBy(async () => void (events = await driveRun({})))).to.equal(0);
      expect([...kinds(events)].sort()).to.deep.equal([
        "data",
        "figure",
        "model",
        "notice",
        "plan",
        "points",
        "progress",
        "row",
      ]);
      const rows = events.flatMap((event) => (event.kind === "row" ? [event.row] : []));
      expect(rows.length).to.equal(3 * 8); // two stripes and a patch; five restorers, three of them read twice
      const networkRow = rows.find((row) => row["restorer"] === "network" && row["corruption"] === "patch");
      expect(networkRow).to.include({ size_px: 9, published_mse: 0.0154, n_images: 10 });
    });
  }

  it("leaves no tensor when it is stopped in the middle of training, or of measuring", async () => {
    await chooseEngine("wasm");
    for (const breaths of [1, 3, 8]) {
      let left = breaths;
      const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
      let stopped = false;
      const tensors = await tensorsLeftBy(async () => {
        await driveRun({ breathe }).catch((error: unknown) => (stopped = error instanceof Stopped));
      });
      expect(stopped).to.equal(true);
      expect(tensors).to.equal(0);
    }
  });

  it("says which baseline it prepares, and how far it is, before it measures", async () => {
    await chooseEngine("wasm");
    const events = await driveRun({}, { epochs: 1 });
    const labels = events.flatMap((event) => (event.kind === "progress" ? [event.label] : []));
    for (const part of ["mean and covariance of pixels", "principal directions", "linear fill"]) {
      expect(labels).to.include(`preparing baselines: ${part}, 0 %`);
    }
  });

  it("measures baselines once and the network for every seed", async () => {
    await chooseEngine("wasm");
    const events = await driveRun({}, { repeats: 2, stripeWidths: [], epochs: 1 });
    const rows = events.flatMap((event) => (event.kind === "row" ? [event.row] : []));
    expect(rows.filter((row) => row["restorer"] === "network").map((row) => row["seed"])).to.deep.equal([
      1,
      1,
      2,
      2,
      "mean of 1, 2",
      "mean of 1, 2",
    ]);
    const network = rows.filter((row) => row["restorer"] === "network" && row["composited"] === false);
    const [first, second, mean] = network.map((row) => row["mse_all"] as number) as [number, number, number];
    expect(mean).to.be.closeTo((first + second) / 2, 1e-12);
    expect(network[2]?.["mse_all_ci95"]).to.be.closeTo((12.706 * Math.abs(first - second)) / 2, 1e-9);
    expect(rows.filter((row) => row["restorer"] === "leave-black").length).to.equal(1);
  });

  it("gives the same rows for the same seed", async () => {
    await chooseEngine("wasm");
    const rows = (events: RunEvent[]): RunEvent[] => events.filter(({ kind }) => kind === "row");
    expect(rows(await driveRun({}))).to.deep.equal(rows(await driveRun({})));
  });

  it("says so when the digits chosen are not in the data", async () => {
    const empty = { ...tinyDataset(0, 0) };
    let message = "";
    await driveRun({ dataset: () => Promise.resolve(empty) }).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.contain("Cannot train on tiny: digits 5 give 0 training and 0 test images");
  });
});

describe("the lab in its worker", () => {
  let worker: Worker;
  let lab: Remote<LabApi>;

  // One for all: its start takes a second, and a lab is used again and again.
  before(() => {
    worker = new Worker(new URL("../../workers/lab.worker.ts", import.meta.url), { type: "module" });
    lab = wrap<LabApi>(worker);
  });
  after(() => worker.terminate());

  const run = async (asked: RunConfig, events: RunEvent[], onEvent?: (event: RunEvent) => void): Promise<void> => {
    await lab.run(
      asked,
      CALLER,
      proxy((event: RunEvent) => {
        events.push(event);
        onEvent?.(event);
      }),
    );
  };

  it("says which data it holds: none at first", async () => {
    expect(await lab.dataStatus()).to.deep.equal({ kind: "none" });
    let message = "";
    await lab.useFiles([]).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("Cannot use these files");
  });

  it("runs from start to manifest", async () => {
    const events: RunEvent[] = [];
    await run(config(), events);
    expect(events[0]?.kind).to.equal("started");
    const last = events.at(-1);
    expect(last?.kind).to.equal("finished");
    if (last?.kind !== "finished") return;
    expect(last.outcome).to.equal("done");
    expect(last.manifest.engine.backend).to.equal("wasm");
    expect(last.manifest.dataset?.origin).to.equal("embedded");
    expect(Object.keys(last.manifest.phasesMs)).to.include.members(["data", "training", "measuring"]);
    expect(last.manifest.rows).to.equal(events.filter(({ kind }) => kind === "row").length);
  });

  it("stops within a step, keeps what was measured, and can start again", async () => {
    const events: RunEvent[] = [];
    let stopping: Promise<void> | undefined;
    await run(config({ epochs: 1000 }), events, (event) => {
      if (event.kind === "points") stopping ??= lab.stop();
    });
    await stopping;
    const last = events.at(-1);
    expect(last?.kind === "finished" && last.outcome).to.equal("stopped");
    expect(events.some(({ kind }) => kind === "points")).to.equal(true);
    const again: RunEvent[] = [];
    await run(config({ epochs: 1 }), again);
    expect(again.at(-1)?.kind).to.equal("finished");
  });

  it("refuses a second start while a run is going, which goes on", async () => {
    const events: RunEvent[] = [];
    let refusal = "";
    let asked = false;
    await run(config({ epochs: 5 }), events, (event) => {
      if (event.kind !== "points" || asked) return;
      asked = true;
      void run(config(), []).catch((error: unknown) => (refusal = (error as Error).message));
    });
    expect(refusal).to.contain("Cannot start: a run is already going.");
    expect(events.at(-1)?.kind).to.equal("finished");
  });

  it("refuses a configuration that does not fit its spec, before anything starts", async () => {
    const refusals: string[] = [];
    for (const asked of [
      config({ epochs: Number.NaN }),
      config({ stripeWidths: [40] }),
      config({ digits: [] }),
      config({ stray: 1 }),
      { ...config(), experiment: "nope" },
      { ...config(), engine: "abacus" as RunConfig["engine"] },
    ]) {
      const events: RunEvent[] = [];
      await run(asked, events).catch((error: unknown) => refusals.push((error as Error).message));
      expect(events).to.deep.equal([]);
    }
    expect(refusals[0]).to.contain("Cannot set epochs: it must be a whole number from 1 to 1000 epochs, got NaN");
    expect(refusals[1]).to.contain("from 1 to 28 px");
    expect(refusals[2]).to.contain("at least 1");
    expect(refusals[3]).to.contain('Cannot set "stray"');
    expect(refusals[4]).to.contain('Cannot find experiment "nope"');
    expect(refusals[5]).to.contain('Cannot use engine "abacus"');
  });

  it("goes on with the embedded digits, in one line, when no real ones can be had", async () => {
    const events: RunEvent[] = [];
    await run(config({ data: "real", epochs: 1 }), events);
    const notices = events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));
    expect(notices[0]).to.contain("The run goes on with the embedded digits.");
    expect(notices[1]).to.contain("published on MNIST: the shapes compare, the figures do not");
    expect(notices.length).to.equal(2);
    expect(events.at(-1)?.kind).to.equal("finished");
  });
});

it("the tests share one tfjs with the code they test", () => {
  expect(tf.engine().registryFactory).to.have.property("wasm");
});

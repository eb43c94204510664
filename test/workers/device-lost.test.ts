/** The GPU goes away in the middle of a run: a driver that crashed, a laptop that changed its graphics card. */
import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { findExperiment } from "../../src/catalog.ts";
import type { RunConfig, RunEvent } from "../../src/protocol.ts";
import { Lab } from "../../workers/lab.ts";
import { tensorsLeftBy } from "../backends.ts";

const CALLER = { from: "test", machine: "" };

const CONFIG: RunConfig = {
  experiment: "masked-restoration",
  preset: "quick",
  engine: "webgpu",
  values: {
    ...findExperiment("masked-restoration").presets["quick"]?.values,
    data: "embedded",
    epochs: 1000,
    hiddenUnits: 8,
    stripeWidths: [3],
    patchSizes: [],
    testImages: 20,
    digits: [5],
  },
};

const device = (): GPUDevice => (tf.backend() as WebGPUBackend).device;

/** A run that something happens to when it has drawn its first point. */
async function run(lab: Lab, onFirstPoint: () => void): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await lab.run(CONFIG, CALLER, (event) => {
    if (event.kind === "points" && !events.some(({ kind }) => kind === "points")) onFirstPoint();
    events.push(event);
  });
  return events;
}

describe("a GPU that is lost in the middle of a run", () => {
  it("ends the run with a sentence, keeps what was measured, and the next launch has a fresh device", async function () {
    this.timeout(120_000);
    const lab = new Lab();
    let lost: GPUDevice | null = null;
    let broken: RunEvent[] = [];
    await lab.engine("webgpu");
    const left = await tensorsLeftBy(async () => {
      broken = await run(lab, () => {
        lost = device();
        lost.destroy();
      });
    });
    expect(left).to.equal(0);
    const end = broken.at(-1);
    expect(end?.kind).to.equal("failed");
    if (end?.kind !== "failed") return;
    expect(end.message).to.match(/^The GPU was lost: .*Start again, or choose engine wasm\.$/);
    expect(end.manifest?.outcome).to.equal("failed");
    expect(broken.some(({ kind }) => kind === "points")).to.equal(true);

    const after = await run(lab, () => void lab.stop());
    expect(device()).not.to.equal(lost);
    const last = after.at(-1);
    expect(last?.kind === "finished" && last.outcome).to.equal("stopped");
    const values = after.flatMap((event) => (event.kind === "points" ? event.points.map(({ value }) => value) : []));
    expect(values.length).to.be.greaterThan(0);
    for (const value of values) expect(value).to.be.within(1e-6, 10);
  });
});

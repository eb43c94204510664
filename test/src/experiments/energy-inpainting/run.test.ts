import { expect } from "@esm-bundle/chai";
import { checkConfig, findExperiment } from "../../../../src/catalog.ts";
import { Stopped, type RunContext } from "../../../../src/experiments/experiment.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import type { Row } from "../../../../src/results/table.ts";
import { RUNS } from "../../../../workers/runs.ts";
import { onEachBackend, tensorsLeftBy, testContext, tinyDataset } from "../../../backends.ts";

const values = (change: Record<string, unknown>): Record<string, unknown> => ({
  ...findExperiment("energy-inpainting").presets["quick"]?.values,
  hiddenUnits: 4,
  epochs: 2,
  batchSize: 20,
  components: [1, 3],
  descentSteps: 2,
  descentPath: [0, 2],
  ...change,
});

async function drive(context: Partial<RunContext> = {}, change: Record<string, unknown> = {}): Promise<RunEvent[]> {
  const config = checkConfig({
    experiment: "energy-inpainting",
    preset: "quick",
    engine: "wasm",
    values: values(change),
  });
  const events: RunEvent[] = [];
  const run = RUNS["energy-inpainting"];
  if (run === undefined) throw new Error("no run");
  for await (const event of run("quick", config.values, testContext(context))) events.push(event);
  return events;
}

const rowsOf = (events: readonly RunEvent[], part: string): Row[] =>
  events.flatMap((event) => (event.kind === "row" && event.row["part"] === part ? [event.row] : []));

onEachBackend("a run of energy inpainting", () => {
  it("tells everything and leaves no tensor", async () => {
    await drive({}, { epochs: 1 });
    let events: RunEvent[] = [];
    expect(await tensorsLeftBy(async () => void (events = await drive()))).to.equal(0);
    const plan = events.find((event) => event.kind === "plan");
    expect(plan).to.deep.include({ epochs: 2, stepsPerEpoch: 2, parameters: 3165 + 7080 }); // 784·4+4, 4·4+4, then 4+1 or 4·784+784
    const series = new Set(
      events.flatMap((event) => (event.kind === "points" ? event.points.map((point) => point.series) : [])),
    );
    expect([...series].sort()).to.deep.equal(["Energy/contrastive", "Energy/data", "train"]);
    expect(rowsOf(events, "restoration").map((row) => row["restorer"])).to.deep.equal([
      "original",
      "energy-generator",
      "energy-descent",
      "energy-descent-grey",
      "pca-1",
      "pca-3",
      "mean-image",
      "linear-fill",
      "leave-grey",
      "leave-black",
      "pca",
    ]);
    const [first] = rowsOf(events, "training");
    expect(first).to.include({ epoch: 0, published_loss: null });
    expect(first?.["loss"]).to.be.closeTo(Math.LN2, 0.05); // no energy gap at the start
    const figure = events.filter((event) => event.kind === "figure").at(-1)?.figure;
    expect(figure?.kind === "tiles" && figure.rows.map(({ label }) => label)).to.deep.equal([
      "original",
      "damaged",
      "PCA 1",
      "PCA 3",
      "generator",
      "generator, then descent",
      "descent from grey",
      "mean image",
      "linear fill",
    ]);
  });
});

describe("energy inpainting", () => {
  it("leaves no tensor when it is stopped in training or in measuring", async () => {
    for (const breaths of [1, 6, 25]) {
      let left = breaths;
      const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
      let stopped = false;
      const tensors = await tensorsLeftBy(async () => {
        await drive({ breathe }).catch((error: unknown) => (stopped = error instanceof Stopped));
      });
      expect(stopped).to.equal(true);
      expect(tensors).to.equal(0);
    }
  });

  it("goes down from three places, the energy falling, and from zero steps stays where it starts", async () => {
    const events = await drive({}, { descentPath: [0, 5], descentRate: 0.01 });
    const path = rowsOf(events, "descent");
    expect(path.map((row) => [row["restorer"], row["descent_steps"]])).to.deep.equal([
      ["energy-descent", 0],
      ["energy-descent", 5],
      ["energy-descent-grey", 0],
      ["energy-descent-grey", 5],
      ["energy-descent-original", 0],
      ["energy-descent-original", 5],
    ]);
    for (const start of [0, 2, 4]) {
      expect(path[start + 1]?.["energy"]).to.be.below(path[start]?.["energy"] as number);
    }
    const measured = rowsOf(events, "restoration");
    const holeOf = (restorer: string): unknown => measured.find((row) => row["restorer"] === restorer)?.["mse_hole"];
    expect(path[0]?.["mse_hole"]).to.equal(holeOf("energy-generator"));
    expect(path[2]?.["mse_hole"]).to.equal(holeOf("leave-grey"));
    expect(path[4]).to.include({ mse_hole: 0, preferred_percent: 0 });
  });

  it("measures PCA on whole pictures too: more directions lose less and keep more variance", async () => {
    const rows = rowsOf(await drive({}, { epochs: 1 }), "restoration");
    const [one, three] = ["pca-1", "pca-3"].map((name) => rows.find((row) => row["restorer"] === name));
    expect(three?.["mse_clean"]).to.be.below(one?.["mse_clean"] as number);
    expect(three?.["variance_kept_percent"]).to.be.above(one?.["variance_kept_percent"] as number);
    expect(three).to.include({ components: 3, reference_mse_hole: null, difference_percent: null });
  });

  it("gives a mean over seeds for what was trained, and measures the rest once", async () => {
    const rows = rowsOf(await drive({}, { epochs: 1, repeats: 2, descentPath: [] }), "restoration");
    expect(rows.filter((row) => row["restorer"] === "energy-generator").map((row) => row["seed"])).to.deep.equal([
      1,
      2,
      "mean of 1, 2",
    ]);
    expect(rows.filter((row) => row["restorer"] === "linear-fill").length).to.equal(1);
  });

  it("is the same again with the same seed, and another with another", async () => {
    const rows = async (seed: number): Promise<Row[]> => rowsOf(await drive({}, { epochs: 1, seed }), "restoration");
    const first = await rows(1);
    expect(await rows(1)).to.deep.equal(first);
    expect((await rows(2))[1]?.["mse_hole"]).not.to.equal(first[1]?.["mse_hole"]);
  });

  it("refuses more principal components than a picture has pixels", async () => {
    let message = "";
    await drive({}, { components: [10, 785] }).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal(
      "Cannot set components: it takes at least 1 of the whole numbers from 1 to 784, such as 3,5,7 or 3..15, got 10,785.",
    );
  });

  it("says so when there is nothing to learn from", async () => {
    let message = "";
    const dataset = (): Promise<ReturnType<typeof tinyDataset>> => Promise.resolve(tinyDataset(0, 0));
    await drive({ dataset }).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal(
      "Cannot train on tiny: it needs at least 1 training and 2 test images, got 0 and 0; choose another data set.",
    );
  });
});

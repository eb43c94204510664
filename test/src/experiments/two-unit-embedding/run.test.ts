import { expect } from "@esm-bundle/chai";
import { checkConfig, findExperiment } from "../../../../src/catalog.ts";
import { Stopped, type RunContext } from "../../../../src/experiments/experiment.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import type { Row } from "../../../../src/results/table.ts";
import { RUNS } from "../../../../workers/runs.ts";
import { onEachBackend, tensorsLeftBy, testContext, tinyDataset } from "../../../backends.ts";

async function drive(context: Partial<RunContext> = {}, change: Record<string, unknown> = {}): Promise<RunEvent[]> {
  const preset = findExperiment("two-unit-embedding").presets["quick"];
  const config = checkConfig({
    experiment: "two-unit-embedding",
    preset: "quick",
    engine: "wasm",
    values: { ...preset?.values, epochs: 2, batchSize: 16, ...change },
  });
  const events: RunEvent[] = [];
  const run = RUNS["two-unit-embedding"];
  if (run === undefined) throw new Error("no run");
  for await (const event of run("quick", config.values, testContext(context))) events.push(event);
  return events;
}

const rowsOf = (events: readonly RunEvent[]): Row[] =>
  events.flatMap((event) => (event.kind === "row" ? [event.row] : []));

onEachBackend("a run of the two-unit embedding", () => {
  it("tells everything, draws the map, and leaves no tensor", async () => {
    await drive({}, { epochs: 1 });
    let events: RunEvent[] = [];
    expect(await tensorsLeftBy(async () => void (events = await drive()))).to.equal(0);
    expect(events.find((event) => event.kind === "data")).to.include({ trainImages: 40, testImages: 10 });
    expect(events.find((event) => event.kind === "plan")).to.deep.include({ stepsPerEpoch: 3, parameters: 3922 });
    expect(rowsOf(events).map((row) => row["method"])).to.deep.equal([
      "autoencoder",
      "mean-image",
      "class-mean",
      "pca-1",
      "pca-2",
      "pca-3",
      "black",
    ]);
    const map = events.filter((event) => event.kind === "figure" && event.figure.id === "embedding").at(-1);
    if (map?.kind !== "figure" || map.figure.kind !== "scatter") throw new Error("no map");
    expect(map.figure.points.length).to.equal(20);
    expect(map.figure.points.every((code) => code > 0 && code < 1)).to.equal(true);
    expect([...map.figure.labels]).to.deep.equal([5, 7, 5, 7, 5, 7, 5, 7, 5, 7]);
    const last = events.filter((event) => event.kind === "figure" && event.figure.id === "reconstructions").at(-1);
    if (last?.kind !== "figure" || last.figure.kind !== "tiles") throw new Error("no reconstructions");
    expect(last.figure.rows.map(({ label }) => label)).to.deep.equal(["original", "two units", "PCA 2", "mean image"]);
  });
});

describe("the two-unit embedding", () => {
  it("sets every error beside the published target and the mean image's", async () => {
    const rows = rowsOf(await drive());
    const of = (method: string): Row => rows.find((row) => row["method"] === method) as Row;
    const error = (method: string): number => of(method)["mse_test"] as number;
    expect(of("mean-image")).to.include({ explained_percent: 0, published_target: 0.07, n_train: 36, n_test: 10 });
    expect(error("class-mean")).to.be.below(error("mean-image")); // bars and stripes differ
    expect(of("pca-3")["mse_train"]).to.be.below(of("pca-2")["mse_train"] as number);
    expect(of("pca-2")["mse_train"]).to.be.below(of("pca-1")["mse_train"] as number);
    for (const row of rows) {
      const train = row["mse_train"] as number;
      expect(row["meets_target"]).to.equal(train < 0.07);
      expect(row["difference_percent"]).to.be.closeTo(100 * (train / 0.07 - 1), 1e-9);
    }
  });

  it("cannot do better on what it learnt from than two principal components, and comes close to them", async () => {
    const rows = rowsOf(await drive({}, { epochs: 100, learningRate: 0.03 }));
    const [network, mean, pca] = ["autoencoder", "mean-image", "pca-2"].map(
      (method) => rows.find((row) => row["method"] === method)?.["mse_train"] as number,
    ) as [number, number, number];
    expect(network).to.be.at.least(pca);
    expect((mean - network) / (mean - pca)).to.be.above(0.7);
  });

  it("gives a mean over seeds, and measures the baselines once", async () => {
    const rows = rowsOf(await drive({}, { epochs: 1, repeats: 2 }));
    const own = rows.filter((row) => row["method"] === "autoencoder");
    expect(own.map((row) => row["seed"])).to.deep.equal([1, 2, "mean of 1, 2"]);
    const [first, second, mean] = own.map((row) => row["mse_test"] as number) as [number, number, number];
    expect(mean).to.be.closeTo((first + second) / 2, 1e-12);
    expect(rows.filter((row) => row["method"] === "pca-2").length).to.equal(1);
  });

  it("leaves no tensor when it is stopped in training or in measuring", async () => {
    for (const breaths of [1, 7, 20]) {
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

  it("says so when the digits chosen are not in the data", async () => {
    let message = "";
    const dataset = (): Promise<ReturnType<typeof tinyDataset>> => Promise.resolve(tinyDataset(0, 0));
    await drive({ dataset }, { digits: [5] }).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal(
      "Cannot train on tiny: digits 5 give 0 training and 0 test images; choose more digits or another data set.",
    );
  });
});

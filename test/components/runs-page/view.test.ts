import { expect } from "@esm-bundle/chai";
import { columnsOf, metricText, shareDone } from "../../../components/runs-page/columns.ts";
import { bytesText, storageSentence } from "../../../components/runs-page/storage-use.ts";
import { ALL_RUNS, filterRuns, sortRuns, type RunsView } from "../../../components/runs-page/view.ts";
import { rowsWindow } from "../../../components/runs-table/rows-window.ts";
import { readTags } from "../../../components/runs-table/tags.ts";
import { readPlace, runsHash } from "../../../components/url-state.ts";
import type { Metric } from "../../../src/results/metrics.ts";
import type { StoredRun } from "../../../store/stored-run.ts";
import { CONFIG } from "../records.ts";

const metric = (name: string, last: number, kind: Metric["kind"] = "headline"): Metric => ({
  name,
  label: name,
  kind,
  better: "lower",
  last,
  best: last / 2,
  ci95: null,
});

const run = (runId: string, change: Partial<StoredRun> = {}): StoredRun => ({
  runId,
  experiment: "masked-restoration",
  status: "done",
  identity: runId,
  sweepId: null,
  startedAt: "2025-01-01T00:00:00.000Z",
  wallMs: 1000,
  config: CONFIG,
  engine: null,
  dataset: null,
  trainImages: 0,
  testImages: 0,
  plan: null,
  progress: null,
  metrics: [],
  tags: [],
  note: "",
  deletedAt: null,
  notices: [],
  error: null,
  manifest: null,
  ...change,
});

const RUNS = [
  run("a", { metrics: [metric("mse", 0.2)], tags: ["good"], note: "Wide hole" }),
  run("b", { status: "failed", sweepId: "s", wallMs: 9000 }),
  run("c", {
    metrics: [metric("mse", 0.1)],
    wallMs: 500,
    config: { ...CONFIG, values: { ...CONFIG.values, epochs: 77 } },
  }),
];

const ids = (runs: readonly StoredRun[]): string => runs.map(({ runId }) => runId).join("");
const found = (change: Partial<RunsView>): string => ids(filterRuns(RUNS, { ...ALL_RUNS, ...change }));

describe("which runs are listed", () => {
  it("finds by every word, wherever it stands", () => {
    expect(found({ text: "wide GOOD" })).to.equal("a");
    expect(found({ text: "epochs 77" })).to.equal("c");
    expect(found({ text: "wide nowhere" })).to.equal("");
  });

  it("takes any of one list and all lists together", () => {
    expect(found({ statuses: ["done", "failed"] })).to.equal("abc");
    expect(found({ statuses: ["done"], tags: ["good"] })).to.equal("a");
    expect(found({ sweeps: ["s"] })).to.equal("b");
    expect(found({ sweeps: ["s"], statuses: ["done"] })).to.equal("");
  });

  it("sorts numbers as numbers, and leaves what has no value at the end in either order", () => {
    const columns = columnsOf(RUNS);
    const sorted = (column: string, order: "ascending" | "descending"): string =>
      ids(
        sortRuns(
          RUNS,
          columns.find(({ id }) => id === column),
          { column, order },
        ),
      );
    expect(sorted("m.mse", "ascending")).to.equal("cab");
    expect(sorted("m.mse", "descending")).to.equal("acb");
    expect(sorted("wall", "ascending")).to.equal("cab");
    expect(sorted("no such column", "ascending")).to.equal("abc");
  });

  it("writes the view into the address and reads it back, commas and all", () => {
    const view: RunsView = {
      text: "wide & good",
      experiments: ["masked-restoration"],
      statuses: ["ended-early", "done"],
      tags: ["a, b", "ü"],
      sweeps: ["s"],
      sort: { column: "m.train.best", order: "descending" },
    };
    expect(readPlace(runsHash(view))).to.deep.equal({ kind: "runs", view, warnings: [] });
    expect(runsHash(ALL_RUNS)).to.equal("#/runs");
    const place = readPlace("#/runs?status=lost&stray=1");
    expect(place.warnings.length).to.equal(2);
    expect(place.warnings[0]).to.contain('Cannot filter by status "lost"');
  });
});

describe("the columns of the run table", () => {
  it("has metrics of the runs shown and no others", () => {
    const idsOf = (runs: StoredRun[]): string[] =>
      columnsOf(runs)
        .map(({ id }) => id)
        .filter((id) => id.startsWith("m."));
    expect(idsOf(RUNS)).to.deep.equal(["m.mse"]);
    expect(idsOf([run("d", { metrics: [metric("train", 1, "curve")] })])).to.deep.equal([
      "m.train.last",
      "m.train.best",
    ]);
  });

  it("says the share that is done of a run that goes on, and nothing of one that is over", () => {
    const progress = { phase: "training", done: 1, total: 3, unit: "steps", label: "" } as const;
    const [status] = columnsOf([]);
    expect(status?.textOf(run("r", { status: "running", progress }))).to.equal("training 33 %");
    expect(shareDone(run("r", { status: "done", progress }))).to.equal(null);
    expect(status?.textOf(run("r", { status: "ended-early" }))).to.equal("ended early");
  });

  it("writes numbers short, tags apart and sizes with their units", () => {
    expect([0.0123456, 1.5, 1e-7, 0].map(metricText)).to.deep.equal(["0.01235", "1.5", "1.000e-7", "0"]);
    expect(readTags(" a,b ,, a,  long   one")).to.deep.equal(["a", "b", "long one"]);
    expect([0, 999, 1000, 12_345_678, 2.1e9].map(bytesText)).to.deep.equal([
      "0 bytes",
      "999 bytes",
      "1 kB",
      "12 MB",
      "2.1 GB",
    ]);
  });

  it("warns of storage that is nearly full, and not before", () => {
    expect(storageSentence({ usedBytes: 79, quotaBytes: 100 }).isNearlyFull).to.equal(false);
    const full = storageSentence({ usedBytes: 80, quotaBytes: 100 });
    expect(full.isNearlyFull).to.equal(true);
    expect(full.text).to.contain("delete old ones");
  });
});

describe("the rows that are rendered", () => {
  it("are those in sight and some around them, never beyond the ends", () => {
    expect(rowsWindow(10, 0, 600)).to.deep.equal({ from: 0, to: 10 });
    const { from, to } = rowsWindow(1000, 34 * 500, 340);
    expect(from).to.be.within(470, 500);
    expect(to).to.be.within(510, 560);
    expect(rowsWindow(1000, 34 * 1000, 340).to).to.equal(1000);
    expect(rowsWindow(5, 1e9, 340)).to.deep.equal({ from: 0, to: 5 });
  });
});

import { expect } from "@esm-bundle/chai";
import { readComparison, type Comparison } from "../../../components/compare-page/comparison.ts";
import { differencesOf, numericDifferences, pairOf } from "../../../components/compare-page/differences.ts";
import { metricLines } from "../../../components/compare-page/metric-lines.ts";
import { runStyle, shortName } from "../../../components/compare-page/run-styles.ts";
import { runNames } from "../../../components/compare-page/run-names.ts";
import { panned, zoomed } from "../../../components/overlay-chart/view-range.ts";
import { parallelAxis, shareOn } from "../../../components/parallel-coordinates/axes.ts";
import { rerunOf } from "../../../components/run-page/rerun.ts";
import { compareHash, readPlace } from "../../../components/url-state.ts";
import type { ParameterValues } from "../../../src/experiments/parameters.ts";
import type { StoredRun } from "../../../store/stored-run.ts";
import { curveColumns, packPoints } from "../../../store/stored-curves.ts";
import { curve } from "../../store/kept-runs.ts";
import { CONFIG } from "../records.ts";

function run(values: ParameterValues, mse: number, ci95: number | null = null): StoredRun {
  return {
    experiment: CONFIG.experiment,
    config: { ...CONFIG, values: { ...CONFIG.values, ...values } },
    engine: null,
    dataset: null,
    manifest: null,
    metrics: [
      { name: "mse", label: "MSE", kind: "headline", better: "lower", last: mse, best: mse, ci95 },
      { name: "train", label: "train", kind: "curve", better: "lower", last: 2, best: 1, ci95: null },
    ],
  } as unknown as StoredRun;
}

describe("a comparison of runs", () => {
  it("is written into the address and read back", () => {
    const comparison: Comparison = {
      runIds: ["a", "b-1"],
      series: "J, N = 5/x",
      over: "time",
      logX: true,
      smoothing: 0.9,
    };
    expect(readPlace(compareHash(comparison))).to.deep.equal({ kind: "compare", comparison, warnings: [] });
    expect(compareHash({ ...comparison, series: null, over: "step", logX: false, smoothing: 0.6 })).to.equal(
      "#/compare?runs=a,b-1",
    );
    expect(readComparison(new URLSearchParams("smoothing=1&over=x&stray=1")).warnings.length).to.equal(3);
    const many = readComparison(new URLSearchParams({ runs: Array.from({ length: 60 }, (_, i) => i).join() }));
    expect(many.comparison.runIds.length).to.equal(50);
    expect(many.warnings.join()).to.contain("Cannot compare 60 runs");
  });

  it("shows only what differs, one value for each run", () => {
    const runs = [run({ epochs: 1, seed: 1 }, 0.3), run({ epochs: 2, seed: 1 }, 0.1)];
    const differences = differencesOf(runs);
    expect(differences.map(({ label, texts }) => [label, texts])).to.deep.equal([["Epochs", ["1", "2"]]]);
    expect(differencesOf([runs[0] as StoredRun])).to.deep.equal([]);
  });

  it("names runs by what they were asked differently, or by when they began where that says too little or too much", () => {
    const named = (...values: ParameterValues[]): string[] =>
      runNames(values.map((each, at) => ({ ...run(each, 1), runId: `run-${at}` })));
    expect(named({ epochs: 1 }, { epochs: 2 })).to.deep.equal(["Epochs 1", "Epochs 2"]);
    expect(named({ epochs: 1 }, { epochs: 1 })).to.deep.equal(["run-0", "run-1"]);
    expect(named({ epochs: 1 }, { epochs: 1 }, { epochs: 2 })).to.deep.equal(["run-0", "run-1", "run-2"]);
    expect(named({ epochs: 1 })).to.deep.equal(["run-0"]);
  });

  it("has a plane where exactly two parameters differ, and axes for those that are numbers", () => {
    const two = differencesOf([run({ epochs: 1, composite: true }, 1), run({ epochs: 2, composite: false }, 2)]);
    expect(pairOf(two)?.map(({ name }) => name)).to.have.members(["epochs", "composite"]);
    expect(numericDifferences(two).map(({ name }) => name)).to.deep.equal(["epochs"]);
    const lists = differencesOf([run({ epochs: 1, digits: [1] }, 1), run({ epochs: 2, digits: [2] }, 2)]);
    expect(pairOf(lists)).to.equal(null);
  });

  it("marks the best of each metric, and none where all are the same", () => {
    const [mse, last] = metricLines([run({}, 0.3, 0.01), run({}, 0.1)]);
    expect(mse?.cells).to.deep.equal([
      { value: 0.3, ci95: 0.01, isBest: false },
      { value: 0.1, ci95: null, isBest: true },
    ]);
    expect(last?.cells.map((cell) => cell?.isBest)).to.deep.equal([false, false]);
  });

  it("gives fifty runs fifty looks, and a run its start as a name", () => {
    const looks = new Set(Array.from({ length: 50 }, (_, place) => JSON.stringify(runStyle(place))));
    expect(looks.size).to.equal(50);
    expect(shortName("masked-restoration-20250102T030405678Z", "masked-restoration")).to.equal("2025-01-02 03:04:05");
    expect(shortName("mine", "masked-restoration")).to.equal("mine");
  });

  it("places values on axes by size, or by factor where they span many", () => {
    expect(shareOn(parallelAxis("x", [0, 10]), 5)).to.equal(0.5);
    const wide = parallelAxis("x", [1, 100, null]);
    expect(wide.scale).to.equal("log");
    expect(shareOn(wide, 10)).to.be.closeTo(0.5, 1e-12);
    expect(shareOn(parallelAxis("x", [3, 3]), 3)).to.equal(0.5);
  });

  it("looks closer about a place, moves, and never leaves the whole", () => {
    const whole = { from: 0, to: 100 };
    expect(zoomed(whole, whole, 0.5, false)).to.deep.equal({ from: 25, to: 75 });
    expect(zoomed(whole, whole, 0.5, false, 0)).to.deep.equal({ from: 0, to: 50 });
    expect(zoomed({ from: 25, to: 75 }, whole, 2, false)).to.equal(null);
    expect(panned({ from: 0, to: 50 }, whole, 0.5, false)).to.deep.equal({ from: 25, to: 75 });
    expect(panned({ from: 0, to: 50 }, whole, 9, false)).to.deep.equal({ from: 50, to: 100 });
    const log = zoomed({ from: 1, to: 10_000 }, { from: 1, to: 10_000 }, 0.5, true);
    expect(log?.from).to.be.closeTo(10, 1e-9);
    expect(log?.to).to.be.closeTo(1000, 1e-9);
  });

  it("takes one curve out of the pieces in which it was written", () => {
    const points = [...curve("train", [1, 2]), ...curve("other", [9]), ...curve("train", [3])];
    const pieces = [packPoints("a", 1, points.slice(2)), packPoints("a", 0, points.slice(0, 2))];
    expect([...curveColumns(pieces, "train").value]).to.deep.equal([1, 2, 3]);
    expect([...curveColumns(pieces, "train").step]).to.deep.equal([1, 2, 1]);
    expect(curveColumns(pieces, "none").value.length).to.equal(0);
  });
});

describe("a run that is asked for again", () => {
  it("opens the form with exactly its values", () => {
    const config = { ...CONFIG, values: { ...CONFIG.values, epochs: 77, seed: 5 } };
    const rerun = rerunOf(config);
    const place = readPlace("hash" in rerun ? rerun.hash : "");
    expect(place.kind).to.equal("experiment");
    if (place.kind !== "experiment") return;
    expect(place.warnings).to.deep.equal([]);
    expect([
      place.draft.preset,
      place.draft.engine,
      place.draft.texts["epochs"],
      place.draft.texts["seed"],
    ]).to.deep.equal(["quick", "wasm", "77", "5"]);
  });

  it("gets what has come since from its preset, and says so", () => {
    const values = Object.fromEntries(Object.entries(CONFIG.values).filter(([name]) => name !== "hiddenUnits"));
    const rerun = rerunOf({ ...CONFIG, values: { ...values, epochs: 77 } });
    expect("added" in rerun ? rerun.added : "").to.equal(
      "An earlier version of the lab made it, which did not ask for: Hidden units. Taken from the preset “Quick”.",
    );
    const place = readPlace("hash" in rerun ? rerun.hash : "");
    expect(place.kind === "experiment" ? place.draft.texts["epochs"] : "").to.equal("77");
  });

  it("says why where this version no longer can", () => {
    const gone = rerunOf({ ...CONFIG, preset: "gone" });
    expect("fault" in gone ? gone.fault : "").to.contain('Cannot find preset "gone"');
    expect("fault" in rerunOf({ ...CONFIG, values: {} })).to.equal(true);
  });
});

import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../../src/catalog.ts";
import type { Metric } from "../../../src/results/metrics.ts";
import { newTrial, type TrialRecord } from "../../../src/sweep/progress.ts";
import { sweepTable } from "../../../src/sweep/sweep-table.ts";
import { readSweep } from "../../../src/sweep/sweep-json.ts";
import type { Sweep } from "../../../src/sweep/sweep.ts";
import { trialsOf } from "../../../src/sweep/trials.ts";

const spec = findExperiment("latent-inpainting");

function made(parameters: Record<string, unknown>): { sweep: Sweep; trials: TrialRecord[] } {
  const sweep = readSweep({ experiment: spec.name, preset: "quick", method: "grid", parameters });
  return { sweep, trials: trialsOf(sweep, () => "MNIST").trials.map(newTrial) };
}

const success = (value: number): Metric => ({
  name: "success_rate",
  label: "Success rate",
  kind: "headline",
  better: "higher",
  last: value,
  best: value,
  ci95: null,
});

describe("a sweep as a table", () => {
  const { sweep, trials } = made({
    N: { values: [[500], [300]] },
    seed: { values: [1, 2] },
    restarts: { values: [4] },
  });
  const values = [0.5, 0.75, 0.25, null];
  const table = sweepTable(spec, sweep, trials, (trial) => {
    const value = values[trials.indexOf(trial)] ?? null;
    return value === null ? null : { metrics: [success(value)], wallMs: 2500 };
  });

  it("has a row per trial with what varies, and no column for what does not", () => {
    expect(table.rows.map((row) => [row["N"], row["seed"], row["m.success_rate"], row["wall_s"]])).to.deep.equal([
      [500, 1, 0.5, 2.5],
      [500, 2, 0.75, 2.5],
      [300, 1, 0.25, 2.5],
      [300, 2, null, null],
    ]);
    expect(table.columns.some(({ name }) => name === "restarts")).to.equal(false);
  });

  it("has the mean over the seeds of each setting, with its interval by Student's t", () => {
    const [first, second] = table.means;
    expect(first?.["m.success_rate"]).to.equal(0.625);
    expect(first?.["m.success_rate_ci95"]).to.be.closeTo(12.706 * 0.125, 1e-9); // two values, one degree of freedom
    expect([second?.["m.success_rate"], second?.["m.success_rate_ci95"]]).to.deep.equal([0.25, null]);
  });

  it("is drawn against what varies, and as a heat map where two things do", () => {
    expect(table.charts.map(({ kind }) => kind)).to.deep.equal(["lines"]);
    expect(table.charts[0]).to.include({ y: "m.success_rate", yMost: 1 });
    const two = made({ N: { values: [[500], [300]] }, optimiser: { values: ["adam", "gradient-descent"] } });
    const charts = sweepTable(spec, two.sweep, two.trials, () => ({ metrics: [success(1)], wallMs: 1 })).charts;
    expect(charts.map(({ kind }) => kind)).to.deep.equal(["heat-map", "lines"]);
    expect(sweepTable(spec, two.sweep, two.trials, () => null).charts).to.deep.equal([]);
  });
});

import { expect } from "@esm-bundle/chai";
import type { Metric } from "../../../src/results/metrics.ts";
import { untoldMetric } from "../../../src/sweep/course.ts";
import { readSweep } from "../../../src/sweep/sweep-json.ts";
import type { Sweep } from "../../../src/sweep/sweep.ts";

const told = (name: string): Metric => ({
  name,
  label: name,
  kind: "curve",
  better: "lower",
  last: 1,
  best: 1,
  ci95: null,
});

function sweepBy(metric: object): Sweep {
  const parameters = { epochs: { values: [1, 2] } };
  return readSweep({ experiment: "two-unit-embedding", preset: "quick", method: "grid", parameters, ...metric });
}

describe("a sweep's metric that no trial told", () => {
  const runs = [[told("train"), told("validation")], [told("train")]];

  it("is named, beside those that were told", () => {
    const sweep = sweepBy({ metric: { name: "loss", goal: "minimize" } });
    expect(untoldMetric(sweep, runs)).to.equal(
      'No trial told the metric "loss", so none is compared by it. They told train, validation; launch again with one of these.',
    );
  });

  it("ends no trial early, which is said too", () => {
    const early = { early_terminate: { type: "median", min_iter: 1 } };
    const sweep = sweepBy({ metric: { name: "loss", goal: "minimize" }, ...early });
    expect(untoldMetric(sweep, runs)).to.contain("so none is compared by it or ended early");
  });

  it("is no fault while nothing was told, where some trial told it, and where none was named", () => {
    const sweep = sweepBy({ metric: { name: "validation", goal: "minimize" } });
    expect([untoldMetric(sweep, []), untoldMetric(sweep, [[]]), untoldMetric(sweep, runs)]).to.deep.equal([
      null,
      null,
      null,
    ]);
    expect(untoldMetric(sweepBy({}), runs)).to.equal(null);
  });
});

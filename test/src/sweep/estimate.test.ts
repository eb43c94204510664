import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../../src/catalog.ts";
import type { RunConfig } from "../../../src/protocol.ts";
import { estimateAll, estimateRun } from "../../../src/sweep/estimate.ts";

const spec = findExperiment("masked-restoration");
const config = (epochs: number, preset = "quick"): RunConfig => ({
  experiment: "masked-restoration",
  preset,
  engine: "auto",
  values: { epochs, repeats: 1 },
});
const former = (epochs: number, wallMs: number, preset = "quick"): Parameters<typeof estimateRun>[2][number] => ({
  config: config(epochs, preset),
  wallMs,
  phasesMs: { data: 1000, training: wallMs - 3000, measuring: 2000 },
});

describe("the estimate of a run", () => {
  it("scales the training with the epochs and leaves the rest as it was", () => {
    expect(estimateRun(spec, config(20), [former(10, 13_000)])).to.deep.equal({ ms: 23_000, runs: 1 });
  });

  it("is the median of former runs, those of the same preset first", () => {
    const runs = [former(10, 13_000), former(10, 15_000), former(10, 99_000), former(10, 1, "best")];
    expect(estimateRun(spec, config(10), runs)).to.deep.equal({ ms: 15_000, runs: 3 });
  });

  it("is not made up where nothing was measured", () => {
    expect(estimateRun(spec, config(10), [])).to.equal(null);
    expect(estimateAll(spec, [], [former(10, 13_000)])).to.equal(null);
  });

  it("adds up over a sweep", () => {
    expect(estimateAll(spec, [config(10), config(20)], [former(10, 13_000)])?.ms).to.equal(36_000);
  });
});

import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../../src/catalog.ts";
import { READY_SWEEPS } from "../../../src/sweep/ready-sweeps.ts";
import { readSweep } from "../../../src/sweep/sweep-json.ts";
import { countTrials, trialsOf } from "../../../src/sweep/trials.ts";

describe("the ready sweeps", () => {
  for (const { id, json } of READY_SWEEPS) {
    it(`“${id}” is a sound sweep, and its metric is one of its experiment's`, () => {
      const sweep = readSweep(json);
      const { trials, warnings } = trialsOf(sweep, () => "MNIST");
      expect(trials.length).to.equal(countTrials(sweep));
      expect(warnings).to.deep.equal([]);
      const names = findExperiment(sweep.experiment).headlines?.map(({ name }) => name) ?? [];
      if (sweep.metric !== null) expect(names).to.contain(sweep.metric.name);
    });
  }
});

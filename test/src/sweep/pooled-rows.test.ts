import { expect } from "@esm-bundle/chai";
import { findExperiment } from "../../../src/catalog.ts";
import type { Row } from "../../../src/results/table.ts";
import { pooledRows, type Pool } from "../../../src/sweep/pooled-rows.ts";
import { newTrial, type TrialRecord } from "../../../src/sweep/progress.ts";
import { readSweep } from "../../../src/sweep/sweep-json.ts";
import { trialsOf } from "../../../src/sweep/trials.ts";

function pooled(
  experiment: string,
  parameters: Record<string, { values: unknown[] }>,
  rowsOf: (trial: TrialRecord) => readonly Row[] | null,
): Pool[] {
  const sweep = readSweep({ experiment, preset: "quick", method: "grid", parameters });
  const trials = trialsOf(sweep, () => "MNIST").trials.map(newTrial);
  return pooledRows(findExperiment(experiment), sweep, trials, rowsOf);
}

const seedOf = ({ config }: TrialRecord): number => config.values["seed"] as number;

describe("the rows of a sweep as one run would have had them", () => {
  it("are means over seeds, with intervals over seeds by Student's t", () => {
    const [pool, ...others] = pooled("masked-restoration", { seed: { values: [1, 2] } }, (trial) => [
      { seed: seedOf(trial), restorer: "network", size_px: 5, mse_all: seedOf(trial), mse_all_ci95: 9, note_ci95: 9 },
    ]);
    expect(others).to.deep.equal([]);
    expect(pool?.setting).to.equal("");
    const [row] = pool?.rows ?? [];
    expect(row).to.include({ seed: null, restorer: "network", size_px: 5, mse_all: 1.5, note_ci95: null });
    // The standard error of 1 and 2 is 1/2, with one degree of freedom.
    expect(row?.["mse_all_ci95"]).to.be.closeTo(12.706 / 2, 1e-9);
  });

  it("are those of one trial where there is one, and of as many as have come to their end", () => {
    const row = { restorer: "network", mse_all: 0.5, mse_all_ci95: 0.1 };
    const one = pooled("masked-restoration", { seed: { values: [1, 2] } }, (trial) =>
      seedOf(trial) === 1 ? [row] : null,
    );
    expect(one.map(({ rows }) => rows)).to.deep.equal([[row]]);
    expect(pooled("masked-restoration", { seed: { values: [1, 2] } }, () => null)).to.deep.equal([]);
  });

  it("are one table of all pieces of a list, once each where the pieces agree", () => {
    const sizesOf = ({ config }: TrialRecord): number[] => config.values["patchSizes"] as number[];
    const [pool] = pooled("masked-restoration", { patchSizes: { values: [[5], [9]] } }, (trial) => [
      { restorer: "network", size_px: sizesOf(trial)[0] ?? 0 },
      { restorer: "clean", size_px: null },
    ]);
    expect(pool?.rows).to.deep.equal([
      { restorer: "network", size_px: 5 },
      { restorer: "clean", size_px: null },
      { restorer: "network", size_px: 9 },
    ]);
  });

  it("make a table for each other setting, digits among them, named as the form names it", () => {
    const pools = pooled(
      "masked-restoration",
      {
        digits: {
          values: [
            [5, 7],
            [3, 8],
          ],
        },
        maskLaw: { values: ["published", "wide"] },
        seed: { values: [1, 2] },
      },
      () => [{ mse_all: 1 }],
    );
    expect(pools.map(({ setting }) => setting)).to.deep.equal([
      "Digits 5,7, Training masks published",
      "Digits 5,7, Training masks wide",
      "Digits 3,8, Training masks published",
      "Digits 3,8, Training masks wide",
    ]);
    expect(pools.map(({ config }) => config.values["maskLaw"])).to.deep.equal([
      "published",
      "wide",
      "published",
      "wide",
    ]);
  });
});

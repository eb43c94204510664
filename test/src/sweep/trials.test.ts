import { expect } from "@esm-bundle/chai";
import { readSweep } from "../../../src/sweep/sweep-json.ts";
import { countTrials, trialsOf } from "../../../src/sweep/trials.ts";

const MNIST = (): string => "MNIST";

function grid(parameters: Record<string, unknown>, more: Record<string, unknown> = {}): ReturnType<typeof readSweep> {
  return readSweep({ experiment: "masked-restoration", preset: "quick", method: "grid", parameters, ...more });
}

describe("the trials of a sweep", () => {
  it("are every combination, the first parameter changing slowest", () => {
    const sweep = grid({ epochs: { values: [1, 2] }, seed: { values: [7, 8, 9] } });
    const { trials } = trialsOf(sweep, MNIST);
    expect(trials.map(({ varied }) => [varied["epochs"], varied["seed"]])).to.deep.equal([
      [1, 7],
      [1, 8],
      [1, 9],
      [2, 7],
      [2, 8],
      [2, 9],
    ]);
    expect(trials.map(({ config }) => config.values["seed"])).to.deep.equal([7, 8, 9, 7, 8, 9]);
    expect(countTrials(sweep)).to.equal(6);
  });

  it("keep their identity when values are added, and take another for other digits", () => {
    const before = trialsOf(grid({ epochs: { values: [1, 2] } }), MNIST).trials.map(({ id }) => id);
    const after = trialsOf(grid({ epochs: { values: [3, 1, 2] } }), MNIST).trials.map(({ id }) => id);
    expect(after.slice(1)).to.deep.equal(before);
    const elsewhere = trialsOf(grid({ epochs: { values: [1, 2] } }), () => "embedded").trials;
    expect(elsewhere.some(({ id }) => before.includes(id))).to.equal(false);
  });

  it("are never the same twice, and never more than the cap", () => {
    expect(trialsOf(grid({ epochs: { values: [1, 1, 2] } }), MNIST).trials.length).to.equal(2);
    expect(trialsOf(grid({ seed: { min: 1, max: 50 } }, { run_cap: 4 }), MNIST).trials.length).to.equal(4);
  });

  it("may vary the engine", () => {
    const { trials } = trialsOf(grid({ engine: { values: ["wasm", "cpu"] } }), MNIST);
    expect(trials.map(({ config }) => config.engine)).to.deep.equal(["wasm", "cpu"]);
  });

  it("leave out what does not go together, and say so", () => {
    const sweep = grid({ stripeWidths: { values: [[], [3]] }, patchSizes: { values: [[]] } });
    const { trials, warnings } = trialsOf(sweep, MNIST);
    expect(trials.length).to.equal(1);
    expect(warnings.join()).to.contain("choose at least one");
  });

  it("are drawn within their range from the sweep's own seed, more of them without changing the first", () => {
    const parameters = {
      learningRate: { distribution: "log_uniform_values", min: 1e-4, max: 1e-2 },
      seed: { min: 1, max: 9 },
    };
    const drawn = (run_cap: number, draw_seed = 1): unknown[] =>
      trialsOf(grid(parameters, { method: "random", run_cap, draw_seed }), MNIST).trials.map(({ varied }) => varied);
    const five = drawn(5);
    expect(drawn(8).slice(0, 5)).to.deep.equal(five);
    expect(drawn(5, 2)).not.to.deep.equal(five);
    for (const varied of five as { learningRate: number; seed: number }[]) {
      expect(varied.learningRate).to.be.within(1e-4, 1e-2);
      expect(Number.isInteger(varied.seed)).to.equal(true);
    }
  });

  it("are refused before they fill the memory", () => {
    const many = grid({ seed: { min: 1, max: 5000 }, epochs: { min: 1, max: 10 } });
    expect(() => trialsOf(many, MNIST)).to.throw("50000 trials");
  });
});

import { expect } from "@esm-bundle/chai";
import { ParameterError } from "../../../src/experiments/parameters.ts";
import { parseSweep, readSweep, sweepJson } from "../../../src/sweep/sweep-json.ts";

const SMALL = { experiment: "latent-inpainting", method: "grid", parameters: { N: { values: [[500], [400]] } } };

function refusal(json: unknown): string {
  try {
    readSweep(json);
  } catch (error) {
    if (error instanceof ParameterError) return error.message;
    throw error;
  }
  return "nothing was refused";
}

describe("a sweep in W&B's words", () => {
  it("comes back from its own JSON", () => {
    const json = {
      name: "a few",
      experiment: "masked-restoration",
      preset: "quick",
      engine: "wasm",
      method: "random",
      metric: { name: "validation", goal: "minimize", target: 0.01 },
      parameters: {
        learningRate: { distribution: "log_uniform_values", min: 1e-4, max: 1e-2 },
        hiddenUnits: { distribution: "int_uniform", min: 16, max: 64 },
        composite: { values: [true, false] },
      },
      run_cap: 7,
      early_terminate: { type: "hyperband", min_iter: 2, eta: 2 },
    };
    const sweep = readSweep(json);
    expect(sweepJson(sweep)).to.deep.equal(json);
    expect(parseSweep(JSON.stringify(sweepJson(sweep)))).to.deep.equal(sweep);
  });

  it("turns a range with a step into a grid's values, whole numbers with a step of 1", () => {
    const parameters = { batchSize: { min: 32, max: 128, q: 32 }, seed: { min: 1, max: 3 } };
    const sweep = readSweep({ experiment: "masked-restoration", method: "grid", parameters });
    expect(sweep.parameters["batchSize"]).to.deep.equal({ kind: "values", values: [32, 64, 96, 128] });
    expect(sweep.parameters["seed"]).to.deep.equal({ kind: "values", values: [1, 2, 3] });
  });

  it("is refused with what to do instead", () => {
    expect(refusal({ ...SMALL, method: "bayes" }))
      .to.contain("method must be grid or random")
      .and.to.contain("random draws");
    expect(refusal({ ...SMALL, method: "random" })).to.contain("run_cap must say how many");
    expect(refusal({ ...SMALL, parameters: { n: { value: 1 } } }))
      .to.contain('Cannot sweep "n"')
      .and.to.contain("Known: ");
    expect(refusal({ ...SMALL, parameters: { N: { values: [[900]] } } }))
      .to.contain("from 1 to 784")
      .and.to.contain("900");
    expect(refusal({ ...SMALL, parameters: { N: { min: 1, max: 5 } } }))
      .to.contain("over a range")
      .and.to.contain("List its");
    expect(refusal({ ...SMALL, parameters: { seed: { min: 5, max: 1 } } })).to.contain("not below it");
    expect(refusal({ ...SMALL, early_terminate: { type: "median" } })).to.contain("must name the metric");
    expect(refusal({ ...SMALL, program: "train.py" })).to.contain("Cannot read the sweep");
    expect(refusal("a sweep")).to.contain("Cannot read the sweep");
    expect(() => parseSweep("method: grid")).to.throw(ParameterError, "not JSON");
  });
});

import { expect } from "@esm-bundle/chai";
import { readFormer } from "../../../src/bench/former.ts";
import { benchCsv } from "../../../src/bench/bench-csv.ts";
import type { BenchRow } from "../../../src/bench/results.ts";

const ROW: BenchRow = {
  engine: "tfjs-wasm",
  workload: "mlp-32",
  first_step_ms: 99,
  step_ms_p10: 14,
  step_ms_p50: 30,
  step_ms_p90: 46,
  steps_per_s: 33.3333,
  gflops: 66.6667,
  peak_bytes: 1024,
  loss_after_50: 0.05,
};

describe("an older bench.csv", () => {
  it("is read as it was written, also where a loss is missing", () => {
    const rows = [ROW, { ...ROW, engine: "an-engine-of-old", loss_after_50: null }];
    expect(readFormer(benchCsv(rows), "bench.csv")).to.deep.equal(rows);
  });

  it("is refused when columns are missing", () => {
    expect(() => readFormer("engine,workload\r\na,b\r\n", "old.csv")).to.throw(
      /Cannot compare with old\.csv: it lacks first_step_ms,.* Name a bench\.csv\./,
    );
  });

  it("is refused when a figure is no number", () => {
    const text = benchCsv([ROW]).replace(",30,", ",soon,");
    expect(() => readFormer(text, "old.csv")).to.throw(/step_ms_p50 in row 1 is no number, got "soon"/);
  });
});

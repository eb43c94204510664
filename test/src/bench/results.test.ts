import { expect } from "@esm-bundle/chai";
import { benchCsv } from "../../../src/bench/bench-csv.ts";
import {
  BENCH_COLUMNS,
  disagreements,
  liveRows,
  rowOf,
  speedUp,
  speedUpSince,
  type BenchRow,
} from "../../../src/bench/results.ts";

const ROW = rowOf({
  engine: "tfjs-wasm",
  workload: "mlp-32",
  firstStepMs: 99,
  flopsPerStep: 2e9,
  warmUpSteps: 10,
  stepMs: [50, 10, 40, 20, 30],
  lossAfter50: 0.05,
  peakBytes: 1024,
});

const rival = (change: Partial<BenchRow>): BenchRow => ({ ...ROW, engine: "lacuna-wasm", ...change });

describe("the benchmark's results", () => {
  it("are percentiles of the steps, and rates by their median", () => {
    expect(ROW).to.deep.equal({
      engine: "tfjs-wasm",
      workload: "mlp-32",
      first_step_ms: 99,
      step_ms_p10: 14,
      step_ms_p50: 30,
      step_ms_p90: 46,
      steps_per_s: 1000 / 30,
      gflops: 2e9 / 30 / 1e6,
      peak_bytes: 1024,
      loss_after_50: 0.05,
    });
  });

  it("are written under their promised names, with nothing where no loss is known", () => {
    expect(BENCH_COLUMNS.join()).to.equal(
      "engine,workload,first_step_ms,step_ms_p10,step_ms_p50,step_ms_p90,steps_per_s,gflops,peak_bytes,loss_after_50",
    );
    expect(benchCsv([{ ...ROW, loss_after_50: null }]).split("\r\n")[1]).to.equal(
      "tfjs-wasm,mlp-32,99,14,30,46,33.3333,66.6667,1024,",
    );
  });

  it("say so when losses differ by more than 1 %, and only then", () => {
    expect(disagreements([ROW, rival({ loss_after_50: 0.0504 })])).to.deep.equal([]);
    expect(disagreements([ROW, rival({ loss_after_50: null })])).to.deep.equal([]);
    expect(disagreements([ROW, rival({ loss_after_50: 0.06, workload: "mlp-128" })])).to.deep.equal([]);
    expect(disagreements([ROW, rival({ loss_after_50: 0.06 })])[0]).to.contain("Disagreement on mlp-32");
    expect(disagreements([ROW, rival({ loss_after_50: Number.NaN })])[0]).to.contain("not comparable");
  });

  it("compare medians: with the reference engine, and with an older measurement", () => {
    const fast = rival({ step_ms_p50: 10 });
    expect(speedUp(fast, [ROW, fast])).to.equal(3);
    expect(speedUp(fast, [fast])).to.equal(null);
    expect(speedUpSince(fast, [rival({ step_ms_p50: 5 })])).to.equal(0.5);
    expect(speedUpSince(fast, [ROW])).to.equal(null);
  });

  it("are shown while they are measured, without loss and memory, until the final row is there", () => {
    const interim = {
      engine: "lacuna-wasm",
      workload: "mlp-32",
      firstStepMs: 9,
      flopsPerStep: 2e9,
      stepMs: [20, 10],
    } as const;
    const [final, live, ...more] = liveRows([ROW], [interim, { ...interim, engine: "tfjs-wasm" }]);
    expect(final).to.deep.equal({ ...ROW, stepsSoFar: null });
    expect(live).to.deep.include({ engine: "lacuna-wasm", step_ms_p50: 15, stepsSoFar: 2 });
    expect([live?.peak_bytes, live?.loss_after_50, more]).to.deep.equal([null, null, []]);
  });
});

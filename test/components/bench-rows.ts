/** A benchmark's rows and reports, made up, for the elements that show them. */
import type { BenchReport } from "../../components/bench-controller.ts";
import { USUAL_CHOICE } from "../../src/bench/choice.ts";
import { USUAL_PLAN } from "../../src/bench/plan.ts";
import type { BenchRow } from "../../src/bench/results.ts";
import type { BenchOutcome } from "../../src/bench/session.ts";
import type { EngineDescription } from "../../src/protocol.ts";

export function benchRow(engine: string, p50: number, change: Partial<BenchRow> = {}): BenchRow {
  return {
    engine,
    workload: "mlp-128",
    first_step_ms: 3 * p50,
    step_ms_p10: 0.9 * p50,
    step_ms_p50: p50,
    step_ms_p90: 1.2 * p50,
    steps_per_s: 1000 / p50,
    gflops: 255.3 / p50,
    peak_bytes: 32 * 2 ** 20,
    loss_after_50: 0.06394,
    ...change,
  };
}

export const WASM: EngineDescription = {
  backend: "wasm",
  label: "WASM · SIMD, 2 threads",
  reason: "you asked for WASM",
  softwareAdapter: false,
  adapter: null,
  wasm: { simd: true, threads: 2, kernels: null },
  tfjsVersion: "4.22.0",
};

export function benchReport(change: Partial<BenchReport> = {}): BenchReport {
  return {
    choice: USUAL_CHOICE,
    startedAt: new Date("2026-01-02T03:04:05Z"),
    rows: [],
    notices: [],
    standing: null,
    outcome: null,
    ...change,
  };
}

export function overReport(
  outcome: BenchOutcome["outcome"],
  rows: readonly BenchRow[],
  notices: readonly string[] = [],
) {
  const error = outcome === "failed" ? "Nothing could be measured; the notes say why." : null;
  const lacuna = { version: "0.1.0", commit: "abc" };
  const engines = { "tfjs-wasm": WASM };
  return benchReport({
    rows,
    notices,
    outcome: { outcome, error, rows, notices, plan: USUAL_PLAN, lacuna, engines },
  });
}

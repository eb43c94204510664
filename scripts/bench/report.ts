/** A benchmark's results as a table for a terminal. It rounds for reading; the CSV beside it keeps the figures. */
import { REFERENCE_ENGINE } from "../../src/bench/protocol.ts";
import { speedUp, speedUpSince, type BenchRow } from "../../src/bench/results.ts";
import { layOut } from "../lab/report.ts";

/** @param former - older results to compare with, or null */
export function benchReport(rows: readonly BenchRow[], former: readonly BenchRow[] | null): string {
  const headings = [
    "Workload",
    "Engine",
    "First ms",
    "p10 ms",
    "p50 ms",
    "p90 ms",
    "Steps/s",
    "GFLOP/s",
    "Peak MiB",
    "Loss after 50",
    `× ${REFERENCE_ENGINE}`,
    ...(former === null ? [] : ["× former"]),
  ];
  const cells = rows.map((row) => [
    row.workload,
    row.engine,
    row.first_step_ms.toFixed(0),
    time(row.step_ms_p10),
    time(row.step_ms_p50),
    time(row.step_ms_p90),
    row.steps_per_s.toFixed(1),
    row.gflops.toFixed(1),
    (row.peak_bytes / 2 ** 20).toFixed(0),
    row.loss_after_50?.toFixed(5) ?? "",
    ratio(speedUp(row, rows)),
    ...(former === null ? [] : [ratio(speedUpSince(row, former))]),
  ]);
  return layOut(headings, cells);
}

/** Tenths of a millisecond, hundredths where a step takes less than ten. */
function time(ms: number): string {
  return ms.toFixed(ms < 10 ? 2 : 1);
}

function ratio(value: number | null): string {
  return value?.toFixed(2) ?? "";
}

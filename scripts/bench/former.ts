/** Reads an older `bench.csv`. It refuses a file of another shape rather than compare with half of it. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { BENCH_COLUMNS, type BenchRow } from "../../src/bench/results.ts";
import { UsageError } from "../lab/arguments.ts";

/** @throws UsageError when the file cannot be read or is no bench.csv */
export function readFormer(path: string): BenchRow[] {
  const { data, meta } = Papa.parse<Record<string, string>>(readText(path), { header: true, skipEmptyLines: true });
  const missing = BENCH_COLUMNS.filter((name) => meta.fields?.includes(name) !== true);
  if (missing.length > 0) {
    throw new UsageError(`Cannot compare with ${path}: it lacks ${missing.join(", ")}. Name a bench.csv.`);
  }
  return data.map((line, index) => {
    const number = (name: (typeof BENCH_COLUMNS)[number]): number => {
      const value = Number(line[name]);
      if (line[name] !== "" && Number.isFinite(value)) return value;
      throw new UsageError(
        `Cannot compare with ${path}: ${name} in row ${index + 1} is no number, got "${line[name]}".`,
      );
    };
    return {
      engine: line["engine"] ?? "",
      workload: line["workload"] ?? "",
      first_step_ms: number("first_step_ms"),
      step_ms_p10: number("step_ms_p10"),
      step_ms_p50: number("step_ms_p50"),
      step_ms_p90: number("step_ms_p90"),
      steps_per_s: number("steps_per_s"),
      gflops: number("gflops"),
      peak_bytes: number("peak_bytes"),
      loss_after_50: line["loss_after_50"] === "" ? null : number("loss_after_50"),
    };
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error);
    throw new UsageError(`Cannot compare with ${path}: ${reason}. Name a bench.csv.`);
  }
}

/** Reads an older `bench.csv`. It refuses a file of another shape rather than compare with half of it. */
import Papa from "papaparse";
import { BENCH_COLUMNS, type BenchRow } from "./results.ts";

/** The text is no bench.csv; the message may be shown as it is. */
export class FormerError extends Error {
  override readonly name = "FormerError";
}

/**
 * @param path - what the file is called, for the message
 * @throws FormerError when the text is no bench.csv
 */
export function readFormer(text: string, path: string): BenchRow[] {
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const missing = BENCH_COLUMNS.filter((name) => meta.fields?.includes(name) !== true);
  if (missing.length > 0) {
    throw new FormerError(`Cannot compare with ${path}: it lacks ${missing.join(", ")}. Name a bench.csv.`);
  }
  return data.map((line, index) => {
    const number = (name: (typeof BENCH_COLUMNS)[number]): number => {
      const value = Number(line[name]);
      if (line[name] !== "" && Number.isFinite(value)) return value;
      throw new FormerError(
        `Cannot compare with ${path}: ${name} in row ${index + 1} is no number, got "${line[name]}". Name a bench.csv.`,
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

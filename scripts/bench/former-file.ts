/** An older `bench.csv` from the disk; what is in it is judged by `src/bench/former.ts`. */
import { readFileSync } from "node:fs";
import { FormerError, readFormer } from "../../src/bench/former.ts";
import type { BenchRow } from "../../src/bench/results.ts";
import { UsageError } from "../lab/arguments.ts";

/** @throws UsageError when the file cannot be read or is no bench.csv */
export function readFormerFile(path: string): BenchRow[] {
  const text = readText(path);
  try {
    return readFormer(text, path);
  } catch (error) {
    throw error instanceof FormerError ? new UsageError(error.message) : error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error);
    throw new UsageError(`Cannot compare with ${path}: ${reason}. Name a bench.csv.`);
  }
}

/** What a benchmark leaves on disk: the figures, and beside them everything that makes them citable. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentJson } from "../../src/bench/environment.ts";
import { benchCsv } from "../../src/bench/bench-csv.ts";
import { describeMachine } from "../lab/machine.ts";
import type { BenchResult } from "./execute.ts";

/**
 * Writes `bench.csv` and `environment.json` into a folder that is there; none when nothing was measured, so that older
 * results stay.
 *
 * @returns their paths
 */
export function writeBench(folder: string, startedAt: Date, result: BenchResult): string[] {
  if (result.rows.length === 0) return [];
  const { surroundings } = result;
  const origin = { startedAt, from: "command line", machine: describeMachine(), surroundings };
  const files: [name: string, content: string][] = [
    ["bench.csv", benchCsv(result.rows)],
    ["environment.json", environmentJson(result, origin)],
  ];
  return files.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

/** What a benchmark leaves on disk: the figures, and beside them everything that makes them citable. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchCsv } from "../../src/bench/results.ts";
import { describeMachine } from "../lab/machine.ts";
import type { BenchResult } from "./execute.ts";

/**
 * Writes `bench.csv` and `environment.json` into a folder that is there; none when nothing was measured, so that older
 * results stay.
 *
 * @returns their paths
 */
export function writeBench(folder: string, startedAt: Date, result: BenchResult): string[] {
  const { outcome, rows, notices, plan, surroundings, lacuna, engines } = result;
  if (rows.length === 0) return [];
  const environment = {
    lacuna,
    date: startedAt.toISOString(),
    outcome,
    machine: describeMachine(),
    userAgent: surroundings?.userAgent ?? null,
    logicalCores: surroundings?.logicalCores ?? null,
    crossOriginIsolated: surroundings?.crossOriginIsolated ?? null,
    engines,
    method: { description: "docs/speed.md", ...plan },
    notices,
  };
  const files: [name: string, content: string][] = [
    ["bench.csv", benchCsv(rows)],
    ["environment.json", `${JSON.stringify(environment, null, 2)}\n`],
  ];
  return files.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
}

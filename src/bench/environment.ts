/** What makes a benchmark's figures citable: browser, machine, engines as they were started, method, notices. */
import type { BenchOutcome } from "./session.ts";

/** What the page says of its browser. */
export interface BenchSurroundings {
  readonly userAgent: string;
  readonly logicalCores: number;
  readonly crossOriginIsolated: boolean;
}

/** What only the caller knows. */
export interface BenchOrigin {
  readonly startedAt: Date;
  /** "page" or "command line". */
  readonly from: string;
  /** The machine, as far as the caller can tell; null on a page, which is told no more than `surroundings`. */
  readonly machine: string | null;
  /** Null when the page never opened. */
  readonly surroundings: BenchSurroundings | null;
}

/** `environment.json`, which lies beside `bench.csv`; without it a time means nothing. */
export function environmentJson(
  { outcome, plan, lacuna, engines, notices }: BenchOutcome,
  { startedAt, from, machine, surroundings }: BenchOrigin,
): string {
  const environment = {
    lacuna,
    date: startedAt.toISOString(),
    outcome,
    from,
    machine,
    userAgent: surroundings?.userAgent ?? null,
    logicalCores: surroundings?.logicalCores ?? null,
    crossOriginIsolated: surroundings?.crossOriginIsolated ?? null,
    engines,
    method: { description: "docs/speed.md", ...plan },
    notices,
  };
  return `${JSON.stringify(environment, null, 2)}\n`;
}

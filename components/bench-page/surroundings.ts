/** What this browser says of itself and its machine; it says no more than this. */
import type { BenchSurroundings } from "../../src/bench/environment.ts";

export function surroundings(): BenchSurroundings {
  return {
    userAgent: navigator.userAgent,
    logicalCores: navigator.hardwareConcurrency,
    crossOriginIsolated: window.crossOriginIsolated,
  };
}

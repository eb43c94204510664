/**
 * What makes a result citable: everything needed to rerun it and to judge it. One manifest lies beside each table.
 */
import type { DatasetIdentity } from "../data/dataset.ts";
import type { EngineDescription, RunConfig, RunOutcome } from "../protocol.ts";

declare const __LACUNA_VERSION__: string;
declare const __LACUNA_COMMIT__: string;

export interface Manifest {
  readonly lacuna: { readonly version: string; readonly commit: string };
  readonly runId: string;
  readonly config: RunConfig;
  readonly outcome: RunOutcome | "failed";
  readonly dataset: DatasetIdentity | null;
  readonly engine: EngineDescription;
  readonly environment: {
    readonly from: string;
    readonly machine: string;
    readonly userAgent: string;
    readonly logicalCores: number;
    readonly crossOriginIsolated: boolean;
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly wallMs: number;
  /** Wall time by phase. */
  readonly phasesMs: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly notices: readonly string[];
  /** Whether some of its updates were chosen by hand, so that it is not what its configuration alone would give. */
  readonly byHand?: true;
}

/** Version and commit of the code that runs, written in by the build; "unknown" where no build has run. */
export function codeVersion(): Manifest["lacuna"] {
  return {
    version: typeof __LACUNA_VERSION__ === "string" ? __LACUNA_VERSION__ : "unknown",
    commit: typeof __LACUNA_COMMIT__ === "string" ? __LACUNA_COMMIT__ : "unknown",
  };
}

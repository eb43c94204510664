/**
 * A sweep and its trials as they lie in the store: a sweep that can no longer be read is left out of every list, and so is a
 * trial, which costs no more than itself.
 */
import type { TrialRecord } from "../src/sweep/progress.ts";
import { readSweep, sweepJson } from "../src/sweep/sweep-json.ts";
import type { Sweep } from "../src/sweep/sweep.ts";
import { isStoredTrial } from "./stored-parts.ts";

export interface StoredSweep {
  readonly sweepId: string;
  /** As `sweepJson` gives it: what is exported is what is kept. */
  readonly json: Readonly<Record<string, unknown>>;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Whether its trials are to run; a paused sweep keeps them queued. */
  readonly state: "going" | "paused";
  readonly deletedAt: string | null;
}

export interface StoredTrial extends TrialRecord {
  readonly sweepId: string;
  /** Place in its sweep, from 0. */
  readonly place: number;
}

export interface SweepAndTrials {
  readonly sweep: StoredSweep;
  /** Those that can be read. */
  readonly trials: readonly StoredTrial[];
  /** How many cannot; absent where all can. */
  readonly damaged?: number;
}

export function newSweep(sweepId: string, sweep: Sweep, createdAt: Date): StoredSweep {
  return { sweepId, json: sweepJson(sweep), createdAt: createdAt.toISOString(), state: "going", deletedAt: null };
}

/** A stored sweep in its checked form; null where it can no longer be read. */
export function sweepOf({ json }: StoredSweep): Sweep | null {
  try {
    return readSweep(json);
  } catch {
    return null;
  }
}

/** A sweep with its trials in their order; null where it can no longer be read. */
export function soundSweep(sweep: StoredSweep, entries: readonly StoredTrial[]): SweepAndTrials | null {
  if (sweepOf(sweep) === null) return null;
  const trials = entries.filter(isStoredTrial).sort((a, b) => a.place - b.place);
  const damaged = entries.length - trials.length;
  return { sweep, trials, ...(damaged === 0 ? {} : { damaged }) };
}

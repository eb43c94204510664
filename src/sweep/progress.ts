/** Where a sweep's trials stand, and which runs next. Whoever runs them keeps these records; the rules are here. */
import type { Trial } from "./trials.ts";

/**
 * `interrupted`: nobody stopped it, its page or worker went away. `ended-early`: it fell behind. Both have what they measured.
 */
export type TrialState = "queued" | "running" | "done" | "failed" | "stopped" | "interrupted" | "ended-early";

export interface TrialRecord extends Trial {
  readonly state: TrialState;
  /** The newest run of it, or null before the first. */
  readonly runId: string | null;
  /** How often it was started. */
  readonly attempts: number;
  /** Why it failed. */
  readonly error: string | null;
}

export type SweepAction = "resume" | "retry-failed";

export function newTrial(trial: Trial): TrialRecord {
  return { ...trial, state: "queued", runId: null, attempts: 0, error: null };
}

/** The trial that runs next, or null when none waits. */
export function nextTrial(records: readonly TrialRecord[]): TrialRecord | null {
  return records.find(({ state }) => state === "queued") ?? null;
}

/** The records after a button was pressed; the same object where nothing changes for a trial. */
export function afterAction(records: readonly TrialRecord[], action: SweepAction): TrialRecord[] {
  return records.map((record) =>
    isTakenUp(record.state, action) ? { ...record, state: "queued", error: null } : record,
  );
}

/** How many trials an action would queue. */
export function takenUp(records: readonly TrialRecord[], action: SweepAction): number {
  return records.filter(({ state }) => isTakenUp(state, action)).length;
}

export function countStates(records: readonly TrialRecord[]): Readonly<Record<TrialState, number>> {
  const counts = { queued: 0, running: 0, done: 0, failed: 0, stopped: 0, interrupted: 0, "ended-early": 0 };
  for (const { state } of records) counts[state]++;
  return counts;
}

/** Whether the trial has said all that it will say unless someone asks again. */
export function isOver(state: TrialState): boolean {
  return state !== "queued" && state !== "running";
}

function isTakenUp(state: TrialState, action: SweepAction): boolean {
  switch (action) {
    case "resume":
      return state === "stopped" || state === "interrupted";
    case "retry-failed":
      return state === "failed";
    default:
      action satisfies never;
      return false;
  }
}

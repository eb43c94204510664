/**
 * One run as the page follows it: what it has said so far, folded once per frame, and whoever is told of that. A younger
 * run makes it stale, and a stale one is no longer listened to.
 */
import type { RunConfig, RunEvent } from "../../src/protocol.ts";
import { isRunning, newRecord, recordEvent, type RunRecord } from "../../src/results/run-record.ts";
import { TimeLeft } from "../../src/results/time-left.ts";
import type { StoredTrial } from "../../store/lab-store.ts";
import type { RunKeeper } from "../../store/run-keeper.ts";
import type { StoredStatus } from "../../store/stored-run.ts";
import { mergePoints } from "./merge-points.ts";

/** What a run is part of, for whoever runs many and holds the training lock for all of them. */
export interface Membership {
  readonly sweepId: string;
  /** After each change of the run's record. */
  onRecord(record: RunRecord): void;
  /** What the store is to say of the run that has just ended, and of its trial. */
  settle(record: RunRecord): { readonly trial: StoredTrial; readonly status: StoredStatus | null };
}

export class GoingRun {
  readonly membership: Membership | null;
  /** Resolves when its worker is gone, which will then never answer. */
  readonly abandoned: Promise<void>;
  /** Writes it into the store; null where nothing can be kept. */
  keeper: RunKeeper | null = null;

  #abandon: () => void = () => undefined;
  #record: RunRecord;
  /** What has come since the last fold. */
  #events: RunEvent[] = [];
  #timeLeft = new TimeLeft();
  #timeLeftMs: number | null = null;

  constructor(config: RunConfig, membership: Membership | null) {
    this.#record = newRecord(config);
    this.membership = membership;
    this.abandoned = new Promise((resolve) => (this.#abandon = resolve));
  }

  get record(): RunRecord {
    return this.#record;
  }

  /** Milliseconds left in the present phase, null while nobody can tell. */
  get timeLeftMs(): number | null {
    return this.#timeLeftMs;
  }

  hear(event: RunEvent): void {
    this.#events.push(event);
  }

  abandon(): void {
    this.#abandon();
  }

  /** What was measured before a pause says nothing about the pace, because the clock did not stand. */
  forgetPace(): void {
    this.#timeLeft = new TimeLeft();
  }

  /**
   * Folds what was heard since the last time into the record, and tells keeper and membership.
   *
   * @param nowMs - on a clock that only rises; null while the run stands and its pace says nothing
   * @returns whether anything was heard
   */
  fold(nowMs: number | null): boolean {
    if (this.#events.length === 0) return false;
    const events = mergePoints(this.#events);
    this.#events = [];
    this.#record = events.reduce(recordEvent, this.#record);
    this.keeper?.take(this.#record);
    this.membership?.onRecord(this.#record);
    const { progress } = this.#record;
    this.#timeLeftMs =
      progress === null || nowMs === null || !isRunning(this.#record)
        ? null
        : this.#timeLeft.update(nowMs, progress.phase, progress.done, progress.total);
    return true;
  }
}

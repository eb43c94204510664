/**
 * Runs the trials of a sweep one after the other, from the store and into it: whatever happens to this page, the store says
 * what is done and what is left. Which trial comes next and which falls behind is decided in `src/sweep`.
 */
import { findExperiment } from "../src/catalog.ts";
import { metricsOf, readingsOf } from "../src/results/metrics.ts";
import { fallsBehind, FaultStreak, isComparable, targetReached, trialStateOf } from "../src/sweep/course.ts";
import type { Readings } from "../src/sweep/early-stop.ts";
import { afterAction, newTrial, nextTrial, type SweepAction, type TrialState } from "../src/sweep/progress.ts";
import type { Sweep } from "../src/sweep/sweep.ts";
import { trialsOf } from "../src/sweep/trials.ts";
import type { LabStore, StoredTrial, SweepAndTrials } from "../store/lab-store.ts";
import type { StoredStatus } from "../store/stored-run.ts";
import { withTrainingLock } from "../store/training-lock.ts";
import type { LabController } from "./lab-controller.ts";
import type { Membership } from "./lab-controller/going-run.ts";

const ELSEWHERE =
  "It waits: another tab of the lab is training, and one tab trains at a time. Watch it under Runs, and press Resume " +
  "when it is over.";

export interface GoingSweep {
  readonly sweepId: string;
  /** Whether it pauses when the present trial is over. */
  readonly stopsAfterThis: boolean;
}

export class SweepRunner {
  /** The sweep whose trials run now, or null. */
  going: GoingSweep | null = null;
  /** Why the last sweep paused by itself; null where a person paused it or it came to its end. */
  remark: string | null = null;

  readonly #lab: LabController;
  readonly #changed: () => void;
  /** Readings of trials that are over, for early ending, by run. */
  readonly #readings = new Map<string, Readings>();

  /** @param changed - called after each change of `going` or `remark` */
  constructor(lab: LabController, changed: () => void) {
    this.#lab = lab;
    this.#changed = changed;
  }

  /**
   * Keeps a sweep and starts it.
   *
   * @returns its id, or null where the browser keeps nothing, without which a sweep would be lost at the first reload
   */
  async launch(sweep: Sweep): Promise<string | null> {
    const sweepId = `sweep-${new Date().toISOString().replace(/[-:.]/g, "")}`;
    const made = await this.#lab.store.use(async (store) => {
      const { newSweep } = await import("../store/lab-store.ts");
      const { trials } = trialsOf(sweep, this.#lab.data.datasetOf);
      await store.writeSweep(newSweep(sweepId, sweep, new Date()), trials.map(newTrial));
      return sweepId;
    });
    if (made !== null) void this.#run(sweepId);
    return made;
  }

  /** Goes on with a sweep; trials that were stopped, interrupted or failed join again where `action` means them. */
  async resume(sweepId: string, action: SweepAction = "resume"): Promise<void> {
    await this.#run(sweepId, async (store) => {
      await store.markInterrupted(); // a tab that went away a moment ago may have left a trial that claims to run
      const entry = await store.sweep(sweepId);
      if (entry === null) return;
      await store.writeSweep({ ...entry.sweep, state: "going" }, afterAction(entry.trials, action));
    });
  }

  /** Stops the present trial within a step and leaves the rest queued. */
  async pause(): Promise<void> {
    if (this.going === null) return;
    await this.#hold(this.going.sweepId);
    await this.#lab.stop();
  }

  /** Lets the present trial come to its end and leaves the rest queued. */
  async stopAfterThis(): Promise<void> {
    if (this.going === null) return;
    await this.#hold(this.going.sweepId);
  }

  async #hold(sweepId: string): Promise<void> {
    this.#set({ sweepId, stopsAfterThis: true }, null);
    await this.#lab.store.use((store) => store.setSweepState(sweepId, "paused"));
  }

  /**
   * Holds the training lock from the first trial to the last, so that no other tab steps in between two of them.
   *
   * @param prepare - done first, once no other tab writes this sweep's trials
   */
  async #run(sweepId: string, prepare: (store: LabStore) => Promise<void> = async () => undefined): Promise<void> {
    if (this.going !== null) return;
    this.#set({ sweepId, stopsAfterThis: false }, null);
    let remark: string | null = null;
    try {
      const outcome = await withTrainingLock(async () => ({ remark: await this.#runLocked(sweepId, prepare) }));
      remark = outcome === "taken" ? ELSEWHERE : outcome.remark;
    } finally {
      this.#set(null, remark);
    }
  }

  /** @returns why it paused by itself, or null */
  async #runLocked(sweepId: string, prepare: (store: LabStore) => Promise<void>): Promise<string | null> {
    const { store: desk } = this.#lab;
    await desk.use(prepare);
    const outcome = await desk.use(async (store) => {
      return { remark: this.going?.stopsAfterThis === true ? null : await this.#runTrials(store, sweepId) };
    });
    const remark = outcome === null ? notKept(desk.fault ?? "") : outcome.remark;
    await desk.use((store) => store.setSweepState(sweepId, "paused"));
    return remark;
  }

  /** @returns why it paused by itself, or null */
  async #runTrials(store: LabStore, sweepId: string): Promise<string | null> {
    const { sweepOf } = await import("../store/lab-store.ts");
    const faults = new FaultStreak();
    for (;;) {
      const entry = await store.sweep(sweepId);
      const sweep = entry === null ? null : sweepOf(entry.sweep);
      if (entry === null || sweep === null || entry.sweep.state !== "going") return null;
      const trial = nextTrial(entry.trials);
      if (trial === null) return null;
      const reached = await this.#reachedTarget(store, sweep, entry);
      if (reached !== null) return reached;
      // The very same run may have been made by hand, or by another sweep.
      const known = await store.finished(trial.id);
      if (known !== null) {
        await store.writeTrial({ ...(trial as StoredTrial), state: "done", runId: known.runId });
        continue;
      }
      const state = await this.#runTrial(store, sweep, entry, trial as StoredTrial);
      if (state === null) return "It paused because another run goes on. Resume it when that is over.";
      // A fault of the store alone says too little: a run is kept also where its models did not fit.
      const { fault } = this.#lab.store;
      if (fault !== null && !(await isSettled(store, sweepId, trial as StoredTrial, state))) return notKept(fault);
      const stuck = faults.after(state);
      if (stuck !== null) return stuck;
    }
  }

  /** @returns how the trial ended, or null where it could not begin */
  async #runTrial(
    store: LabStore,
    sweep: Sweep,
    { sweep: { sweepId }, trials }: SweepAndTrials,
    trial: StoredTrial,
  ): Promise<TrialState | null> {
    const others = await this.#readingsOf(store, sweep, trials);
    const started: StoredTrial = { ...trial, state: "running", attempts: trial.attempts + 1, error: null };
    await store.writeTrial(started);
    let isEndedEarly = false;
    let outcome: TrialState = "interrupted";
    const membership: Membership = {
      sweepId,
      onRecord: ({ points }) => {
        if (isEndedEarly || !fallsBehind(sweep, points, others)) return;
        isEndedEarly = true;
        void this.#lab.stop();
      },
      settle: (ended) => {
        outcome = trialStateOf(ended, isEndedEarly);
        const status: StoredStatus | null = outcome === "interrupted" || outcome === "ended-early" ? outcome : null;
        const error = outcome === "failed" || outcome === "interrupted" ? ended.error : null;
        return { trial: { ...started, state: outcome, runId: ended.runId, error }, status };
      },
    };
    const record = await this.#lab.launch(trial.config, membership, trial.attempts > 0 ? "resume" : "anew");
    if (record !== null) return outcome;
    await store.writeTrial(trial);
    return null;
  }

  /** Of the trials that are over; each is read from the store once. */
  async #readingsOf(
    store: LabStore,
    { metric, earlyTermination }: Sweep,
    trials: readonly StoredTrial[],
  ): Promise<Readings[]> {
    if (metric === null || earlyTermination === null) return [];
    const readings: Readings[] = [];
    for (const trial of trials) {
      const { runId } = trial;
      if (runId === null || !isComparable(trial)) continue;
      const known = this.#readings.get(runId) ?? readingsOf(metric.name, await store.points(runId));
      this.#readings.set(runId, known);
      readings.push(known);
    }
    return readings;
  }

  /** A sentence when a trial has reached what the metric was to reach. */
  async #reachedTarget(store: LabStore, sweep: Sweep, { trials }: SweepAndTrials): Promise<string | null> {
    if (sweep.metric?.target == null) return null;
    const spec = findExperiment(sweep.experiment);
    for (const { runId, state } of trials) {
      if (state !== "done" || runId === null) continue;
      const record = await store.record(runId);
      if (record === null) continue;
      const reached = targetReached(sweep, metricsOf(spec, record.rows, record.points));
      if (reached !== null) return reached;
    }
    return null;
  }

  #set(going: GoingSweep | null, remark: string | null): void {
    this.going = going;
    this.remark = remark;
    this.#changed();
  }
}

async function isSettled(store: LabStore, sweepId: string, { id }: StoredTrial, state: TrialState): Promise<boolean> {
  const entry = await store.sweep(sweepId);
  return entry?.trials.find((trial) => trial.id === id)?.state === state;
}

function notKept(fault: string): string {
  return `It paused because the browser could not keep a trial. ${fault}`;
}

/**
 * Every run, curve, table, figure and sweep of this browser, in IndexedDB. A run is written while it goes; its end and the
 * state of its trial go into one transaction, so that no reload finds the one without the other. Nothing here decides what
 * runs. This is the one door; what is more than one table's affair lies in `run-entries`, `model-entries` and `sweep-entries`.
 */
import { liveQuery } from "dexie";
import type { CurvePoint } from "../src/protocol.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Row } from "../src/results/table.ts";
import type { TrainedModel } from "../src/results/trained-model.ts";
import type { TrialRecord } from "../src/sweep/progress.ts";
import { LabDatabase } from "./lab-database.ts";
import { modelNames } from "./model-entries.ts";
import { addRun, purgeRuns, readRecord, writeKeyframes, writeRun, type RunNews } from "./run-entries.ts";
import type { WholeRun } from "./run-file.ts";
import { storeFault, type StoreFault } from "./store-fault.ts";
import { unpackPoints, type StoredCurves } from "./stored-curves.ts";
import type { KeyframeNews } from "./stored-keyframes.ts";
import { isStoredCurves, soundParts } from "./stored-parts.ts";
import { isStoredRun, type StoredRun } from "./stored-run.ts";
import { sweepOf, type StoredSweep, type StoredTrial, type SweepAndTrials } from "./stored-sweep.ts";
import { addSweep, purgeSweeps, readSweepAndTrials, readSweeps, writeSweep } from "./sweep-entries.ts";

export type { RunNews } from "./run-entries.ts";
export { newSweep, sweepOf, type StoredSweep, type StoredTrial, type SweepAndTrials } from "./stored-sweep.ts";

/** The list of runs, and what lies among them that cannot be read. */
export interface RunList {
  readonly runs: readonly StoredRun[];
  /** Keys of damaged entries. */
  readonly damaged: readonly string[];
  /** Keys of sweeps that cannot be read. */
  readonly damagedSweeps: readonly string[];
}

const NAME = "lacuna";

/** A database opens within milliseconds; after so long it is stuck. */
const PATIENCE_MS = 15_000;

export class LabStore {
  readonly #database: LabDatabase;

  /** @param name - of the database; tests take their own */
  constructor(name = NAME) {
    this.#database = new LabDatabase(name);
  }

  /**
   * Opens the database, which else opens when something is first asked of it; then whoever asks would wait, perhaps for
   * ever, for another tab that does not let go of an older layout.
   *
   * @throws StoreFault when it cannot be opened, and when the browser does not answer
   */
  async open(patienceMs = PATIENCE_MS): Promise<void> {
    await this.#database.open(patienceMs);
  }

  /** Another tab may need a newer layout; it must not wait for this one. */
  close(): void {
    this.#database.close();
  }

  /** Removes everything, for good. */
  async erase(): Promise<void> {
    await this.#database.erase();
  }

  /**
   * Asks now, and again whenever something that the answer rests on has changed, in this tab or another.
   *
   * @returns what ends the watching
   */
  watch<Answer>(
    ask: (store: LabStore) => Promise<Answer>,
    onAnswer: (answer: Answer) => void,
    onFault: (fault: StoreFault) => void,
  ): () => void {
    const subscription = liveQuery(() => ask(this)).subscribe({
      next: onAnswer,
      error: (error: unknown) => onFault(storeFault(error)),
    });
    return () => subscription.unsubscribe();
  }

  /** Every run that is not deleted, the newest first. */
  async list(): Promise<RunList> {
    const all = (await this.#database.runs.orderBy("startedAt").reverse().toArray()) as unknown[];
    const runs: StoredRun[] = [];
    const damaged: string[] = [];
    for (const entry of all) {
      if (!isStoredRun(entry)) damaged.push(String((entry as StoredRun).runId));
      else if (entry.deletedAt === null) runs.push(entry);
    }
    const damagedSweeps = (await this.#database.sweeps.toArray()).filter((sweep) => sweepOf(sweep) === null);
    return { runs, damaged, damagedSweeps: damagedSweeps.map(({ sweepId }) => sweepId) };
  }

  /** Null where there is none, or none that can be read. */
  async run(runId: string): Promise<StoredRun | null> {
    const run: unknown = await this.#database.runs.get(runId);
    return isStoredRun(run) ? run : null;
  }

  /** The whole of a run, as far as it can be read, with a notice of what cannot; null where there is none. */
  record(runId: string): Promise<RunRecord | null> {
    return readRecord(this.#database, runId);
  }

  /** Only the curves, which a chart of many runs needs. */
  async points(runId: string): Promise<CurvePoint[]> {
    return unpackPoints(await this.curves(runId));
  }

  /** Only the rows of a run's table, as far as they can be read. */
  async rows(runId: string): Promise<readonly Row[]> {
    return soundParts([], await this.#database.rows.get(runId), []).rows;
  }

  /** The curves of a run as they lie here, for charts of many runs. */
  async curves(runId: string): Promise<StoredCurves[]> {
    return (await this.#database.curves.where({ runId }).toArray()).filter(isStoredCurves);
  }

  /** Names of the trained models of a run, in the order in which they were trained. */
  modelNames(runId: string): Promise<string[]> {
    return modelNames(this.#database, runId);
  }

  /** One trained model of a run; null where there is none of that name. */
  async model(runId: string, name: string): Promise<TrainedModel | null> {
    return (await this.#database.models.get([runId, name]))?.model ?? null;
  }

  /** The newest run of this identity that came to its end on its own, so that nobody has to run it again. */
  async finished(identity: string): Promise<StoredRun | null> {
    const runs = await this.#database.runs.where({ identity }).sortBy("startedAt");
    const isWhole = ({ status, deletedAt, manifest }: StoredRun): boolean =>
      status === "done" && deletedAt === null && manifest?.byHand !== true;
    return runs.reverse().find((run) => isStoredRun(run) && isWhole(run)) ?? null;
  }

  /**
   * Writes a run and what is new of it, and with its end the state of its trial. Tags and note stay as they are in the store.
   *
   * @param part - which piece of its curves `news` holds
   */
  write(run: StoredRun, part: number, news: RunNews, trial: StoredTrial | null = null): Promise<void> {
    return writeRun(this.#database, run, part, news, trial);
  }

  /** Writes how a run's figures came about: apart from the run itself, because a full disk is to cost this first. */
  writeKeyframes(news: KeyframeNews): Promise<void> {
    return writeKeyframes(this.#database, news);
  }

  /** Puts a run that came from elsewhere beside the others; one of the same id stays as it is, and is brought back if deleted. */
  add(run: WholeRun, models: readonly TrainedModel[] = []): Promise<"added" | "was there"> {
    return addRun(this.#database, run, models);
  }

  /** Changes what a person says about a run. */
  async annotate(runId: string, change: { readonly tags?: readonly string[]; readonly note?: string }): Promise<void> {
    await this.#database.runs.update(runId, change);
  }

  /** Runs vanish from the list; `restore` brings them back, `purge` ends that. */
  async remove(runIds: readonly string[], at: Date): Promise<void> {
    await this.#database.runs.where("runId").anyOf(runIds).modify({ deletedAt: at.toISOString() });
  }

  async restore(runIds: readonly string[]): Promise<void> {
    await this.#database.runs.where("runId").anyOf(runIds).modify({ deletedAt: null });
  }

  /** Ids of the runs that were deleted and can still be brought back. */
  async deleted(): Promise<string[]> {
    return await this.#database.runs.where("deletedAt").above("").primaryKeys();
  }

  /** Removes for good what was deleted before a moment, and damaged entries of these keys, of runs and of sweeps. */
  async purge(before: Date, damaged: readonly string[] = [], damagedSweeps: readonly string[] = []): Promise<void> {
    await purgeSweeps(this.#database, damagedSweeps);
    const gone = await this.#database.runs.where("deletedAt").below(before.toISOString()).primaryKeys();
    await purgeRuns(this.#database, [...gone, ...damaged]);
  }

  /** Says of every run and trial that still claims to run that it was interrupted: for a page that knows that none does. */
  async markInterrupted(): Promise<void> {
    const { runs, trials } = this.#database;
    await this.#database.write([runs, trials], async () => {
      await runs.where("status").anyOf("running", "starting").modify({ status: "interrupted" });
      await trials.filter(({ state }) => state === "running").modify({ state: "interrupted" });
    });
  }

  /** Every sweep that is not deleted and can be read, the newest first. */
  sweeps(): Promise<SweepAndTrials[]> {
    return readSweeps(this.#database);
  }

  sweep(sweepId: string): Promise<SweepAndTrials | null> {
    return readSweepAndTrials(this.#database, sweepId);
  }

  /** Writes a sweep with all its trials, replacing those that it had. */
  writeSweep(sweep: StoredSweep, trials: readonly TrialRecord[]): Promise<void> {
    return writeSweep(this.#database, sweep, trials);
  }

  /** Puts a sweep that came from elsewhere beside the others; one of the same id stays as it is. */
  addSweep(sweep: StoredSweep, trials: readonly TrialRecord[]): Promise<"added" | "was there"> {
    return addSweep(this.#database, sweep, trials);
  }

  async writeTrial(trial: StoredTrial): Promise<void> {
    await this.#database.trials.put(trial);
  }

  async setSweepState(sweepId: string, state: StoredSweep["state"]): Promise<void> {
    await this.#database.sweeps.update(sweepId, { state });
  }

  async removeSweep(sweepId: string, at: Date | null): Promise<void> {
    await this.#database.sweeps.update(sweepId, { deletedAt: at?.toISOString() ?? null });
  }
}

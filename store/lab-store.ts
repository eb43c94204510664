/**
 * Every run, curve, table, figure and sweep of this browser, in IndexedDB. A run is written while it goes; its end and the
 * state of its trial go into one transaction, so that no reload finds the one without the other. Nothing here decides what
 * runs.
 */
import { Dexie, liveQuery, type Table } from "dexie";
import type { CurvePoint } from "../src/protocol.ts";
import type { Figure } from "../src/results/figure.ts";
import type { RunRecord } from "../src/results/run-record.ts";
import type { Row } from "../src/results/table.ts";
import type { TrainedModel } from "../src/results/trained-model.ts";
import type { TrialRecord } from "../src/sweep/progress.ts";
import { readSweep, sweepJson } from "../src/sweep/sweep-json.ts";
import type { Sweep } from "../src/sweep/sweep.ts";
import type { WholeRun } from "./run-file.ts";
import { damagedSentence, isStoredCurves, isStoredTrial, soundParts } from "./stored-parts.ts";
import { packPoints, unpackPoints, type StoredCurves } from "./stored-curves.ts";
import { entriesOf, historiesOf, type KeyframeNews, type StoredKeyframe } from "./stored-keyframes.ts";
import { isStoredRun, recordOf, type StoredRun } from "./stored-run.ts";
import { BlockedFault, SilentFault, storeFault, type StoreFault } from "./store-fault.ts";

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

interface StoredModel {
  readonly runId: string;
  readonly name: string;
  /** Among the models of its run, in the order in which they were trained. */
  readonly place: number;
  readonly model: TrainedModel;
}

/** What a run has said since it was last written. */
export interface RunNews {
  readonly points: readonly CurvePoint[];
  readonly rows: readonly Row[];
  readonly figures: readonly Figure[];
  readonly models: readonly TrainedModel[];
}

/** The list of runs, and what lies among them that cannot be read. */
export interface RunList {
  readonly runs: readonly StoredRun[];
  /** Keys of damaged entries. */
  readonly damaged: readonly string[];
  /** Keys of sweeps that cannot be read. */
  readonly damagedSweeps: readonly string[];
}

export interface SweepAndTrials {
  readonly sweep: StoredSweep;
  /** Those that can be read. */
  readonly trials: readonly StoredTrial[];
  /** How many cannot; absent where all can. */
  readonly damaged?: number;
}

const NAME = "lacuna";

/** A database opens within milliseconds; after so long it is stuck. */
const PATIENCE_MS = 15_000;

export class LabStore {
  readonly #database: Dexie;
  readonly #runs: Table<StoredRun, string>;
  readonly #curves: Table<StoredCurves, [string, number]>;
  readonly #rows: Table<{ readonly runId: string; readonly rows: readonly Row[] }, string>;
  readonly #figures: Table<{
    readonly runId: string;
    readonly id: string;
    readonly place: number;
    readonly figure: Figure;
  }>;
  readonly #keyframes: Table<StoredKeyframe>;
  readonly #models: Table<StoredModel, [string, string]>;
  readonly #sweeps: Table<StoredSweep, string>;
  readonly #trials: Table<StoredTrial, [string, string]>;

  /** @param name - of the database; tests take their own */
  constructor(name = NAME) {
    // Strict: a record that the page calls kept must survive a crash of the machine.
    this.#database = new Dexie(name, { chromeTransactionDurability: "strict" });
    this.#database.version(1).stores({
      runs: "runId, experiment, startedAt, sweepId, identity, status, deletedAt",
      curves: "[runId+part], runId",
      rows: "runId",
      figures: "[runId+id], runId",
      sweeps: "sweepId, createdAt",
      trials: "[sweepId+id], sweepId",
    });
    this.#database.version(2).stores({
      keyframes: "[runId+id+place], runId",
      models: "[runId+name], [runId+place+name], runId",
    });
    this.#runs = this.#database.table("runs");
    this.#curves = this.#database.table("curves");
    this.#rows = this.#database.table("rows");
    this.#figures = this.#database.table("figures");
    this.#keyframes = this.#database.table("keyframes");
    this.#models = this.#database.table("models");
    this.#sweeps = this.#database.table("sweeps");
    this.#trials = this.#database.table("trials");
  }

  /**
   * Opens the database, which else opens when something is first asked of it; then whoever asks would wait, perhaps for
   * ever, for another tab that does not let go of an older layout.
   *
   * @throws StoreFault when it cannot be opened, and when the browser does not answer
   */
  async open(patienceMs = PATIENCE_MS): Promise<void> {
    const database = this.#database;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new SilentFault(patienceMs)), patienceMs);
        database.on("blocked", () => reject(new BlockedFault()));
        database.open().then(() => resolve(), reject);
      });
    } catch (error) {
      database.close();
      throw storeFault(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Another tab may need a newer layout; it must not wait for this one. */
  close(): void {
    this.#database.close();
  }

  /** Removes everything, for good. */
  async erase(): Promise<void> {
    await this.#database.delete({ disableAutoOpen: false });
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
    const all = (await this.#runs.orderBy("startedAt").reverse().toArray()) as unknown[];
    const runs: StoredRun[] = [];
    const damaged: string[] = [];
    for (const entry of all) {
      if (!isStoredRun(entry)) damaged.push(String((entry as StoredRun).runId));
      else if (entry.deletedAt === null) runs.push(entry);
    }
    const damagedSweeps = (await this.#sweeps.toArray()).filter((sweep) => sweepOf(sweep) === null);
    return { runs, damaged, damagedSweeps: damagedSweeps.map(({ sweepId }) => sweepId) };
  }

  /** Null where there is none, or none that can be read. */
  async run(runId: string): Promise<StoredRun | null> {
    const run: unknown = await this.#runs.get(runId);
    return isStoredRun(run) ? run : null;
  }

  /** The whole of a run, as far as it can be read, with a notice of what cannot; null where there is none. */
  async record(runId: string): Promise<RunRecord | null> {
    const [run, pieces, rowEntry, figures, keyframes] = await this.#database.transaction("r", this.#ofRuns(), () =>
      Promise.all([
        this.#runs.get(runId),
        this.#curves.where({ runId }).toArray(),
        this.#rows.get(runId),
        this.#figures.where({ runId }).sortBy("place"),
        this.#keyframes.where({ runId }).toArray(),
      ]),
    );
    if (!isStoredRun(run)) return null;
    const parts = soundParts(pieces, rowEntry, figures);
    const record = recordOf(run, unpackPoints(parts.pieces), parts.rows, parts.figures, historiesOf(keyframes));
    const damage = damagedSentence(parts.damaged);
    return damage === null ? record : { ...record, notices: [...record.notices, damage] };
  }

  /** Only the curves, which a chart of many runs needs. */
  async points(runId: string): Promise<CurvePoint[]> {
    return unpackPoints(await this.curves(runId));
  }

  /** Names of the trained models of a run, in the order in which they were trained. */
  async modelNames(runId: string): Promise<string[]> {
    // From the index alone: the models themselves are millions of numbers.
    const keys = await this.#models
      .where("[runId+place+name]")
      .between([runId, Dexie.minKey], [runId, Dexie.maxKey])
      .keys();
    return (keys as unknown as [string, number, string][]).map(([, , name]) => name);
  }

  /** One trained model of a run; null where there is none of that name. */
  async model(runId: string, name: string): Promise<TrainedModel | null> {
    return (await this.#models.get([runId, name]))?.model ?? null;
  }

  /**
   * Writes a run and what is new of it, and with its end the state of its trial. Tags and note stay as they are in the store.
   *
   * @param part - which piece of its curves `news` holds
   */
  async write(run: StoredRun, part: number, news: RunNews, trial: StoredTrial | null = null): Promise<void> {
    await this.#database.transaction("rw", [...this.#ofRuns(), this.#trials], async () => {
      const known = await this.#runs.get(run.runId);
      const { tags, note, deletedAt } = isStoredRun(known) ? known : run;
      await this.#runs.put({ ...run, tags, note, deletedAt });
      if (news.points.length > 0) await this.#curves.put(packPoints(run.runId, part, news.points));
      if (news.rows.length > 0) {
        const rows = (await this.#rows.get(run.runId))?.rows ?? [];
        await this.#rows.put({ runId: run.runId, rows: [...rows, ...news.rows] });
      }
      const figures = await this.#figures.where({ runId: run.runId }).toArray();
      for (const figure of news.figures) {
        const place = figures.find(({ id }) => id === figure.id)?.place ?? figures.length;
        const entry = { runId: run.runId, id: figure.id, place, figure };
        if (place === figures.length) figures.push(entry);
        await this.#figures.put(entry);
      }
      await this.#addModels(run.runId, news.models);
      if (trial !== null) await this.#trials.put(trial);
    });
  }

  /** Writes how a run's figures came about: apart from the run itself, because a full disk is to cost this first. */
  async writeKeyframes({ added, dropped }: KeyframeNews): Promise<void> {
    await this.#database.transaction("rw", [this.#keyframes], async () => {
      await this.#keyframes.bulkDelete([...dropped]);
      await this.#keyframes.bulkPut(added);
    });
  }

  async #addModels(runId: string, models: readonly TrainedModel[]): Promise<void> {
    if (models.length === 0) return;
    const former = await this.#models.where({ runId }).count();
    await this.#models.bulkPut(models.map((model, i) => ({ runId, name: model.name, place: former + i, model })));
  }

  /** Changes what a person says about a run. */
  async annotate(runId: string, change: { readonly tags?: readonly string[]; readonly note?: string }): Promise<void> {
    await this.#runs.update(runId, change);
  }

  /** Runs vanish from the list; `restore` brings them back, `purge` ends that. */
  async remove(runIds: readonly string[], at: Date): Promise<void> {
    await this.#runs.where("runId").anyOf(runIds).modify({ deletedAt: at.toISOString() });
  }

  async restore(runIds: readonly string[]): Promise<void> {
    await this.#runs.where("runId").anyOf(runIds).modify({ deletedAt: null });
  }

  /** Removes for good what was deleted before a moment, and damaged entries of these keys, of runs and of sweeps. */
  async purge(before: Date, damaged: readonly string[] = [], damagedSweeps: readonly string[] = []): Promise<void> {
    if (damagedSweeps.length > 0) {
      await this.#database.transaction("rw", [this.#sweeps, this.#trials], async () => {
        await this.#sweeps.bulkDelete([...damagedSweeps]);
        await this.#trials.where("sweepId").anyOf(damagedSweeps).delete();
      });
    }
    const limit = before.toISOString();
    const gone = await this.#runs.where("deletedAt").below(limit).primaryKeys();
    const keys = [...gone, ...damaged];
    if (keys.length === 0) return;
    await this.#database.transaction("rw", this.#ofRuns(), async () => {
      await this.#runs.bulkDelete(keys);
      await this.#curves.where("runId").anyOf(keys).delete();
      await this.#rows.bulkDelete(keys);
      await this.#figures.where("runId").anyOf(keys).delete();
      await this.#keyframes.where("runId").anyOf(keys).delete();
      await this.#models.where("runId").anyOf(keys).delete();
    });
  }

  /** Says of every run and trial that still claims to run that it was interrupted: for a page that knows that none does. */
  async markInterrupted(): Promise<void> {
    await this.#database.transaction("rw", [this.#runs, this.#trials], async () => {
      await this.#runs.where("status").anyOf("running", "starting").modify({ status: "interrupted" });
      await this.#trials.filter(({ state }) => state === "running").modify({ state: "interrupted" });
    });
  }

  /** Every sweep that is not deleted and can be read, the newest first. */
  async sweeps(): Promise<SweepAndTrials[]> {
    const [sweeps, trials] = await this.#database.transaction("r", [this.#sweeps, this.#trials], () =>
      Promise.all([this.#sweeps.orderBy("createdAt").reverse().toArray(), this.#trials.toArray()]),
    );
    const bySweep = new Map<string, StoredTrial[]>();
    for (const trial of trials) {
      const known = bySweep.get(trial.sweepId);
      if (known === undefined) bySweep.set(trial.sweepId, [trial]);
      else known.push(trial);
    }
    return sweeps
      .filter((sweep) => sweep.deletedAt === null && sweepOf(sweep) !== null)
      .map((sweep) => ({ sweep, ...soundTrials(bySweep.get(sweep.sweepId) ?? []) }));
  }

  async sweep(sweepId: string): Promise<SweepAndTrials | null> {
    const [sweep, trials] = await this.#database.transaction("r", [this.#sweeps, this.#trials], () =>
      Promise.all([this.#sweeps.get(sweepId), this.#trials.where({ sweepId }).toArray()]),
    );
    return sweep === undefined || sweepOf(sweep) === null ? null : { sweep, ...soundTrials(trials) };
  }

  /** Writes a sweep with all its trials, replacing those that it had. */
  async writeSweep(sweep: StoredSweep, trials: readonly TrialRecord[]): Promise<void> {
    const { sweepId } = sweep;
    await this.#database.transaction("rw", [this.#sweeps, this.#trials], async () => {
      await this.#sweeps.put(sweep);
      await this.#trials.where({ sweepId }).delete();
      await this.#trials.bulkPut(trials.map((trial, place) => ({ ...trial, sweepId, place })));
    });
  }

  async writeTrial(trial: StoredTrial): Promise<void> {
    await this.#trials.put(trial);
  }

  async setSweepState(sweepId: string, state: StoredSweep["state"]): Promise<void> {
    await this.#sweeps.update(sweepId, { state });
  }

  async removeSweep(sweepId: string, at: Date | null): Promise<void> {
    await this.#sweeps.update(sweepId, { deletedAt: at?.toISOString() ?? null });
  }

  /** The newest run of this identity that came to its end on its own, so that nobody has to run it again. */
  async finished(identity: string): Promise<StoredRun | null> {
    const runs = await this.#runs.where({ identity }).sortBy("startedAt");
    const isWhole = ({ status, deletedAt, manifest }: StoredRun): boolean =>
      status === "done" && deletedAt === null && manifest?.byHand !== true;
    return runs.reverse().find((run) => isStoredRun(run) && isWhole(run)) ?? null;
  }

  /** The curves of a run as they lie here, for charts of many runs. */
  async curves(runId: string): Promise<StoredCurves[]> {
    return (await this.#curves.where({ runId }).toArray()).filter(isStoredCurves);
  }

  /** Ids of the runs that were deleted and can still be brought back. */
  async deleted(): Promise<string[]> {
    return await this.#runs.where("deletedAt").above("").primaryKeys();
  }

  /** Puts a run that came from elsewhere beside the others; one of the same id stays as it is, and is brought back if deleted. */
  async add(
    { run, points, rows, figures, histories }: WholeRun,
    models: readonly TrainedModel[] = [],
  ): Promise<"added" | "was there"> {
    const { runId } = run;
    return await this.#database.transaction("rw", this.#ofRuns(), async () => {
      const known = await this.#runs.get(runId);
      if (known !== undefined) {
        if (known.deletedAt !== null) await this.#runs.update(runId, { deletedAt: null });
        return "was there";
      }
      await this.#runs.put(run);
      if (points.length > 0) await this.#curves.put(packPoints(runId, 0, points));
      if (rows.length > 0) await this.#rows.put({ runId, rows });
      await this.#figures.bulkPut(figures.map((figure, place) => ({ runId, id: figure.id, place, figure })));
      await this.#keyframes.bulkPut(entriesOf(runId, histories));
      await this.#addModels(runId, models);
      return "added";
    });
  }

  /** The same for a sweep. */
  async addSweep(sweep: StoredSweep, trials: readonly TrialRecord[]): Promise<"added" | "was there"> {
    return await this.#database.transaction("rw", [this.#sweeps, this.#trials], async () => {
      if ((await this.#sweeps.get(sweep.sweepId)) !== undefined) return "was there";
      await this.writeSweep(sweep, trials);
      return "added";
    });
  }

  #ofRuns(): Table[] {
    return [this.#runs, this.#curves, this.#rows, this.#figures, this.#keyframes, this.#models];
  }
}

/** A stored sweep in its checked form; null where it can no longer be read. */
export function sweepOf({ json }: StoredSweep): Sweep | null {
  try {
    return readSweep(json);
  } catch {
    return null;
  }
}

export function newSweep(sweepId: string, sweep: Sweep, createdAt: Date): StoredSweep {
  return { sweepId, json: sweepJson(sweep), createdAt: createdAt.toISOString(), state: "going", deletedAt: null };
}

function soundTrials(entries: readonly StoredTrial[]): Pick<SweepAndTrials, "trials" | "damaged"> {
  const trials = entries.filter(isStoredTrial).sort((a, b) => a.place - b.place);
  return trials.length === entries.length ? { trials } : { trials, damaged: entries.length - trials.length };
}

/**
 * Writes one run into the store while it goes, about once a second, and its end at once. What could not be written is tried
 * again with the next news, so a full disk that is cleared in time costs nothing.
 */
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { Figure } from "../src/results/figure.ts";
import { isRunning, type RunRecord } from "../src/results/run-record.ts";
import type { LabStore, StoredTrial } from "./lab-store.ts";
import { storedRun, type Belonging, type StoredStatus } from "./stored-run.ts";
import { storeFault, type StoreFault } from "./store-fault.ts";

/** Between two writings of a run that goes on. */
const PAUSE_MS = 1000;

type Begun = RunRecord & { readonly runId: string };

export class RunKeeper {
  readonly #store: LabStore;
  readonly #spec: ExperimentSpec;
  readonly #belonging: Belonging;
  readonly #onFault: (fault: StoreFault | null) => void;
  readonly #startedAt = new Date();
  #newest: Begun | null = null;
  /** What the store has of the newest record. */
  #written: { readonly points: number; readonly rows: number; readonly figures: readonly Figure[] } = {
    points: 0,
    rows: 0,
    figures: [],
  };
  #part = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** How the run ended, while that could not be written. */
  #unkept: { readonly trial: StoredTrial | null; readonly status: StoredStatus | null } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param onFault - told of each writing that failed, and with null of the first that did not any more */
  constructor(
    store: LabStore,
    spec: ExperimentSpec,
    belonging: Belonging,
    onFault: (fault: StoreFault | null) => void = () => undefined,
  ) {
    this.#store = store;
    this.#spec = spec;
    this.#belonging = belonging;
    this.#onFault = onFault;
  }

  /** The run's record as it is now; written soon. */
  take(record: RunRecord): void {
    if (!hasBegun(record)) return;
    const isFirst = this.#newest === null;
    this.#newest = record;
    if (isFirst) void this.#write(null, null);
    else if (isRunning(record)) this.#timer ??= setTimeout(() => void this.#write(null, null), PAUSE_MS);
  }

  /**
   * Writes the run's end, and its trial's state in the same transaction.
   *
   * @param status - where the store knows better than the run how it ended
   * @returns whether it is kept
   */
  async end(record: RunRecord, trial: StoredTrial | null = null, status: StoredStatus | null = null): Promise<boolean> {
    if (hasBegun(record)) this.#newest = record;
    this.#unkept = { trial, status };
    return await this.again();
  }

  /** Writes the end of the run, where that has not come about yet. */
  async again(): Promise<boolean> {
    if (this.#unkept === null) return true;
    const { trial, status } = this.#unkept;
    const isKept = await (this.#newest === null ? this.#writeTrial(trial) : this.#write(trial, status));
    if (isKept) this.#unkept = null;
    return isKept;
  }

  /** It never began: there is no run to keep, only a trial. */
  async #writeTrial(trial: StoredTrial | null): Promise<boolean> {
    return trial === null || (await this.#attempt(() => this.#store.writeTrial(trial)));
  }

  #write(trial: StoredTrial | null, status: StoredStatus | null): Promise<boolean> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const writing = this.#queue.then(() => this.#attempt(() => this.#writeNews(trial, status)));
    this.#queue = writing;
    return writing;
  }

  async #writeNews(trial: StoredTrial | null, status: StoredStatus | null): Promise<void> {
    const record = this.#newest;
    if (record === null) return;
    const { points, rows, figures } = this.#written;
    const news = {
      points: record.points.slice(points),
      rows: record.rows.slice(rows),
      figures: record.figures.filter((figure) => !figures.includes(figure)),
    };
    const run = storedRun(this.#spec, record, this.#belonging, this.#startedAt, Date.now() - this.#startedAt.getTime());
    await this.#store.write(status === null ? run : { ...run, status }, this.#part, news, trial);
    this.#written = { points: record.points.length, rows: record.rows.length, figures: record.figures };
    if (news.points.length > 0) this.#part++;
  }

  async #attempt(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      this.#onFault(null);
      return true;
    } catch (error) {
      this.#onFault(storeFault(error));
      return false;
    }
  }
}

function hasBegun(record: RunRecord): record is Begun {
  return record.runId !== null;
}

/**
 * Writes one run into the store while it goes, about once a second, and its end at once. What could not be written is tried
 * again with the next news, so a full disk that is cleared in time costs nothing.
 */
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import type { Figure } from "../src/results/figure.ts";
import type { FigureHistory } from "../src/results/keyframes.ts";
import type { TrainedModel } from "../src/results/trained-model.ts";
import { isRunning, type RunRecord } from "../src/results/run-record.ts";
import type { LabStore } from "./lab-store.ts";
import { keyframeNews } from "./stored-keyframes.ts";
import { storedRun, type Belonging, type StoredStatus } from "./stored-run.ts";
import { storeFault, StoreFault } from "./store-fault.ts";
import type { StoredTrial } from "./stored-sweep.ts";

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
  #written: {
    readonly points: number;
    readonly rows: number;
    readonly figures: readonly Figure[];
    readonly models: readonly TrainedModel[];
  } = {
    points: 0,
    rows: 0,
    figures: [],
    models: [],
  };
  #writtenHistories: readonly FigureHistory[] = [];
  /** Why models could not be kept when that was last tried. */
  #modelFault: StoreFault | null = null;
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
    return trial === null || (await this.#attempt(() => this.#store.writeTrial(trial).then(() => null)));
  }

  #write(trial: StoredTrial | null, status: StoredStatus | null): Promise<boolean> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const writing = this.#queue.then(() => this.#attempt(() => this.#writeNews(trial, status)));
    this.#queue = writing;
    return writing;
  }

  /** @returns why models are missing from what is kept, or null */
  async #writeNews(trial: StoredTrial | null, status: StoredStatus | null): Promise<StoreFault | null> {
    const record = this.#newest;
    if (record === null) return null;
    const { points, rows, figures, models } = this.#written;
    const news = {
      points: record.points.slice(points),
      rows: record.rows.slice(rows),
      figures: record.figures.filter((figure) => !figures.includes(figure)),
    };
    const run = storedRun(this.#spec, record, this.#belonging, this.#startedAt, Date.now() - this.#startedAt.getTime());
    const named = status === null ? run : { ...run, status };
    const write = (added: readonly TrainedModel[]): Promise<void> =>
      this.#store.write(named, this.#part, { ...news, models: added }, trial);
    // Models are the bulk of a run: where they do not fit, what was measured is kept all the same.
    const isAskedAgain = this.#modelFault === null || !isRunning(record);
    const added = isAskedAgain ? record.models.filter((model) => !models.includes(model)) : [];
    let kept = models;
    try {
      await write(added);
      kept = [...models, ...added];
      if (isAskedAgain) this.#modelFault = null;
    } catch (error) {
      if (added.length === 0) throw error;
      this.#modelFault = modelFault(error); // first, or all of them would be tried again every second while nothing fits
      await write([]);
    }
    this.#written = { points: record.points.length, rows: record.rows.length, figures: record.figures, models: kept };
    if (news.points.length > 0) this.#part++;
    await this.#writeHistories(record);
    return this.#modelFault;
  }

  /** What cannot be kept of them is tried again with the next news, and costs the run nothing. */
  async #writeHistories({ runId, histories }: Begun): Promise<void> {
    if (histories === this.#writtenHistories) return;
    try {
      await this.#store.writeKeyframes(keyframeNews(runId, this.#writtenHistories, histories));
      this.#writtenHistories = histories;
    } catch {
      // The slider of a stored run then has fewer places; everything that was measured is there.
    }
  }

  async #attempt(write: () => Promise<StoreFault | null>): Promise<boolean> {
    try {
      this.#onFault(await write());
      return true;
    } catch (error) {
      this.#onFault(storeFault(error));
      return false;
    }
  }
}

function modelFault(error: unknown): StoreFault {
  const { isFull, message } = storeFault(error);
  // Dexie repeats the browser's own words on a second line.
  const why = isFull ? "the browser's storage is full" : message.replace(/\.?\n[^]*$|\.$/, "");
  return new StoreFault(
    `Cannot keep the trained models of this run: ${why}. All that it measured is kept; save the models by Export before this page is closed.`,
    isFull,
  );
}

function hasBegun(record: RunRecord): record is Begun {
  return record.runId !== null;
}

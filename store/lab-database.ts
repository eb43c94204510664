/**
 * The database under the store: its tables, its layouts since the first, and how it is opened. A layout is never changed
 * once it has been published; the next one gets a number of its own, so that what is kept in a browser is carried over.
 */
import { Dexie, type Table } from "dexie";
import type { Figure } from "../src/results/figure.ts";
import type { Row } from "../src/results/table.ts";
import type { TrainedModel } from "../src/results/trained-model.ts";
import { BlockedFault, SilentFault, storeFault } from "./store-fault.ts";
import type { StoredCurves } from "./stored-curves.ts";
import type { StoredKeyframe } from "./stored-keyframes.ts";
import type { StoredRun } from "./stored-run.ts";
import type { StoredSweep, StoredTrial } from "./stored-sweep.ts";

interface StoredRows {
  readonly runId: string;
  readonly rows: readonly Row[];
}

interface StoredFigure {
  readonly runId: string;
  readonly id: string;
  /** Among the figures of its run, in the order in which they first came. */
  readonly place: number;
  readonly figure: Figure;
}

interface StoredModel {
  readonly runId: string;
  readonly name: string;
  /** Among the models of its run, in the order in which they were trained. */
  readonly place: number;
  readonly model: TrainedModel;
}

export class LabDatabase {
  readonly #dexie: Dexie;
  readonly runs: Table<StoredRun, string>;
  readonly curves: Table<StoredCurves, [string, number]>;
  readonly rows: Table<StoredRows, string>;
  readonly figures: Table<StoredFigure>;
  readonly keyframes: Table<StoredKeyframe>;
  readonly models: Table<StoredModel, [string, string]>;
  readonly sweeps: Table<StoredSweep, string>;
  readonly trials: Table<StoredTrial, [string, string]>;

  constructor(name: string) {
    // Strict: a record that the page calls kept must survive a crash of the machine.
    this.#dexie = new Dexie(name, { chromeTransactionDurability: "strict" });
    this.#dexie.version(1).stores({
      runs: "runId, experiment, startedAt, sweepId, identity, status, deletedAt",
      curves: "[runId+part], runId",
      rows: "runId",
      figures: "[runId+id], runId",
      sweeps: "sweepId, createdAt",
      trials: "[sweepId+id], sweepId",
    });
    this.#dexie.version(2).stores({
      keyframes: "[runId+id+place], runId",
      models: "[runId+name], [runId+place+name], runId",
    });
    this.runs = this.#dexie.table("runs");
    this.curves = this.#dexie.table("curves");
    this.rows = this.#dexie.table("rows");
    this.figures = this.#dexie.table("figures");
    this.keyframes = this.#dexie.table("keyframes");
    this.models = this.#dexie.table("models");
    this.sweeps = this.#dexie.table("sweeps");
    this.trials = this.#dexie.table("trials");
  }

  /** The tables of runs and of all that belongs to them. */
  get ofRuns(): Table[] {
    return [this.runs, this.curves, this.rows, this.figures, this.keyframes, this.models];
  }

  get ofSweeps(): Table[] {
    return [this.sweeps, this.trials];
  }

  /** All that `work` reads is of one moment. */
  read<Result>(tables: readonly Table[], work: () => Promise<Result>): Promise<Result> {
    return this.#dexie.transaction("r", [...tables], work);
  }

  /** All that `work` writes is kept, or nothing of it. */
  write<Result>(tables: readonly Table[], work: () => Promise<Result>): Promise<Result> {
    return this.#dexie.transaction("rw", [...tables], work);
  }

  /** @throws StoreFault when it cannot be opened, and when the browser does not answer within `patienceMs` */
  async open(patienceMs: number): Promise<void> {
    const dexie = this.#dexie;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new SilentFault(patienceMs)), patienceMs);
        dexie.on("blocked", () => reject(new BlockedFault()));
        dexie.open().then(() => resolve(), reject);
      });
    } catch (error) {
      dexie.close();
      throw storeFault(error);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#dexie.close();
  }

  /** Removes everything, for good; it opens anew when something is next asked of it. */
  async erase(): Promise<void> {
    await this.#dexie.delete({ disableAutoOpen: false });
  }
}

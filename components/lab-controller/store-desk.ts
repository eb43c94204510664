/**
 * The store as the page sees it: what it holds, kept up to date, and what is wrong with it. Where the browser gives no
 * storage the lab goes on and says so once; nothing here throws for that.
 */
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { CurvePoint } from "../../src/protocol.ts";
import type { FormerTiming } from "../../src/sweep/estimate.ts";
import type { LabStore, RunList, SweepAndTrials } from "../../store/lab-store.ts";
import type { RunRecord } from "../../src/results/run-record.ts";
import type { Row } from "../../src/results/table.ts";
import type { StoredTrial } from "../../store/lab-store.ts";
import type { RunKeeper } from "../../store/run-keeper.ts";
import type { Belonging, StoredStatus } from "../../store/stored-run.ts";
import { sentenceOf } from "./sentence-of.ts";

/** Deleted runs can be brought back for so long. */
const UNDO_MS = 24 * 60 * 60 * 1000;

export class StoreDesk {
  /** Every run that is kept, the newest first; null until known. */
  runs: RunList | null = null;
  /** Every sweep, the newest first; null until known. */
  sweeps: readonly SweepAndTrials[] | null = null;
  /** Why something could not be kept or read, ready to show; null while all is well. */
  fault: string | null = null;

  readonly #changed: () => void;
  #opening: Promise<LabStore | null> | null = null;
  #unwatch: (() => void)[] = [];
  /** Of runs whose end could not be kept yet. */
  readonly #owing = new Set<RunKeeper>();

  /** @param changed - called after each change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The store, opened and cleared of what went away when first asked for; null where there is none to be had. */
  open(): Promise<LabStore | null> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** What runs took on this machine. */
  get former(): readonly FormerTiming[] {
    return (this.runs?.runs ?? []).flatMap(({ status, config, manifest }) => {
      return status === "done" && manifest !== null
        ? [{ config, wallMs: manifest.wallMs, phasesMs: manifest.phasesMs }]
        : [];
    });
  }

  /** The curve points of a kept run; none where they cannot be read. */
  readonly readPoints = async (runId: string): Promise<readonly CurvePoint[]> => {
    return (await this.use((store) => store.points(runId))) ?? [];
  };

  /** The rows of a kept run's table; none where they cannot be read. */
  readonly readRows = async (runId: string): Promise<readonly Row[]> => {
    return (await this.use((store) => store.rows(runId))) ?? [];
  };

  /** Lets go of the database, so that another version of the lab may have it. */
  close(): void {
    for (const unwatch of this.#unwatch.splice(0)) unwatch();
    void this.#opening?.then((store) => store?.close());
    this.#opening = null;
  }

  /** Does something with the store; what goes wrong is told in `fault`. Null where it did, or where there is no store. */
  async use<Answer>(work: (store: LabStore) => Promise<Answer>): Promise<Answer | null> {
    const store = await this.open();
    if (store === null) return null;
    try {
      const answer = await work(store);
      if (this.#owing.size > 0) await this.#keepOwed(); // there may be room now
      return answer;
    } catch (error) {
      const { storeFault } = await import("../../store/store-fault.ts");
      this.#tell(storeFault(error).message);
      return null;
    }
  }

  /** Whoever writes a new run; null where nothing can be kept. */
  async keeper(spec: ExperimentSpec, belonging: Belonging): Promise<RunKeeper | null> {
    const store = await this.open();
    if (store === null) return null;
    try {
      const { RunKeeper: Keeper } = await import("../../store/run-keeper.ts");
      return new Keeper(store, spec, belonging, (fault) => this.#tell(fault?.message ?? null));
    } catch (error) {
      this.#tell(
        `Cannot keep this run: a part of the lab could not be loaded (${sentenceOf(error)}). Reload the page.`,
      );
      return null;
    }
  }

  /** Writes the end of a run; one that could not be kept is tried again whenever something else succeeds. */
  async keepEnd(
    keeper: RunKeeper,
    record: RunRecord,
    trial: StoredTrial | null,
    status: StoredStatus | null,
  ): Promise<void> {
    if (!(await keeper.end(record, trial, status))) this.#owing.add(keeper);
    else if (this.#owing.size > 0) await this.#keepOwed();
  }

  async #keepOwed(): Promise<void> {
    for (const keeper of [...this.#owing]) if (await keeper.again()) this.#owing.delete(keeper);
  }

  async #open(): Promise<LabStore | null> {
    try {
      const [{ LabStore: Store }, { withTrainingLock }] = await Promise.all([
        import("../../store/lab-store.ts"),
        import("../../store/training-lock.ts"),
      ]);
      const store = new Store();
      await store.open();
      // Whoever holds the lock knows that no run goes on, whatever the store says. Nobody waits for it: another tab may train.
      void withTrainingLock(() => store.markInterrupted()).catch((error: unknown) => this.#tell(sentenceOf(error)));
      await store.purge(new Date(Date.now() - UNDO_MS));
      const onFault = ({ message }: Error): void => this.#tell(message);
      this.#unwatch = [
        store.watch(
          (each) => each.list(),
          (runs) => this.#know({ runs }),
          onFault,
        ),
        store.watch(
          (each) => each.sweeps(),
          (sweeps) => this.#know({ sweeps }),
          onFault,
        ),
      ];
      return store;
    } catch (error) {
      const known = await import("../../store/store-fault.ts").catch(() => null);
      this.#tell(known === null ? sentenceOf(error) : known.storeFault(error).message);
      return null;
    }
  }

  #know(news: { readonly runs?: RunList; readonly sweeps?: readonly SweepAndTrials[] }): void {
    this.runs = news.runs ?? this.runs;
    this.sweeps = news.sweeps ?? this.sweeps;
    this.#changed();
  }

  #tell(fault: string | null): void {
    if (this.fault === fault) return;
    this.fault = fault;
    this.#changed();
  }
}

/**
 * What the page of runs does to the store, and what came of it: runs taken in and out, tagged, deleted and brought back. Each
 * deed leaves one line to show; what the store refuses, its desk tells. Nothing here knows how any of it looks.
 */
import type { LabStore, RunList } from "../../store/lab-store.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import type { StoreDesk } from "../lab-controller/store-desk.ts";
import { sentenceOf } from "../lab-controller/sentence-of.ts";
import type { RunAnnotation } from "../runs-table/events.ts";
import { saveArchive } from "./archive-files.ts";
import { importRuns } from "./import-runs.ts";
import { broughtBackSaid, deletedSaid, type Said } from "./said.ts";
import { storageUse, type StorageUse } from "./storage-use.ts";

export class StoreWork {
  /** What was done last; null where there is nothing to say. */
  said: Said | null = null;
  /** What goes on now and takes a while. */
  going: "importing" | "exporting" | null = null;
  /** Null where the browser does not tell. */
  use: StorageUse | null = null;
  /** Ids of runs that can still be brought back. */
  deleted: readonly string[] = [];

  readonly #desk: () => StoreDesk;
  readonly #changed: () => void;

  /** @param changed - called after each change of what is shown */
  constructor(desk: () => StoreDesk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
  }

  /** How much room is used, and what could be brought back. */
  async measure(): Promise<void> {
    this.use = await storageUse();
    this.#changed();
    this.deleted = (await this.#desk().use((store) => store.deleted())) ?? [];
    this.#changed();
  }

  async import(files: readonly File[]): Promise<void> {
    this.#go("importing");
    const said = await importRuns(this.#desk(), files);
    this.#go(null);
    this.#say(said);
  }

  /** @param runIds - null for everything */
  async export(runIds: readonly string[] | null): Promise<void> {
    this.#go("exporting");
    await this.#use((store) => saveArchive(store, runIds));
    this.#go(null);
  }

  async annotate(runId: string, change: RunAnnotation): Promise<void> {
    await this.#use((store) => store.annotate(runId, change));
  }

  async tag(runs: readonly StoredRun[], tags: readonly string[]): Promise<void> {
    await this.#retag(runs, (own) => [...new Set([...own, ...tags])]);
  }

  async untag(runs: readonly StoredRun[], tags: readonly string[]): Promise<void> {
    await this.#retag(runs, (own) => own.filter((tag) => !tags.includes(tag)));
  }

  /** Leaves alone what goes on: it would only write itself again. */
  async delete(runs: readonly StoredRun[]): Promise<void> {
    const over = runs.filter(({ status }) => status !== "running" && status !== "starting");
    const runIds = over.map(({ runId }) => runId);
    await this.#use((store) => store.remove(runIds, new Date()));
    this.#say(deletedSaid(runIds, runs.length - runIds.length));
  }

  /** Brings back what the last line says was deleted. */
  async undo(): Promise<void> {
    await this.#bringBack(this.said?.undo ?? []);
  }

  async bringBackDeleted(): Promise<void> {
    await this.#bringBack(this.deleted);
  }

  /** Makes room at once; the last deletion can then no longer be undone. */
  async removeForGood(): Promise<void> {
    await this.#use((store) => store.purge(new Date(Date.now() + 1)));
    this.#say(null);
    await this.measure();
  }

  async removeDamaged({ damaged, damagedSweeps }: RunList): Promise<void> {
    await this.#use((store) => store.purge(new Date(0), damaged, damagedSweeps));
  }

  dismiss(): void {
    this.#say(null);
  }

  async #bringBack(runIds: readonly string[]): Promise<void> {
    await this.#use((store) => store.restore(runIds));
    this.#say(broughtBackSaid(runIds.length));
  }

  async #retag(runs: readonly StoredRun[], change: (tags: readonly string[]) => string[]): Promise<void> {
    await this.#use(async (store) => {
      for (const { runId, tags } of runs) await store.annotate(runId, { tags: change(tags) });
    });
  }

  /** What the store refuses the desk tells; what else goes wrong is told here. */
  async #use(work: (store: LabStore) => Promise<unknown>): Promise<void> {
    try {
      await this.#desk().use(work);
    } catch (error) {
      this.#say({ sentences: [sentenceOf(error)], isBad: true, undo: [] });
    }
  }

  #go(going: StoreWork["going"]): void {
    this.going = going;
    this.#changed();
  }

  #say(said: Said | null): void {
    this.said = said;
    this.#changed();
  }
}

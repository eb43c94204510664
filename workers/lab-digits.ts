/**
 * The digits that the worker has at hand: files that someone gave, what was downloaded before or is downloaded now, and the
 * embedded ones, which are always there. How bytes become a data set is the affair of `datasets.ts`.
 */
import type { Dataset, DatasetIdentity } from "../src/data/dataset.ts";
import type { DataSource } from "../src/experiments/experiment.ts";
import type { DataFile, DataStatus, DownloadProgress } from "../src/protocol.ts";
import { embeddedDataset, openDataset, sortFiles } from "./datasets.ts";
import { readCache, writeCache } from "./datasets/cache.ts";
import { downloadMnist } from "./datasets/download.ts";
import { DrawnDigits } from "./datasets/drawn-digits.ts";
import { messageOf } from "./message-of.ts";
import type { RunLog } from "./run-log.ts";

export class LabDigits {
  #real: Dataset | null = null;
  readonly #drawn = new DrawnDigits();
  #download: { readonly abort: AbortController; readonly done: Promise<DatasetIdentity> } | null = null;

  async useFiles(files: readonly DataFile[]): Promise<DatasetIdentity> {
    const dataset = await openDataset(sortFiles(files), "files");
    this.#real = dataset;
    return dataset.identity;
  }

  forgetFiles(): void {
    if (this.#real?.identity.origin === "files") this.#real = null;
  }

  /** Whoever asks while a download goes on waits for the same one. */
  async download(onProgress: (progress: DownloadProgress) => void): Promise<DatasetIdentity> {
    if (this.#download !== null) return this.#download.done;
    const abort = new AbortController();
    const done = this.#fetchMirrors(abort.signal, onProgress);
    this.#download = { abort, done };
    try {
      return await done;
    } finally {
      this.#download = null;
    }
  }

  cancelDownload(): void {
    this.#download?.abort.abort();
  }

  async status(): Promise<DataStatus> {
    const dataset = await this.realWithoutNetwork();
    return dataset === null ? { kind: "none" } : { kind: "ready", identity: dataset.identity };
  }

  /** Null where there are none on this machine. */
  async realWithoutNetwork(): Promise<Dataset | null> {
    if (this.#real !== null) return this.#real;
    const cached = await readCache();
    if (cached !== null) this.#real = await openDataset(cached, "cache").catch(() => null); // damaged: fetched anew
    return this.#real;
  }

  embedded(onProgress: (done: number, total: number) => void): Dataset {
    return embeddedDataset(this.#drawn, onProgress);
  }

  /** What a run is given: real digits also from the network, and the embedded ones, with a notice, where there are none. */
  async forRun(source: DataSource, log: RunLog): Promise<Dataset> {
    if (source === "real") {
      try {
        return (await this.realWithoutNetwork()) ?? (await this.#realFromMirror(log));
      } catch (error) {
        log.send({ kind: "notice", text: `${messageOf(error)} The run goes on with the embedded digits.` });
      }
    }
    return this.embedded((done, total) => {
      log.send({ kind: "progress", phase: "data", done, total, unit: "images", label: "drawing embedded digits" });
    });
  }

  async #realFromMirror(log: RunLog): Promise<Dataset> {
    await this.download(({ file, mirror, doneBytes, totalBytes }) => {
      const label = `${file} from ${mirror}`;
      log.send({ kind: "progress", phase: "data", done: doneBytes, total: totalBytes, unit: "bytes", label });
    });
    if (this.#real === null) throw new Error("Cannot use the downloaded digits: they were removed meanwhile.");
    return this.#real;
  }

  async #fetchMirrors(signal: AbortSignal, onProgress: (progress: DownloadProgress) => void): Promise<DatasetIdentity> {
    const parts = await downloadMnist({ signal, onProgress });
    const dataset = await openDataset(parts, "mirror");
    await writeCache(parts);
    this.#real = dataset;
    return dataset.identity;
  }
}

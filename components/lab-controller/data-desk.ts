/**
 * Real digits as the page sees them: what there is, what is being fetched, what went wrong. Whatever happens here the
 * lab goes on with embedded digits, so every failure is a state with a sentence and never an exception.
 */
import { proxy, type Remote } from "comlink";
import { datasetKey, type DatasetIdentity } from "../../src/data/dataset.ts";
import { EMBEDDED_DIGITS_NAME } from "../../src/data/embedded-name.ts";
import { MNIST_KEY } from "../../src/data/known-sets.ts";
import type { ParameterValue } from "../../src/experiments/parameters.ts";
import type { DataFile, DataStatus, DownloadProgress, LabApi } from "../../src/protocol.ts";
import { sentenceOf } from "./sentence-of.ts";

export type DataState =
  | { readonly kind: "unknown" }
  | { readonly kind: "none" }
  | { readonly kind: "reading" }
  | { readonly kind: "downloading"; readonly progress: DownloadProgress | null }
  | { readonly kind: "ready"; readonly identity: DatasetIdentity }
  /** `retry` says what may be pressed again. */
  | { readonly kind: "failed"; readonly message: string; readonly retry: "download" | "files" };

/** What a person wants done with the real digits. */
export type DataAction = "download" | "cancel-download" | "forget-files";

export class DataDesk {
  state: DataState = { kind: "unknown" };

  readonly #api: () => Remote<LabApi>;
  readonly #changed: () => void;
  /** Counts what was asked; an answer to an older question is dropped. */
  #question = 0;

  /** @param changed - called after each change of `state` */
  constructor(api: () => Remote<LabApi>, changed: () => void) {
    this.#api = api;
    this.#changed = changed;
  }

  /** The key of the digits that a data parameter's value leads to, as far as the page can tell before a run. */
  readonly datasetOf = (source: ParameterValue | undefined): string => {
    if (source !== "real") return EMBEDDED_DIGITS_NAME;
    return this.state.kind === "ready" ? datasetKey(this.state.identity) : MNIST_KEY;
  };

  /** Asks what real digits there are, unless something is being done to get them. */
  async refresh(): Promise<void> {
    if (this.state.kind === "reading" || this.state.kind === "downloading") return;
    const mine = ++this.#question;
    let status: DataStatus;
    try {
      status = await this.#api().dataStatus();
    } catch {
      status = { kind: "none" };
    }
    // A failure stays on view until something better is known.
    if (status.kind === "none" && this.state.kind === "failed") return;
    this.#settle(mine, status);
  }

  act(action: DataAction): void {
    switch (action) {
      case "download":
        return void this.download();
      case "cancel-download":
        return void this.cancelDownload();
      case "forget-files":
        return void this.forgetFiles();
      default:
        action satisfies never;
    }
  }

  async useFiles(files: readonly File[]): Promise<void> {
    const mine = ++this.#question;
    this.#set({ kind: "reading" });
    try {
      const read: DataFile[] = await Promise.all(
        files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })),
      );
      this.#settle(mine, { kind: "ready", identity: await this.#api().useFiles(read) });
    } catch (error) {
      this.#settle(mine, { kind: "failed", message: sentenceOf(error), retry: "files" });
    }
  }

  async forgetFiles(): Promise<void> {
    const mine = ++this.#question;
    try {
      await this.#api().forgetFiles();
      this.#settle(mine, await this.#api().dataStatus());
    } catch (error) {
      this.#settle(mine, { kind: "failed", message: sentenceOf(error), retry: "files" });
    }
  }

  async download(): Promise<void> {
    const mine = ++this.#question;
    this.#set({ kind: "downloading", progress: null });
    const listen = proxy((progress: DownloadProgress) => {
      if (this.#question === mine) this.#set({ kind: "downloading", progress });
    });
    try {
      this.#settle(mine, { kind: "ready", identity: await this.#api().download(listen) });
    } catch (error) {
      this.#settle(mine, { kind: "failed", message: sentenceOf(error), retry: "download" });
    }
  }

  async cancelDownload(): Promise<void> {
    const mine = ++this.#question;
    try {
      await this.#api().cancelDownload();
      this.#settle(mine, await this.#api().dataStatus());
    } catch (error) {
      this.#settle(mine, { kind: "failed", message: sentenceOf(error), retry: "download" });
    }
  }

  onWorkerDeath(message: string): void {
    this.#question++;
    if (this.state.kind === "downloading") this.#set({ kind: "failed", message, retry: "download" });
    else if (this.state.kind === "reading") this.#set({ kind: "failed", message, retry: "files" });
    else if (this.state.kind === "unknown") this.#set({ kind: "none" });
  }

  #settle(mine: number, state: DataState): void {
    if (this.#question === mine) this.#set(state);
  }

  #set(state: DataState): void {
    this.state = state;
    this.#changed();
  }
}

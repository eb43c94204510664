/**
 * The worker's side of `LabApi`: its doors, one after the other. It owns the engine, the digits, what was given to it and the
 * one run that may be going (`active-run.ts`); it can be used without a Worker, as the tests do.
 */
import { releaseProxy, type ProxyMethods } from "comlink";
import { checkConfig } from "../src/catalog.ts";
import type { DatasetIdentity } from "../src/data/dataset.ts";
import { forgetfulStates, type Shelf } from "../src/experiments/experiment.ts";
import { plainTurns } from "../src/experiments/turns.ts";
import type {
  Caller,
  DataFile,
  DataStatus,
  DownloadProgress,
  EngineChoice,
  EngineDescription,
  LabApi,
  Pause,
  ResumePoint,
  RunConfig,
  RunListener,
  RunStart,
} from "../src/protocol.ts";
import { ActiveRun } from "./active-run.ts";
import { fetchAsset } from "./assets.ts";
import { chooseEngine, engineFault } from "./engine/choose.ts";
import { LabDigits } from "./lab-digits.ts";
import { holdLifeLock } from "./life-lock.ts";
import { Playground } from "./playground.ts";
import { keptPoint } from "./run-states.ts";
import { RESTORERS } from "./runs.ts";
import { browserShelf } from "./shelf/browser-shelf.ts";
import { servedShelf } from "./shelf/served-shelf.ts";

export class Lab implements LabApi {
  readonly playground = new Playground({
    startEngine: () => this.#startEngine(this.#engine?.choice ?? "auto"),
    isRunning: () => this.#active !== null,
    dataset: async (source, onProgress) =>
      (source === "real" ? await this.#digits.realWithoutNetwork() : null) ?? this.#digits.embedded(onProgress),
    context: (breathe) => ({
      dataset: () => Promise.reject(new Error("Cannot choose digits: the playground has chosen them.")),
      breathe,
      turns: plainTurns,
      nowMs: () => performance.now(),
      file: (name) => this.#file(name),
      asset: (name) => fetchAsset(name),
      shelf: this.#shelf,
      states: forgetfulStates,
      restorers: RESTORERS,
    }),
  });

  #engine: { readonly choice: EngineChoice; readonly description: EngineDescription } | null = null;
  #active: ActiveRun | null = null;
  readonly #digits = new LabDigits();
  #shelf: Shelf = browserShelf;
  /** Given for file parameters, by name. */
  readonly #files = new Map<string, Uint8Array>();

  async engine(choice: EngineChoice): Promise<EngineDescription> {
    if (this.#active !== null && this.#engine?.choice !== choice) {
      throw new Error("Cannot change the engine: a run is going. Stop it first.");
    }
    return this.#startEngine(choice);
  }

  async run(config: RunConfig, caller: Caller, onEvent: RunListener, start: RunStart = "anew"): Promise<void> {
    if (this.#active !== null) throw new Error("Cannot start: a run is already going. Stop it or wait for its end.");
    const active = new ActiveRun({ config: checkConfig(config), start, caller, onEvent });
    this.#active = active;
    try {
      await this.playground.close();
      await active.execute({
        startEngine: (choice) => this.#startEngine(choice),
        digits: this.#digits,
        shelf: () => this.#shelf,
        file: (name) => this.#file(name),
      });
    } finally {
      this.#active = null;
      active.end();
      // Across threads the listener holds a port, and with it all that the page's side of the run holds.
      (onEvent as Partial<ProxyMethods>)[releaseProxy]?.();
    }
  }

  async stop(): Promise<void> {
    await this.#active?.stop();
  }

  async pause(): Promise<Pause | null> {
    return (await this.#active?.pause()) ?? null;
  }

  continue(): Promise<void> {
    this.#active?.continue();
    return Promise.resolve();
  }

  async step(players: readonly string[]): Promise<Pause | null> {
    return (await this.#active?.step(players)) ?? null;
  }

  async resumePoint(config: RunConfig, dataset: DatasetIdentity | null): Promise<ResumePoint | null> {
    const checked = checkConfig(config);
    const now = checked.values["data"] === "real" ? await this.#digits.realWithoutNetwork() : null;
    const digits = [dataset, now?.identity ?? null].filter((identity) => identity !== null);
    return await keptPoint(this.#shelf, checked, digits);
  }

  useFiles(files: readonly DataFile[]): Promise<DatasetIdentity> {
    return this.#digits.useFiles(files);
  }

  forgetFiles(): Promise<void> {
    this.#digits.forgetFiles();
    return Promise.resolve();
  }

  giveFile({ name, bytes }: DataFile): Promise<void> {
    this.#files.set(name, new Uint8Array(bytes));
    return Promise.resolve();
  }

  keepShelfAt(address: string): Promise<void> {
    this.#shelf = servedShelf(address);
    return Promise.resolve();
  }

  download(onProgress: (progress: DownloadProgress) => void): Promise<DatasetIdentity> {
    return this.#digits.download(onProgress);
  }

  cancelDownload(): Promise<void> {
    this.#digits.cancelDownload();
    return Promise.resolve();
  }

  dataStatus(): Promise<DataStatus> {
    return this.#digits.status();
  }

  liveUnder(lock: string): Promise<void> {
    return holdLifeLock(lock);
  }

  async #startEngine(choice: EngineChoice): Promise<EngineDescription> {
    if (this.#engine?.choice === choice && engineFault(this.#engine.description) === null) {
      return this.#engine.description;
    }
    if (this.#engine !== null) await this.playground.close();
    const description = await chooseEngine(choice);
    this.#engine = { choice, description };
    return description;
  }

  #file(name: string): Promise<Uint8Array> {
    const bytes = this.#files.get(name);
    if (bytes !== undefined) return Promise.resolve(bytes);
    return Promise.reject(new Error(`Cannot read ${name}: the file was not given. Choose it again and launch anew.`));
  }
}

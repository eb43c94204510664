/**
 * Runs experiments and sends their events: the worker's side of `LabApi`. It owns the engine, the data and the one run
 * that may be going; it can be used without a Worker, as the tests do.
 */
import { releaseProxy, type ProxyMethods } from "comlink";
import { checkConfig } from "../src/catalog.ts";
import type { Dataset, DatasetIdentity } from "../src/data/dataset.ts";
import { faultSentence } from "../src/engine-words.ts";
import {
  forgetfulStates,
  Stopped,
  type DataSource,
  type RunContext,
  type Shelf,
} from "../src/experiments/experiment.ts";
import { plainTurns } from "../src/experiments/turns.ts";
import type {
  Caller,
  CurvePoint,
  DataFile,
  DataStatus,
  DownloadProgress,
  EngineChoice,
  EngineDescription,
  LabApi,
  Pause,
  ResumePoint,
  RunConfig,
  RunEvent,
  RunListener,
  RunStart,
} from "../src/protocol.ts";
import { momentWords } from "../src/results/keyframes.ts";
import { codeVersion, type Manifest } from "../src/results/manifest.ts";
import { fetchAsset } from "./assets.ts";
import { Breath } from "./breathe.ts";
import { embeddedDataset, openDataset, sortFiles } from "./datasets.ts";
import { readCache, writeCache } from "./datasets/cache.ts";
import { downloadMnist } from "./datasets/download.ts";
import { DrawnDigits } from "./datasets/drawn-digits.ts";
import { chooseEngine, engineFault } from "./engine/choose.ts";
import { holdLifeLock } from "./life-lock.ts";
import { PauseGate } from "./pause-gate.ts";
import { Playground } from "./playground.ts";
import { keptPoint, RunStates } from "./run-states.ts";
import { RESTORERS, RUNS } from "./runs.ts";
import { browserShelf } from "./shelf/browser-shelf.ts";
import { servedShelf } from "./shelf/served-shelf.ts";

/** The run that is going, and how to stop it. */
interface ActiveRun {
  stopRequested: boolean;
  readonly finished: Promise<void>;
  readonly gate: PauseGate;
  /** What it tells, once it has begun. */
  log: RunLog | null;
}

const BY_HAND_NOTICE =
  "Driven by hand: in some updates not every network learnt, so the figures of this run are not those of its plain schedule.";

export class Lab implements LabApi {
  readonly playground = new Playground({
    startEngine: () => this.#startEngine(this.#engine?.choice ?? "auto"),
    isRunning: () => this.#active !== null,
    dataset: async (source, onProgress) =>
      (source === "real" ? await this.#realWithoutNetwork() : null) ?? embeddedDataset(this.#drawn, onProgress),
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
  #real: Dataset | null = null;
  readonly #drawn = new DrawnDigits();
  #shelf: Shelf = browserShelf;
  /** Given for file parameters, by name. */
  readonly #files = new Map<string, Uint8Array>();
  #download: { readonly abort: AbortController; readonly done: Promise<DatasetIdentity> } | null = null;

  async engine(choice: EngineChoice): Promise<EngineDescription> {
    if (this.#active !== null && this.#engine?.choice !== choice) {
      throw new Error("Cannot change the engine: a run is going. Stop it first.");
    }
    return this.#startEngine(choice);
  }

  async run(config: RunConfig, caller: Caller, onEvent: RunListener, start: RunStart = "anew"): Promise<void> {
    if (this.#active !== null) throw new Error("Cannot start: a run is already going. Stop it or wait for its end.");
    const checked = checkConfig(config);
    let release: () => void = () => undefined;
    const active: ActiveRun = {
      stopRequested: false,
      finished: new Promise((resolve) => (release = resolve)),
      gate: new PauseGate(() => active.log?.send({ kind: "notice", text: BY_HAND_NOTICE })),
      log: null,
    };
    this.#active = active;
    try {
      await this.playground.close();
      await this.#execute(checked, start, caller, onEvent, active);
    } finally {
      this.#active = null;
      active.gate.end();
      release();
      // Across threads the listener holds a port, and with it all that the page's side of the run holds.
      (onEvent as Partial<ProxyMethods>)[releaseProxy]?.();
    }
  }

  async stop(): Promise<void> {
    if (this.#active === null) return;
    this.#active.stopRequested = true;
    this.#active.gate.continue();
    await this.#active.finished;
  }

  async pause(): Promise<Pause | null> {
    return this.#active === null ? null : await waiting(this.#active, this.#active.gate.pause());
  }

  continue(): Promise<void> {
    this.#active?.gate.continue();
    return Promise.resolve();
  }

  async step(players: readonly string[]): Promise<Pause | null> {
    return this.#active === null ? null : await waiting(this.#active, this.#active.gate.step(players));
  }

  async resumePoint(config: RunConfig, dataset: DatasetIdentity | null): Promise<ResumePoint | null> {
    const checked = checkConfig(config);
    const now = checked.values["data"] === "real" ? await this.#realWithoutNetwork() : null;
    const digits = [dataset, now?.identity ?? null].filter((identity) => identity !== null);
    return await keptPoint(this.#shelf, checked, digits);
  }

  async useFiles(files: readonly DataFile[]): Promise<DatasetIdentity> {
    const dataset = await openDataset(sortFiles(files), "files");
    this.#real = dataset;
    return dataset.identity;
  }

  forgetFiles(): Promise<void> {
    if (this.#real?.identity.origin === "files") this.#real = null;
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

  cancelDownload(): Promise<void> {
    this.#download?.abort.abort();
    return Promise.resolve();
  }

  async dataStatus(): Promise<DataStatus> {
    const dataset = await this.#realWithoutNetwork();
    return dataset === null ? { kind: "none" } : { kind: "ready", identity: dataset.identity };
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

  async #execute(
    config: RunConfig,
    start: RunStart,
    caller: Caller,
    onEvent: RunListener,
    active: ActiveRun,
  ): Promise<void> {
    const startedAt = new Date();
    const { gate } = active;
    const startedMs = gate.nowMs();
    const runId = `${config.experiment}-${startedAt.toISOString().replace(/[-:.]/g, "")}`;
    const log = new RunLog(onEvent, () => gate.nowMs());
    active.log = log;
    let engine: EngineDescription;
    try {
      engine = await this.#startEngine(config.engine);
    } catch (error) {
      log.send({ kind: "failed", message: messageOf(error), manifest: null });
      await log.delivered();
      return;
    }
    const manifest = (outcome: Manifest["outcome"]): Manifest => ({
      lacuna: codeVersion(),
      runId,
      config,
      outcome,
      dataset: log.dataset,
      engine,
      environment: {
        ...caller,
        userAgent: navigator.userAgent,
        logicalCores: navigator.hardwareConcurrency,
        crossOriginIsolated: self.crossOriginIsolated,
      },
      startedAt: startedAt.toISOString(),
      wallMs: Math.round(gate.nowMs() - startedMs),
      phasesMs: log.phasesMs(),
      rows: log.rows,
      notices: log.notices,
      ...(gate.isByHand ? { byHand: true } : {}),
    });
    log.send({ kind: "started", runId, config, engine });
    const fault = faultSentence(engine);
    if (fault !== null) log.send({ kind: "notice", text: fault });
    const breath = new Breath();
    const notice = (text: string): void => log.send({ kind: "notice", text });
    const states = new RunStates({ shelf: this.#shelf, config, engine, start, hand: gate, notice });
    try {
      const run = RUNS[config.experiment];
      if (run === undefined) throw new Error(`Cannot run ${config.experiment}: the worker has no such run.`);
      const context = this.#context(breath, active, log, states);
      for await (const update of run(config.preset, config.values, context)) log.send(update);
      await states.forget();
      log.send({ kind: "finished", outcome: "done", manifest: manifest("done") });
    } catch (error) {
      if (error instanceof Stopped) log.send({ kind: "finished", outcome: "stopped", manifest: manifest("stopped") });
      else log.send({ kind: "failed", message: messageOf(error), manifest: manifest("failed") });
    } finally {
      breath.close();
      await log.delivered();
    }
  }

  #context(breath: Breath, active: ActiveRun, log: RunLog, states: RunStates): RunContext {
    const { gate } = active;
    const check = (): void => {
      if (active.stopRequested) throw new Stopped();
    };
    return {
      dataset: async (source) => {
        const dataset = await this.#dataset(source, log);
        states.useDigits(dataset.identity);
        return dataset;
      },
      breathe: async () => {
        await breath.take();
        await gate.breath();
        check();
      },
      turns: (players) => gate.turns(players, check),
      nowMs: () => gate.nowMs(),
      file: (name) => this.#file(name),
      asset: (name) => fetchAsset(name),
      shelf: ownShelf(this.#shelf, gate),
      states,
      restorers: RESTORERS,
    };
  }

  #file(name: string): Promise<Uint8Array> {
    const bytes = this.#files.get(name);
    if (bytes !== undefined) return Promise.resolve(bytes);
    return Promise.reject(new Error(`Cannot read ${name}: the file was not given. Choose it again and launch anew.`));
  }

  async #dataset(source: DataSource, log: RunLog): Promise<Dataset> {
    if (source === "real") {
      try {
        return (await this.#realWithoutNetwork()) ?? (await this.#realFromMirror(log));
      } catch (error) {
        log.send({ kind: "notice", text: `${messageOf(error)} The run goes on with the embedded digits.` });
      }
    }
    return embeddedDataset(this.#drawn, (done, total) => {
      log.send({ kind: "progress", phase: "data", done, total, unit: "images", label: "drawing embedded digits" });
    });
  }

  async #realWithoutNetwork(): Promise<Dataset | null> {
    if (this.#real !== null) return this.#real;
    const cached = await readCache();
    if (cached !== null) this.#real = await openDataset(cached, "cache").catch(() => null); // damaged: fetched anew
    return this.#real;
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

/** Passes events on and remembers what the manifest will need of them. */
class RunLog {
  readonly #onEvent: RunListener;
  readonly #nowMs: () => number;
  readonly #notices: string[] = [];
  readonly #phases: Record<string, number> = {};
  #phase: string = "data";
  #phaseStartedMs: number;
  #delivered: Promise<void> = Promise.resolve();
  #plan: Extract<RunEvent, { kind: "plan" }> | null = null;
  #newest: CurvePoint | null = null;
  dataset: DatasetIdentity | null = null;
  rows = 0;

  /** @param nowMs - a clock that stands while the run waits */
  constructor(onEvent: RunListener, nowMs: () => number) {
    this.#onEvent = onEvent;
    this.#nowMs = nowMs;
    this.#phaseStartedMs = nowMs();
  }

  get notices(): readonly string[] {
    return this.#notices;
  }

  send(told: RunEvent): void {
    const event = this.#dated(told);
    if (event.kind === "data") this.dataset = event.dataset;
    if (event.kind === "row") this.rows++;
    if (event.kind === "notice") this.#notices.push(event.text);
    if (event.kind === "plan") this.#enter("training");
    if (event.kind === "progress") this.#enter(event.phase);
    this.#delivered = Promise.resolve(this.#onEvent(event));
  }

  /** A figure says where the training was when it came. */
  #dated(event: RunEvent): RunEvent {
    if (event.kind === "plan") [this.#plan, this.#newest] = [event, null];
    if (event.kind === "points") this.#newest = event.points.at(-1) ?? this.#newest;
    if (event.kind !== "figure" || event.when !== undefined) return event;
    return { ...event, when: momentWords(this.#plan, this.#newest) };
  }

  /** Resolves when the last event sent has arrived, and so all before it. */
  delivered(): Promise<void> {
    return this.#delivered;
  }

  /** Wall time by phase so far, ms. */
  phasesMs(): Record<string, number> {
    this.#enter(this.#phase);
    return Object.fromEntries(Object.entries(this.#phases).map(([phase, ms]) => [phase, Math.round(ms)]));
  }

  #enter(phase: string): void {
    const now = this.#nowMs();
    this.#phases[this.#phase] = (this.#phases[this.#phase] ?? 0) + now - this.#phaseStartedMs;
    this.#phase = phase;
    this.#phaseStartedMs = now;
  }
}

/** What a run tells before it waits arrives before it is said to wait. */
async function waiting(active: ActiveRun, pause: Promise<Pause | null>): Promise<Pause | null> {
  const state = await pause;
  await active.log?.delivered();
  return state;
}

/** Others take what lies on the shelf for what its configuration gives, so a run that is driven by hand leaves nothing there. */
function ownShelf(shelf: Shelf, gate: PauseGate): Shelf {
  return {
    read: (key) => shelf.read(key),
    write: (key, bytes) => (gate.isByHand ? Promise.resolve(false) : shelf.write(key, bytes)),
    removeAll: (prefix) => shelf.removeAll(prefix),
  };
}

function messageOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "AbortError") return "The download was cancelled.";
  return error instanceof Error ? error.message : String(error);
}

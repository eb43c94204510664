/**
 * The run that is going: from its configuration to its last event, which it sends however it ends. It can be stopped, held and
 * moved on by single updates; what it needs of the worker it is lent.
 */
import { faultSentence } from "../src/engine-words.ts";
import { Stopped, type RunContext, type Shelf } from "../src/experiments/experiment.ts";
import type {
  Caller,
  EngineChoice,
  EngineDescription,
  Pause,
  RunConfig,
  RunListener,
  RunStart,
} from "../src/protocol.ts";
import { codeVersion, type Manifest } from "../src/results/manifest.ts";
import { fetchAsset } from "./assets.ts";
import { Breath } from "./breathe.ts";
import type { LabDigits } from "./lab-digits.ts";
import { messageOf } from "./message-of.ts";
import { PauseGate } from "./pause-gate.ts";
import { RunLog } from "./run-log.ts";
import { RunStates } from "./run-states.ts";
import { RESTORERS, RUNS } from "./runs.ts";

/** What is asked, and who is told. */
export interface RunOrder {
  /** Checked by its spec. */
  readonly config: RunConfig;
  readonly start: RunStart;
  readonly caller: Caller;
  readonly onEvent: RunListener;
}

/** What the worker lends to a run. */
export interface RunHost {
  startEngine(choice: EngineChoice): Promise<EngineDescription>;
  readonly digits: LabDigits;
  shelf(): Shelf;
  file(name: string): Promise<Uint8Array>;
}

const BY_HAND_NOTICE =
  "Driven by hand: in some updates not every network learnt, so the figures of this run are not those of its plain schedule.";

export class ActiveRun {
  readonly #order: RunOrder;
  readonly #gate = new PauseGate(() => this.#log?.send({ kind: "notice", text: BY_HAND_NOTICE }));
  readonly #finished: Promise<void>;
  #release: () => void = () => undefined;
  #stopRequested = false;
  /** What it tells, once it has begun. */
  #log: RunLog | null = null;

  constructor(order: RunOrder) {
    this.#order = order;
    this.#finished = new Promise((resolve) => (this.#release = resolve));
  }

  /** Resolves when it is over. */
  async stop(): Promise<void> {
    this.#stopRequested = true;
    this.#gate.continue();
    await this.#finished;
  }

  pause(): Promise<Pause | null> {
    return this.#waiting(this.#gate.pause());
  }

  continue(): void {
    this.#gate.continue();
  }

  step(players: readonly string[]): Promise<Pause | null> {
    return this.#waiting(this.#gate.step(players));
  }

  /** It is over, and nobody waits for it any more. */
  end(): void {
    this.#gate.end();
    this.#release();
  }

  /** Resolves when its last event has been delivered. */
  async execute(host: RunHost): Promise<void> {
    const { config, start, caller, onEvent } = this.#order;
    const startedAt = new Date();
    const gate = this.#gate;
    const startedMs = gate.nowMs();
    const runId = `${config.experiment}-${startedAt.toISOString().replace(/[-:.]/g, "")}`;
    const log = new RunLog(onEvent, () => gate.nowMs());
    this.#log = log;
    let engine: EngineDescription;
    try {
      engine = await host.startEngine(config.engine);
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
    const states = new RunStates({ shelf: host.shelf(), config, engine, start, hand: gate, notice });
    try {
      const run = RUNS[config.experiment];
      if (run === undefined) throw new Error(`Cannot run ${config.experiment}: the worker has no such run.`);
      const context = this.#context(host, breath, log, states);
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

  #context(host: RunHost, breath: Breath, log: RunLog, states: RunStates): RunContext {
    const gate = this.#gate;
    const check = (): void => {
      if (this.#stopRequested) throw new Stopped();
    };
    return {
      dataset: async (source) => {
        const dataset = await host.digits.forRun(source, log);
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
      file: (name) => host.file(name),
      asset: (name) => fetchAsset(name),
      shelf: ownShelf(host.shelf(), gate),
      states,
      restorers: RESTORERS,
    };
  }

  /** What a run tells before it waits arrives before it is said to wait. */
  async #waiting(pause: Promise<Pause | null>): Promise<Pause | null> {
    const state = await pause;
    await this.#log?.delivered();
    return state;
  }
}

/** Others take what lies on the shelf for what its configuration gives, so a run that is driven by hand leaves nothing there. */
function ownShelf(shelf: Shelf, gate: PauseGate): Shelf {
  return {
    read: (key) => shelf.read(key),
    write: (key, bytes) => (gate.isByHand ? Promise.resolve(false) : shelf.write(key, bytes)),
    removeAll: (prefix) => shelf.removeAll(prefix),
  };
}

/**
 * The playground's side of the worker: opens a session when asked and passes on what is asked of it. It refuses whatever
 * comes while a run goes on, which has the engine to itself; starting a run or another engine closes the session.
 */
import { IMAGE_SIZE_PX, PIXELS, type Dataset } from "../src/data/dataset.ts";
import type { DataSource, RunContext } from "../src/experiments/experiment.ts";
import type {
  Filled,
  Filling,
  FillTask,
  PlaygroundApi,
  PlaygroundListener,
  SampleDigit,
  TrainingOutcome,
  TrainingProgress,
} from "../src/playground/protocol.ts";
import { Session } from "./playground/session.ts";

/** What the lab gives the playground. */
export interface PlaygroundHost {
  /** The engine that runs, or the usual one started now. */
  startEngine(): Promise<unknown>;
  isRunning(): boolean;
  /** Without the network: the embedded digits where there are no real ones. */
  dataset(source: DataSource, onProgress: (done: number, total: number) => void): Promise<Dataset>;
  context(breathe: () => Promise<void>): RunContext;
}

export class Playground implements PlaygroundApi {
  readonly #host: PlaygroundHost;
  #session: Session | null = null;
  /** Counts openings and closings, so that one that is no longer wanted gives up. */
  #orders = 0;

  constructor(host: PlaygroundHost) {
    this.#host = host;
  }

  async open(source: DataSource, listener: PlaygroundListener): Promise<void> {
    this.#refuseBeside("open the playground");
    const mine = ++this.#orders;
    await this.#shut();
    await this.#host.startEngine();
    this.#refuseBeside("open the playground");
    if (this.#orders !== mine) return; // left again, or opened anew, before the engine was there
    const session = new Session(this.#host, listener);
    this.#session = session;
    await session.open(source);
  }

  async digit(label: number, index: number): Promise<SampleDigit> {
    requireWhole("label", label, 0, 9);
    requireWhole("index", index, 0, Infinity);
    return this.#opened("show a digit").digit(label, index);
  }

  async fill(task: FillTask, names: readonly string[]): Promise<Filled> {
    const session = this.#opened("fill the hole");
    requireTask(task);
    return session.fill(task, names);
  }

  async think(task: FillTask, name: string): Promise<Filling | null> {
    const session = this.#opened("fill the hole");
    requireTask(task);
    return session.think(task, name);
  }

  async train(name: string, onProgress: (progress: TrainingProgress) => void): Promise<TrainingOutcome> {
    return this.#opened("train").train(name, onProgress);
  }

  async stopTraining(): Promise<void> {
    await this.#session?.stopTraining();
  }

  async decode(generator: string, codes: Float32Array): Promise<Float32Array> {
    if (!codes.every(Number.isFinite)) throw new Error("Cannot decode: a code must hold finite numbers.");
    return this.#opened("decode").generators.decode(generator, codes);
  }

  async encode(generator: string, pixels: Float32Array): Promise<Float32Array> {
    requirePixels("encode", pixels);
    return this.#opened("encode").generators.encode(generator, pixels);
  }

  async close(): Promise<void> {
    this.#orders++;
    await this.#shut();
  }

  async #shut(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  #opened(action: string): Session {
    this.#refuseBeside(action);
    if (this.#session === null) throw new Error(`Cannot ${action}: the playground is closed. Open it first.`);
    return this.#session;
  }

  #refuseBeside(action: string): void {
    if (!this.#host.isRunning()) return;
    throw new Error(`Cannot ${action}: a run has the engine to itself. Stop it or wait for its end.`);
  }
}

function requireTask({ pixels, hole }: FillTask): void {
  requirePixels("fill the hole", pixels);
  if (hole.length === PIXELS && hole.every((missing) => missing <= 1)) return;
  const got = hole.length === PIXELS ? Math.max(...hole) : `${hole.length} values`;
  throw new RangeError(`Cannot fill the hole: it must be ${PIXELS} values of 0 or 1 (missing), got ${got}.`);
}

function requirePixels(action: string, pixels: Float32Array): void {
  const size = `${IMAGE_SIZE_PX} × ${IMAGE_SIZE_PX} pixels`;
  if (pixels.length !== PIXELS)
    throw new RangeError(`Cannot ${action}: it takes ${size}, got ${pixels.length} values.`);
  const wrong = pixels.find((ink) => !(ink >= 0 && ink <= 1));
  if (wrong !== undefined) throw new RangeError(`Cannot ${action}: ink must be from 0 to 1, got ${wrong}.`);
}

function requireWhole(name: string, value: number, minimum: number, maximum: number): void {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  const range = maximum === Infinity ? `${minimum} or more` : `from ${minimum} to ${maximum}`;
  throw new RangeError(`Cannot show a digit: its ${name} must be a whole number ${range}, got ${value}.`);
}

/**
 * The page's only way to the benchmark's workers: asks which engines this browser can run, runs `src/bench/session.ts` on
 * them, and keeps what comes of it as plain state for its host to render. While it measures the host hears of changes
 * twice a second at most: drawing takes the very cores that are measured. Nothing here takes a time.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { PAGE_ENGINES } from "../src/bench/choice.ts";
import { USUAL_PLAN } from "../src/bench/plan.ts";
import type { BenchEngine } from "../src/bench/protocol.ts";
import type { BenchRow } from "../src/bench/results.ts";
import { runBench, type BenchChoice, type BenchOutcome } from "../src/bench/session.ts";
import type { Standing } from "../src/bench/schedule.ts";
import type { EngineDescription } from "../src/protocol.ts";
import { EngineWorkers } from "./bench-controller/engine-workers.ts";
import { sentenceOf } from "./lab-controller/sentence-of.ts";

/** What this browser says of an engine. */
export type Offer =
  | { readonly kind: "unknown" }
  | { readonly kind: "ready"; readonly description: EngineDescription }
  | { readonly kind: "refused"; readonly reason: string };

export type Offers = Readonly<Partial<Record<BenchEngine, Offer>>>;

/** One benchmark, while it runs and after. */
export interface BenchReport {
  readonly choice: BenchChoice;
  readonly startedAt: Date;
  /** Of workloads that are over. */
  readonly rows: readonly BenchRow[];
  readonly notices: readonly string[];
  /** Null before the first step and after the last. */
  readonly standing: Standing | null;
  /** Null while it runs. */
  readonly outcome: BenchOutcome | null;
}

/** An older bench.csv that results are compared with. */
export type Comparison =
  | { readonly kind: "none" }
  | { readonly kind: "former"; readonly name: string; readonly rows: readonly BenchRow[] }
  | { readonly kind: "fault"; readonly message: string };

interface Current {
  readonly ground: EngineWorkers;
  isStopped: boolean;
}

/** How often the page may draw while it measures. */
const DRAW_EVERY_MS = 500;

/** A stop waits for the step that is under way, but not for one that takes longer than this. */
const PATIENCE_MS = 3000;

export class BenchController implements ReactiveController {
  offers: Offers = {};
  report: BenchReport | null = null;
  comparison: Comparison = { kind: "none" };

  readonly #host: ReactiveControllerHost;
  #current: Current | null = null;
  #asking: EngineWorkers | null = null;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#endAsking();
    if (this.#current === null) return;
    this.#current.isStopped = true;
    this.#current.ground.dispose();
  }

  get running(): boolean {
    return this.#current !== null;
  }

  get stopping(): boolean {
    return this.#current?.isStopped === true;
  }

  /** Starts each engine once, one after the other, to learn whether it can be had and what it calls itself. */
  async askEngines(): Promise<void> {
    if (this.#asking !== null || this.#current !== null) return;
    const workers = new EngineWorkers(startWorker);
    this.#asking = workers;
    for (const engine of PAGE_ENGINES) {
      if (this.offers[engine] !== undefined) continue;
      let offer: Offer;
      try {
        offer = { kind: "ready", description: (await workers.open(engine)).description };
      } catch (error) {
        offer = { kind: "refused", reason: sentenceOf(error) };
      }
      if (this.#asking !== workers) return; // a launch was faster
      await workers.closeEngines();
      this.offers = { ...this.offers, [engine]: offer };
      this.#host.requestUpdate();
    }
    this.#endAsking();
  }

  /** Runs a benchmark and resolves when it is over. Does nothing while one goes on. */
  async launch(choice: BenchChoice): Promise<void> {
    if (this.#current !== null) return;
    this.#endAsking();
    const current: Current = { ground: new EngineWorkers(startWorker), isStopped: false };
    this.#current = current;
    this.report = { choice, startedAt: new Date(), rows: [], notices: [], standing: null, outcome: null };
    this.#host.requestUpdate();
    const outcome = await runBench(choice, USUAL_PLAN, current.ground, {
      say: () => undefined,
      notice: (line) => this.#amend({ notices: [...(this.report?.notices ?? []), line] }),
      rows: (rows) => this.#amend({ rows }),
      standing: (standing) => this.#amend({ standing }),
      isStopped: () => current.isStopped,
    });
    current.ground.dispose();
    this.#current = null;
    this.#amend({ outcome, standing: null, rows: outcome.rows });
    const ready = Object.entries(outcome.engines).map(([engine, description]) => [
      engine,
      { kind: "ready", description },
    ]);
    this.offers = { ...this.offers, ...(Object.fromEntries(ready) as Offers) };
    this.#draw();
    if (!current.isStopped) void this.askEngines(); // those that the launch kept from answering
  }

  /** Ends the benchmark; workloads that are over are kept, and of the present one what is enough for a median. */
  stop(): void {
    const current = this.#current;
    if (current === null || current.isStopped) return;
    current.isStopped = true;
    setTimeout(() => void current.ground.closeEngines(), PATIENCE_MS);
    this.#draw();
  }

  /** Takes an older bench.csv to compare with; null lets go of it. */
  async compareWith(file: File | null): Promise<void> {
    this.comparison = file === null ? { kind: "none" } : await read(file);
    this.#host.requestUpdate();
  }

  #amend(change: Partial<BenchReport>): void {
    if (this.report === null) return;
    this.report = { ...this.report, ...change };
    this.#drawing ??= setTimeout(() => this.#draw(), DRAW_EVERY_MS);
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#host.requestUpdate();
  }

  #endAsking(): void {
    this.#asking?.dispose();
    this.#asking = null;
  }
}

/** The code that reads CSV is fetched with the first file: most visitors never bring one. */
async function read(file: File): Promise<Comparison> {
  const { FormerError, readFormer } = await import("../src/bench/former.ts");
  try {
    return { kind: "former", name: file.name, rows: readFormer(await file.text(), file.name) };
  } catch (error) {
    if (!(error instanceof FormerError)) throw error;
    return { kind: "fault", message: error.message };
  }
}

/** Engines of other libraries have workers of their own, which the lab does not ship: see `src/bench/descriptions.ts`. */
function startWorker(): Worker {
  return new Worker(new URL("../workers/bench.worker.ts", import.meta.url), { type: "module" });
}

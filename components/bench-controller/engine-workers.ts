/**
 * A worker for each engine of a benchmark, and an eye on whether the page is visible, because browsers slow hidden pages
 * down. The lab's page and the headless one of `npm run bench` both stand on this. It takes no times and decides nothing.
 */
import * as Comlink from "comlink";
import type { BenchApi, BenchEngine, Opened } from "../../src/bench/protocol.ts";
import type { BenchGround } from "../../src/bench/session.ts";

interface Running {
  readonly worker: Worker;
  readonly bench: Comlink.Remote<BenchApi>;
  /** Rejects when the worker breaks or is ended: Comlink alone would wait for its answer for ever. */
  readonly over: Promise<never>;
  readonly end: (reason: string) => void;
}

export class EngineWorkers implements BenchGround {
  readonly #startWorker: (engine: BenchEngine) => Worker;
  readonly #running = new Map<BenchEngine, Running>();
  #wasHidden = document.visibilityState === "hidden";
  readonly #onVisibility = (): void => {
    this.#wasHidden ||= document.visibilityState === "hidden";
  };

  /** @param startWorker - the engine's worker, which exposes a `BenchApi` */
  constructor(startWorker: (engine: BenchEngine) => Worker) {
    this.#startWorker = startWorker;
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  async open(engine: BenchEngine): Promise<Opened> {
    this.#running.get(engine)?.end("another was started in its place");
    this.#running.set(engine, start(this.#startWorker(engine)));
    return await this.#ask(engine, (bench) => bench.open(engine));
  }

  bench(engine: BenchEngine): Omit<BenchApi, "open"> {
    return {
      begin: (workload) => this.#ask(engine, (bench) => bench.begin(workload)),
      measure: (steps) => this.#ask(engine, (bench) => bench.measure(steps)),
      end: () => this.#ask(engine, (bench) => bench.end()),
    };
  }

  async closeEngines(): Promise<void> {
    for (const running of this.#running.values()) running.end("the benchmark ended it");
    this.#running.clear();
  }

  async wasHidden(): Promise<boolean> {
    const was = this.#wasHidden;
    this.#wasHidden = document.visibilityState === "hidden";
    return was;
  }

  /** Ends every worker and lets go of the page. */
  dispose(): void {
    void this.closeEngines();
    document.removeEventListener("visibilitychange", this.#onVisibility);
  }

  async #ask<T>(engine: BenchEngine, call: (bench: Comlink.Remote<BenchApi>) => Promise<T>): Promise<T> {
    const running = this.#running.get(engine);
    if (running === undefined) throw new Error(`Cannot ask ${engine}: it has no worker. Open it first.`);
    return await Promise.race([call(running.bench), running.over]);
  }
}

function start(worker: Worker): Running {
  let finish: (reason: string) => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    finish = (reason) => reject(new Error(`The worker stopped: ${reason}.`));
  });
  over.catch(() => undefined); // heard by whoever calls next; not an unhandled rejection until then
  worker.addEventListener("error", (event) => finish(event.message || "its code could not be loaded"));
  worker.addEventListener("messageerror", () => finish("it sent a message that cannot be read"));
  const end = (reason: string): void => {
    worker.terminate();
    finish(reason);
  };
  return { worker, bench: Comlink.wrap<BenchApi>(worker), over, end };
}

/**
 * The page that the benchmark opens: a worker for each engine, and an eye on whether the page is visible, because browsers
 * slow hidden ones down. It takes no times and decides nothing.
 */
import * as Comlink from "comlink";
import type { BenchApi, BenchEngine } from "../../src/bench/protocol.ts";
import type { Answer, BenchPage } from "./bridge.ts";

interface Running {
  readonly worker: Worker;
  readonly bench: Comlink.Remote<BenchApi>;
  /** Rejects when the worker itself breaks: Comlink alone would wait for its answer for ever. */
  readonly broke: Promise<never>;
}

const workers = new Map<BenchEngine, Running>();
let hidden = document.visibilityState === "hidden";
document.addEventListener("visibilitychange", () => (hidden ||= document.visibilityState === "hidden"));

window.bench = {
  surroundings: () => ({
    userAgent: navigator.userAgent,
    logicalCores: navigator.hardwareConcurrency,
    crossOriginIsolated: window.crossOriginIsolated,
  }),

  open: async (engine) => {
    workers.get(engine)?.worker.terminate();
    workers.set(engine, start());
    return await ask(engine, (bench) => bench.open(engine));
  },
  begin: async (engine, workload) => await ask(engine, (bench) => bench.begin(workload)),
  measure: async (engine, steps) => await ask(engine, (bench) => bench.measure(steps)),
  end: async (engine) => await ask(engine, (bench) => bench.end()),

  closeAll: () => {
    for (const { worker } of workers.values()) worker.terminate();
    workers.clear();
  },

  wasHidden: () => {
    const was = hidden;
    hidden = document.visibilityState === "hidden";
    return was;
  },
} satisfies BenchPage;

function start(): Running {
  const worker = new Worker(new URL("../../workers/bench.worker.ts", import.meta.url), { type: "module" });
  const broke = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => {
      reject(new Error(`The worker stopped: ${event.message || "its code could not be loaded"}`));
    });
    worker.addEventListener("messageerror", () => reject(new Error("The worker sent a message that cannot be read.")));
  });
  broke.catch(() => undefined); // heard by whoever calls next; not an unhandled rejection until then
  return { worker, bench: Comlink.wrap<BenchApi>(worker), broke };
}

async function ask<T>(engine: BenchEngine, call: (bench: Comlink.Remote<BenchApi>) => Promise<T>): Promise<Answer<T>> {
  try {
    const running = workers.get(engine);
    if (running === undefined) throw new Error(`Cannot ask ${engine}: it has no worker. Open it first.`);
    return { kind: "value", value: await Promise.race([call(running.bench), running.broke]) };
  } catch (error) {
    return { kind: "fault", fault: error instanceof Error ? error.message : String(error) };
  }
}

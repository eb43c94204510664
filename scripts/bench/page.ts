/**
 * The page that `npm run bench` opens: the same workers as on the lab's own page, and one more for the engine of another
 * library, which the lab does not ship. It takes no times and decides nothing.
 */
import { EngineWorkers } from "../../components/bench-controller/engine-workers.ts";
import type { BenchEngine } from "../../src/bench/protocol.ts";
import type { Answer, BenchPage } from "./bridge.ts";

const workers = new EngineWorkers(startWorker);

window.bench = {
  surroundings: () => ({
    userAgent: navigator.userAgent,
    logicalCores: navigator.hardwareConcurrency,
    crossOriginIsolated: window.crossOriginIsolated,
  }),
  open: (engine) => answer(workers.open(engine)),
  begin: (engine, workload) => answer(workers.bench(engine).begin(workload)),
  measure: (engine, steps) => answer(workers.bench(engine).measure(steps)),
  end: (engine) => answer(workers.bench(engine).end()),
  closeAll: () => workers.closeEngines(),
  wasHidden: () => workers.wasHidden(),
} satisfies BenchPage;

function startWorker(engine: BenchEngine): Worker {
  return engine === "jax-wasm"
    ? new Worker(new URL("../../workers/jax-bench.worker.ts", import.meta.url), { type: "module" })
    : new Worker(new URL("../../workers/bench.worker.ts", import.meta.url), { type: "module" });
}

async function answer<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "value", value: await call };
  } catch (error) {
    return { kind: "fault", fault: error instanceof Error ? error.message : String(error) };
  }
}

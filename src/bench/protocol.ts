/**
 * What a benchmark is made of by name, and the contract between whoever drives one and the worker that runs it. One
 * worker holds one engine and one workload: tfjs keeps one registry of kernels per worker, and its WASM memory only
 * grows. Light on purpose: the command line reads the names without loading tfjs.
 */
import type { EngineDescription } from "../protocol.ts";
import type { Manifest } from "../results/manifest.ts";

/** In the order in which they take turns; the first is what the others are compared to. */
export const BENCH_ENGINES = [
  "tfjs-wasm",
  "lacuna-wasm",
  "lacuna-wasm-1-thread",
  "jax-wasm",
  "tfjs-webgpu",
  "lacuna-webgpu",
  "tfjs-cpu",
] as const;
export type BenchEngine = (typeof BENCH_ENGINES)[number];

/** What the command line measures when no engine is named: all rivals, each once. */
export const USUAL_ENGINES: readonly BenchEngine[] = BENCH_ENGINES.filter((name) => name !== "lacuna-wasm-1-thread");

/** What the other engines are compared to. */
export const REFERENCE_ENGINE: BenchEngine = "tfjs-wasm";

export const WORKLOAD_NAMES = [
  "mlp-32",
  "mlp-128",
  "mlp-512",
  "mlp-512-wide",
  "conv-autoencoder",
  "hole-filling-gan",
  "latent-search",
  "inference",
] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

/** Engines are compared by the loss of a network that has been updated this often. */
export const LOSS_AFTER_STEPS = 50;

/** Every engine's weights and batches come from it. */
export const BENCH_SEED = 1;

export interface Opened {
  readonly description: EngineDescription;
  /** Of the worker's code, which is what is measured. */
  readonly lacuna: Manifest["lacuna"];
}

export interface FirstStep {
  /** From asking for the step until its loss was read: compiling, first allocations and all. */
  readonly firstStepMs: number;
  /** Arithmetic that one step cannot do without; see `workloads.ts`. */
  readonly flopsPerStep: number;
}

export interface Ending {
  /** Null when fewer steps than that were taken. */
  readonly lossAfter50: number | null;
  readonly peakBytes: number;
}

/** Implemented by `workers/bench.ts`. Every method rejects with an Error whose message may be shown as it is. */
export interface BenchApi {
  /** Starts the engine; once per worker. */
  open(engine: BenchEngine): Promise<Opened>;
  /** Builds the workload, the same for every engine, and takes its first step. */
  begin(workload: WorkloadName): Promise<FirstStep>;
  /** Takes `steps` more and times each of them, its loss read, in ms. */
  measure(steps: number): Promise<readonly number[]>;
  /** Releases the workload. */
  end(): Promise<Ending>;
}

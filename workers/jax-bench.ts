/**
 * jax-js as a contestant: the worker's side of `BenchApi` for the engine `jax-wasm`. Only the benchmark of the command line
 * starts it; jax-js is a development dependency and the lab does not ship it. A workload that is not written for jax-js is
 * refused, never replaced by another.
 */
import { wasmBytes } from "./jax-bench/memory-watch.ts";
import { defaultDevice, init } from "@jax-js/jax";
import * as tf from "@tensorflow/tfjs";
import {
  BENCH_SEED,
  LOSS_AFTER_STEPS,
  type BenchApi,
  type BenchEngine,
  type Ending,
  type FirstStep,
  type Opened,
  type WorkloadName,
} from "../src/bench/protocol.ts";
import { AUTOENCODER_SIZE, READING_SIZE, RESTORATION_SIZES } from "../src/bench/workloads.ts";
import { Random } from "../src/random.ts";
import { codeVersion } from "../src/results/manifest.ts";
import { jaxAutoencoderStep } from "./jax-bench/autoencoder.ts";
import { jaxRestorationReading, jaxRestorationStep } from "./jax-bench/restoration.ts";
import type { JaxWorkload } from "./jax-bench/workload.ts";

export type JaxWorkloads = Readonly<Partial<Record<WorkloadName, (random: Random) => JaxWorkload>>>;

const WORKLOADS: JaxWorkloads = {
  "mlp-32": (random) => jaxRestorationStep(RESTORATION_SIZES["mlp-32"], random),
  "mlp-128": (random) => jaxRestorationStep(RESTORATION_SIZES["mlp-128"], random),
  "mlp-512": (random) => jaxRestorationStep(RESTORATION_SIZES["mlp-512"], random),
  "mlp-512-wide": (random) => jaxRestorationStep(RESTORATION_SIZES["mlp-512-wide"], random),
  "conv-autoencoder": (random) => jaxAutoencoderStep(AUTOENCODER_SIZE, random),
  inference: (random) => jaxRestorationReading(READING_SIZE, random),
};

export class JaxBench implements BenchApi {
  readonly #workloads: JaxWorkloads;
  #running: JaxWorkload | null = null;
  #steps = 0;
  #lossAfter50: number | null = null;

  /** @param workloads - others than the usual ones, for tests */
  constructor(workloads: JaxWorkloads = WORKLOADS) {
    this.#workloads = workloads;
  }

  async open(engine: BenchEngine): Promise<Opened> {
    if (engine !== "jax-wasm") throw new Error(`Cannot open ${engine}: this worker runs jax-wasm and nothing else.`);
    await tf.setBackend("cpu"); // draws weights, as for every engine; no step runs on it
    if (!(await init("wasm")).includes("wasm"))
      throw new Error("Cannot open jax-wasm: jax-js could not start WASM here.");
    defaultDevice("wasm");
    const threads = self.crossOriginIsolated ? navigator.hardwareConcurrency : 1;
    const description = {
      backend: "wasm",
      label: `jax-js · WASM, ${threads} ${threads === 1 ? "thread" : "threads"}`,
      reason: "you asked for jax-js",
      softwareAdapter: false,
      adapter: null,
      wasm: null,
      tfjsVersion: tf.version.tfjs,
    } as const;
    return { description, lacuna: codeVersion() };
  }

  async begin(workload: WorkloadName): Promise<FirstStep> {
    if (this.#running !== null) throw new Error(`Cannot begin ${workload}: another workload runs. End it first.`);
    const build = this.#workloads[workload];
    if (build === undefined) throw new Error(`Cannot begin ${workload}: it is not written for jax-js.`);
    this.#steps = 0;
    this.#lossAfter50 = null;
    this.#running = build(new Random(BENCH_SEED));
    return { firstStepMs: await this.#step(this.#running), flopsPerStep: this.#running.flopsPerStep };
  }

  async measure(steps: number): Promise<readonly number[]> {
    const running = this.#require();
    const times: number[] = [];
    for (let step = 0; step < steps; step++) times.push(await this.#step(running));
    return times;
  }

  async end(): Promise<Ending> {
    this.#require().dispose();
    this.#running = null;
    return { lossAfter50: this.#lossAfter50, peakBytes: wasmBytes() };
  }

  /** In ms. The loss is that of the weights before the step: after 50 updates it is the 51st step's. */
  async #step(running: JaxWorkload): Promise<number> {
    const startedMs = performance.now();
    const loss = await running.step();
    const ms = performance.now() - startedMs;
    if (this.#steps++ === LOSS_AFTER_STEPS) this.#lossAfter50 = loss;
    return ms;
  }

  #require(): JaxWorkload {
    if (this.#running === null) throw new Error("Cannot measure: no workload runs. Begin one first.");
    return this.#running;
  }
}

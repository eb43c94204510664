/**
 * Takes steps of one workload on one engine and times them: the worker's side of `BenchApi`. It waits for the device by
 * reading each step's loss, and leaves to the caller how many steps are enough; it can be used without a Worker.
 */
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
import type { RunningWorkload, Workload } from "../src/bench/running-workload.ts";
import { WORKLOADS } from "../src/bench/workloads.ts";
import type { EngineDescription } from "../src/protocol.ts";
import { Random } from "../src/random.ts";
import { codeVersion } from "../src/results/manifest.ts";
import { chooseEngine } from "./engine/choose.ts";
import { TensorMemory } from "./engine/wasm/tensor-memory.ts";

export class Bench implements BenchApi {
  readonly #workloads: Readonly<Record<WorkloadName, Workload>>;
  #running: RunningWorkload | null = null;
  #steps = 0;
  #lossAfter50: number | null = null;
  #peakBytes = 0;

  /** @param workloads - others than the usual ones, for tests */
  constructor(workloads: Readonly<Record<WorkloadName, Workload>> = WORKLOADS) {
    this.#workloads = workloads;
  }

  async open(engine: BenchEngine): Promise<Opened> {
    return { description: await start(engine), lacuna: codeVersion() };
  }

  async begin(workload: WorkloadName): Promise<FirstStep> {
    if (this.#running !== null) throw new Error(`Cannot begin ${workload}: another workload runs. End it first.`);
    this.#steps = 0;
    this.#lossAfter50 = null;
    this.#peakBytes = 0;
    this.#running = this.#workloads[workload](new Random(BENCH_SEED));
    return { firstStepMs: await this.#step(this.#running), flopsPerStep: this.#running.flopsPerStep };
  }

  async measure(steps: number): Promise<readonly number[]> {
    const running = this.#require();
    const times: number[] = [];
    for (let step = 0; step < steps; step++) times.push(await this.#step(running));
    return times;
  }

  async end(): Promise<Ending> {
    const running = this.#require();
    // tfjs-cpu keeps no memory of its own to look at: one more step, unmeasured, is watched allocation by allocation.
    if (tf.getBackend() === "cpu") {
      const { peakBytes } = await tf.profile(() => running.step().dispose());
      this.#peakBytes = Math.max(this.#peakBytes, peakBytes);
    }
    running.dispose();
    this.#running = null;
    return { lossAfter50: this.#lossAfter50, peakBytes: this.#peakBytes };
  }

  /** One step, its loss read; in ms. */
  async #step(running: RunningWorkload): Promise<number> {
    const startedMs = performance.now();
    const loss = running.step();
    const [value] = await loss.data();
    const ms = performance.now() - startedMs;
    loss.dispose();
    // The loss is that of the weights before the step: after 50 updates it is the 51st step's.
    if (this.#steps++ === LOSS_AFTER_STEPS) this.#lossAfter50 = value ?? null;
    this.#peakBytes = Math.max(this.#peakBytes, bytesHeld());
    return ms;
  }

  #require(): RunningWorkload {
    if (this.#running === null) throw new Error("Cannot measure: no workload runs. Begin one first.");
    return this.#running;
  }
}

async function start(engine: BenchEngine): Promise<EngineDescription> {
  switch (engine) {
    case "tfjs-wasm":
      return await chooseEngine("wasm", { kernels: "tfjs" });
    case "lacuna-wasm":
      return await chooseEngine("wasm");
    case "lacuna-wasm-1-thread":
      return await chooseEngine("wasm", { kernels: "lacuna", threads: 1 });
    case "tfjs-webgpu":
      return await chooseEngine("webgpu", { kernels: "tfjs" });
    case "lacuna-webgpu":
      return await chooseEngine("webgpu");
    case "tfjs-cpu":
      return await chooseEngine("cpu", { kernels: "tfjs" });
    case "jax-wasm":
      throw new Error("Cannot open jax-wasm here: it is another library and has a worker of its own.");
    default:
      engine satisfies never;
      throw new Error(`Cannot open ${String(engine)}: there is no such engine`);
  }
}

/** WASM memory and WebGPU's pool of buffers never shrink within a step, so that their size after it is their peak. */
function bytesHeld(): number {
  const wasm = TensorMemory.ofCurrentBackend();
  if (wasm !== null) return wasm.memory.buffer.byteLength;
  const memory = tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU?: number };
  return memory.numBytesAllocatedInGPU ?? memory.numBytes;
}

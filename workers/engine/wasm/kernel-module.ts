/**
 * The lab's own WASM kernels at work on tfjs-wasm's memory: loads the variant that the browser can run, keeps a pool of
 * threads beside the calling one, and hands them jobs. It knows addresses and sizes, not tensors.
 */
import type { TensorMemory } from "./tensor-memory.ts";

/** One matrix product C = act(op(A) · op(B) + bias); see `assembly/product.ts`. Strides are in floats. */
export interface ProductJob {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly aRowStride: number;
  readonly aColumnStride: number;
  readonly bRowStride: number;
  readonly bColumnStride: number;
  /** Address of `columns` floats, or 0. */
  readonly bias: number;
  readonly activation: "none" | "relu";
}

export type UpdateRuleName = "adam" | "momentum" | "rmsProp" | "adadelta";

/** One optimiser step; addresses of `count` floats each, see `assembly/updates.ts`. */
export interface UpdateJob {
  readonly rule: UpdateRuleName;
  readonly value: number;
  /** Where the new values go. */
  readonly result: number;
  readonly gradient: number;
  readonly first: number;
  /** 0 where the rule keeps one state. */
  readonly second: number;
  readonly count: number;
  /** At most 8, in the order in which the rule reads them. */
  readonly numbers: readonly number[];
}

export interface KernelVariant {
  readonly memory: "shared" | "single";
  readonly arithmetic: "relaxed" | "plain";
}

interface KernelExports {
  run(control: number, operation: number, args: number, threads: number): void;
}

/** What a thread of the pool is told once. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly thread: number;
  readonly threads: number;
}

const PRODUCT = 1;
const UPDATES: Readonly<Record<UpdateRuleName, number>> = { adam: 2, momentum: 3, rmsProp: 4, adadelta: 5 };
const STOP = -1;

/** Words of the control block; see `assembly/threads.ts`. */
const GENERATION = 0;
const OPERATION = 1;
const CALLER_SLEEPS = 7;

/** As in `assembly/product.ts`. */
const TILE_COLUMNS = 8;
const THREAD_PACKING_FLOATS = 6 * 384 + 64;

/** Under this many multiply-adds, waking the other threads costs more than they save. */
const ALONE_BELOW = 200_000;

/** The same for floats that are only read, changed a little and written. */
const STREAM_ALONE_BELOW = 20_000;

const URLS: Readonly<Record<string, URL>> = {
  "shared-relaxed": new URL("../kernels/shared-relaxed.wasm", import.meta.url),
  "shared-plain": new URL("../kernels/shared-plain.wasm", import.meta.url),
  "single-relaxed": new URL("../kernels/single-relaxed.wasm", import.meta.url),
  "single-plain": new URL("../kernels/single-plain.wasm", import.meta.url),
};

export class KernelModule {
  readonly variant: KernelVariant;
  readonly threads: number;
  readonly #memory: TensorMemory;
  readonly #exports: KernelExports;
  readonly #pool: readonly Worker[];
  readonly #control: number;
  readonly #arguments: number;
  readonly #packedA: number;
  #packedB = { address: 0, bytes: 0 };

  private constructor(
    variant: KernelVariant,
    memory: TensorMemory,
    exports: KernelExports,
    pool: readonly Worker[],
    control: number,
  ) {
    this.variant = variant;
    this.threads = pool.length + 1;
    this.#memory = memory;
    this.#exports = exports;
    this.#pool = pool;
    this.#control = control;
    this.#arguments = memory.reserve(256);
    this.#packedA = memory.reserve(4 * THREAD_PACKING_FLOATS * this.threads);
  }

  /**
   * @param wantedThreads - including the calling one; where memory cannot be shared there is one
   * @returns null where the browser runs no variant
   */
  static async load(memory: TensorMemory, wantedThreads: number): Promise<KernelModule | null> {
    const kind = memory.isShared ? "shared" : "single";
    for (const arithmetic of ["relaxed", "plain"] as const) {
      const module = await compile(`${kind}-${arithmetic}`);
      if (module === null) continue;
      const instance = await WebAssembly.instantiate(module, { env: { memory: memory.memory } });
      const control = memory.reserve(64);
      const words = new Int32Array(memory.memory.buffer, control, 16).fill(0);
      words[CALLER_SLEEPS] = typeof WorkerGlobalScope === "undefined" ? 0 : 1;
      const threads = kind === "shared" ? wantedThreads : 1;
      const pool = await startPool({ module, memory: memory.memory, control, threads });
      const exports = instance.exports as unknown as KernelExports;
      return new KernelModule({ memory: kind, arithmetic }, memory, exports, pool, control);
    }
    return null;
  }

  product(job: ProductJob): void {
    const { rows, columns, depth } = job;
    const packedB = this.#roomForB(4 * depth * Math.ceil(columns / TILE_COLUMNS) * TILE_COLUMNS);
    this.#words().set([
      job.a,
      job.b,
      job.c,
      rows,
      columns,
      depth,
      job.aRowStride,
      job.aColumnStride,
      job.bRowStride,
      job.bColumnStride,
      job.bias,
      job.activation === "relu" ? 1 : 0,
      packedB,
      this.#packedA,
    ]);
    const threads = rows * columns * depth < ALONE_BELOW ? 1 : this.threads;
    this.#exports.run(this.#control, PRODUCT, this.#arguments, threads);
  }

  update({ rule, count, numbers, ...at }: UpdateJob): void {
    this.#words().set([at.value, at.result, at.gradient, at.first, at.second, count]);
    new Float32Array(this.#memory.memory.buffer, this.#arguments + 4 * 6, 8).set(numbers);
    const threads = count < STREAM_ALONE_BELOW ? 1 : this.threads;
    this.#exports.run(this.#control, UPDATES[rule], this.#arguments, threads);
  }

  /** Ends the pool's threads. */
  dispose(): void {
    if (this.#pool.length > 0) {
      const control = new Int32Array(this.#memory.memory.buffer, this.#control, 16);
      control[OPERATION] = STOP;
      Atomics.add(control, GENERATION, 1);
      Atomics.notify(control, GENERATION);
    }
    for (const worker of this.#pool) worker.terminate();
  }

  #words(): Uint32Array {
    return new Uint32Array(this.#memory.memory.buffer, this.#arguments, 64);
  }

  #roomForB(bytes: number): number {
    if (bytes > this.#packedB.bytes) {
      const address = this.#memory.reserve(bytes);
      this.#memory.release(this.#packedB.address);
      this.#packedB = { address, bytes };
    }
    return this.#packedB.address;
  }
}

async function compile(variant: string): Promise<WebAssembly.Module | null> {
  const url = URLS[variant] as URL;
  try {
    const response = await fetch(url);
    return response.ok ? await WebAssembly.compile(await response.arrayBuffer()) : null;
  } catch {
    return null; // a browser without relaxed SIMD refuses the variant here
  }
}

/** Starts `threads − 1` workers and waits until each is ready to serve. */
async function startPool(start: Omit<ThreadStart, "thread">): Promise<Worker[]> {
  const pool = Array.from({ length: start.threads - 1 }, () => {
    return new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module" });
  });
  await Promise.all(
    pool.map(
      (worker, index) =>
        new Promise<void>((resolve, reject) => {
          worker.onmessage = () => resolve();
          worker.onerror = (event) => reject(new Error(`Cannot start a kernel thread: ${event.message}`));
          worker.postMessage({ ...start, thread: index + 1 } satisfies ThreadStart);
        }),
    ),
  );
  return pool;
}

/**
 * The lab's own WASM kernels at work on tfjs-wasm's memory: loads the variant that the browser can run, keeps a pool of
 * threads beside the calling one, and hands them jobs. It knows addresses and sizes, not tensors.
 */
import type { TensorMemory } from "./tensor-memory.ts";

/** What the module can be asked to do, by its number in `assembly/kernels.ts`. */
export const OPERATIONS = {
  product: 1,
  adam: 2,
  momentum: 3,
  rmsProp: 4,
  adadelta: 5,
  convolution: 6,
  filterGradient: 7,
  columnSums: 8,
  poolingGradient: 9,
  upsampling: 10,
  upsamplingGradient: 11,
  rectifier: 12,
  rectifierGradient: 13,
  dropout: 14,
  repeat: 15,
  holeSystems: 16,
  copyColumns: 17,
  scaleChannels: 18,
} as const;
export type Operation = keyof typeof OPERATIONS;

/** Arguments as the operation's class in `assembly/` lays them out: words first, then floats. */
export interface Arguments {
  readonly words: readonly number[];
  readonly floats?: readonly number[];
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

const STOP = -1;

/** Words of the control block; see `assembly/threads.ts`. */
const GENERATION = 0;
const OPERATION = 1;
const CALLER_SLEEPS = 7;

const ARGUMENT_BYTES = 256;

/** Under this much work, waking the other threads costs more than they save. */
const ALONE_BELOW = {
  "multiply-adds": 200_000,
  /** That are only read, changed a little and written. */
  numbers: 20_000,
};

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
  /** Room for packing and padding, by purpose; grows, and is used again by the next job. */
  readonly #rooms = new Map<string, { readonly address: number; readonly bytes: number }>();

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
    this.#arguments = memory.reserve(ARGUMENT_BYTES);
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

  /** Does one job on this thread and `threads − 1` of the pool; returns when it is done. */
  run(operation: Operation, { words, floats = [] }: Arguments, threads: number): void {
    const { buffer } = this.#memory.memory;
    new Uint32Array(buffer, this.#arguments, words.length).set(words);
    new Float32Array(buffer, this.#arguments + 4 * words.length, floats.length).set(floats);
    this.#exports.run(this.#control, OPERATIONS[operation], this.#arguments, Math.min(threads, this.threads));
  }

  /** How many threads so much work is worth. */
  threadsFor(kind: keyof typeof ALONE_BELOW, amount: number): number {
    return amount < ALONE_BELOW[kind] ? 1 : this.threads;
  }

  /** The address of at least `bytes`, for this purpose; its content does not outlive the next job. */
  room(purpose: string, bytes: number): number {
    const known = this.#rooms.get(purpose);
    if (known !== undefined && known.bytes >= bytes) return known.address;
    if (known !== undefined) this.#memory.release(known.address);
    const address = this.#memory.reserve(bytes);
    this.#rooms.set(purpose, { address, bytes });
    return address;
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
    for (const { address } of this.#rooms.values()) this.#memory.release(address);
    this.#rooms.clear();
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

/** Kernels under watch: floats in tfjs-wasm's memory between strips of poison, and modules with different numbers of threads. */
import { Random } from "../../../src/random.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { KernelModule } from "../../../workers/engine/wasm/kernel-module.ts";
import { TensorMemory } from "../../../workers/engine/wasm/tensor-memory.ts";

const GUARD = 16;
const POISON = 1234.5;

export interface GuardedFloats {
  readonly address: number;
  read(): Float32Array;
  /** Whether nothing was written beside them. */
  isIntact(): boolean;
}

export class GuardedMemory {
  readonly memory: TensorMemory;
  /** One, two and three threads. */
  readonly modules: readonly KernelModule[];

  private constructor(memory: TensorMemory, modules: readonly KernelModule[]) {
    this.memory = memory;
    this.modules = modules;
  }

  static async open(): Promise<GuardedMemory> {
    await chooseEngine("wasm");
    const memory = TensorMemory.ofCurrentBackend() as TensorMemory;
    const modules: KernelModule[] = [];
    for (const threads of [1, 2, 3]) modules.push((await KernelModule.load(memory, threads)) as KernelModule);
    return new GuardedMemory(memory, modules);
  }

  close(): void {
    for (const module of this.modules) module.dispose();
  }

  place(values: ArrayLike<number>): GuardedFloats {
    const start = this.memory.reserve(4 * (values.length + 2 * GUARD));
    const view = (from: number, length: number): Float32Array =>
      new Float32Array(this.memory.memory.buffer, from, length);
    view(start, values.length + 2 * GUARD).fill(POISON);
    view(start + 4 * GUARD, values.length).set(values);
    const strip = (from: number): boolean => view(from, GUARD).every((value) => value === POISON);
    return {
      address: start + 4 * GUARD,
      read: () => view(start + 4 * GUARD, values.length).slice(),
      isIntact: () => strip(start) && strip(start + 4 * (GUARD + values.length)),
    };
  }
}

export function noise(count: number, seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => random.normal());
}

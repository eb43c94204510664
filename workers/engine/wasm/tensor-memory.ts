/**
 * Where tfjs-wasm keeps its tensors: addresses and room in its memory, through what its backend makes public. Kernels
 * of the lab's own work in place there; nothing is copied between the two modules.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** The parts of Emscripten's module object that the backend is built on. */
interface EmscriptenModule {
  readonly wasmMemory?: WebAssembly.Memory;
  readonly asm?: { readonly memory?: WebAssembly.Memory };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Vectors are loaded fastest from multiples of this; malloc gives 8. */
const ALIGNMENT_BYTES = 64;

export class TensorMemory {
  readonly #backend: BackendWasm;
  readonly #module: EmscriptenModule;
  /** Addresses as malloc gave them, by their aligned form. */
  readonly #reserved = new Map<number, number>();
  readonly memory: WebAssembly.Memory;

  private constructor(backend: BackendWasm, module: EmscriptenModule, memory: WebAssembly.Memory) {
    this.#backend = backend;
    this.#module = module;
    this.memory = memory;
  }

  /** The current backend's memory, or null where it cannot be reached. */
  static ofCurrentBackend(): TensorMemory | null {
    if (tf.getBackend() !== "wasm") return null;
    const backend = tf.backend() as BackendWasm;
    const module = backend.wasm as unknown as EmscriptenModule;
    const memory = module.wasmMemory ?? module.asm?.memory;
    return memory === undefined ? null : new TensorMemory(backend, module, memory);
  }

  /** Whether other threads may see this memory. */
  get isShared(): boolean {
    return typeof SharedArrayBuffer !== "undefined" && this.memory.buffer instanceof SharedArrayBuffer;
  }

  /** The address of a tensor's first element. */
  addressOf({ dataId }: tf.TensorInfo): number {
    return this.#backend.getMemoryOffset(dataId) >>> 0; // above 2 GiB it arrives as a negative number
  }

  /** A tensor with room for its elements, whatever they are now. */
  makeTensor(shape: number[], dtype: tf.DataType = "float32"): tf.TensorInfo {
    return this.#backend.makeOutput(shape, dtype);
  }

  /** Room for `bytes`, aligned for vectors, until it is released. */
  reserve(bytes: number): number {
    const address = this.#module._malloc(bytes + ALIGNMENT_BYTES) >>> 0;
    if (address === 0) throw new Error(`Cannot reserve ${bytes} bytes for kernels: the WASM memory is full`);
    const aligned = Math.ceil(address / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    this.#reserved.set(aligned, address);
    return aligned;
  }

  /** Gives back what `reserve` gave; 0 is nothing. */
  release(aligned: number): void {
    const address = this.#reserved.get(aligned);
    if (address === undefined) return;
    this.#reserved.delete(aligned);
    this.#module._free(address);
  }
}

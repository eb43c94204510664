/**
 * Kernels of the lab's own in tfjs' registry: put in the places of tfjs' kernels, or beside them, and taken out again by
 * name. It remembers what was there first, also when kernels are installed anew on another device.
 */
import * as tf from "@tensorflow/tfjs";

type OwnBackend = "cpu" | "wasm" | "webgpu";

export class OwnKernels {
  readonly backend: OwnBackend;
  /** What takes over when a kernel is switched off; null where whoever asks for it does without. */
  readonly #stock = new Map<string, tf.KernelConfig | null>();
  readonly #installed = new Set<string>();

  constructor(backend: OwnBackend) {
    this.backend = backend;
  }

  /** Those that are at work now. */
  get names(): readonly string[] {
    return [...this.#installed];
  }

  /** @throws Error when tfjs has no such kernel */
  replace(kernelName: string, wrap: (stock: tf.KernelFunc) => tf.KernelFunc): void {
    const stock = this.#stock.get(kernelName) ?? tf.getKernel(kernelName, this.backend);
    if (stock === undefined) throw new Error(`Cannot replace ${kernelName}: tfjs-${this.backend} has no such kernel`);
    this.#stock.set(kernelName, stock);
    this.#register({ ...stock, kernelFunc: wrap(stock.kernelFunc) });
  }

  /** @param standIn - what takes over when it is switched off, where tfjs would be lost without */
  add(kernelName: string, kernelFunc: tf.KernelFunc, standIn?: tf.KernelFunc): void {
    const config = { kernelName, backendName: this.backend };
    this.#stock.set(kernelName, standIn === undefined ? null : { ...config, kernelFunc: standIn });
    this.#register({ ...config, kernelFunc });
  }

  /** Gives a kernel's place back to what was there. */
  switchOff(kernelName: string): void {
    if (!this.#installed.delete(kernelName)) return;
    tf.unregisterKernel(kernelName, this.backend);
    const stock = this.#stock.get(kernelName) ?? null;
    if (stock !== null) tf.registerKernel(stock);
  }

  #register(config: tf.KernelConfig): void {
    if (tf.getKernel(config.kernelName, this.backend) !== undefined) {
      tf.unregisterKernel(config.kernelName, this.backend);
    }
    tf.registerKernel(config);
    this.#installed.add(config.kernelName);
  }
}

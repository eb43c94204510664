/**
 * Sees the WASM memory that jax-js makes for itself and tells nobody of. Import it before jax-js: it stands in the place of
 * `WebAssembly.Memory` from then on, in this worker alone, and changes nothing about it.
 */
const memories: WebAssembly.Memory[] = [];

WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

/** Of all memories; they never shrink, so that their size is their peak. */
export function wasmBytes(): number {
  return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

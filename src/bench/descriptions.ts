/** Engines and workloads in words, for people who choose among them. A new name without words does not compile. */
import type { BenchEngine, WorkloadName } from "./protocol.ts";

export interface EngineWords {
  /** One sentence. */
  readonly description: string;
  /** Whether the lab's page can measure it, or only `npm run bench`, which may load what the lab does not ship. */
  readonly measuredOn: "page" | "command line";
  /** Whether its kernels are the lab's own: those are drawn in the lab's colour. */
  readonly kernels: "ours" | "others";
}

export const ENGINE_WORDS: Readonly<Record<BenchEngine, EngineWords>> = {
  "tfjs-wasm": {
    description: "TensorFlow.js on the processor, WebAssembly as it comes. The others are compared to it.",
    measuredOn: "page",
    kernels: "others",
  },
  "lacuna-wasm": {
    description: "The same with the lab's own kernels: products, convolutions, optimisers and what lies between.",
    measuredOn: "page",
    kernels: "ours",
  },
  "lacuna-wasm-1-thread": {
    description: "The lab's own kernels on one thread: what the others add.",
    measuredOn: "page",
    kernels: "ours",
  },
  "jax-wasm": {
    description: "jax-js, another library, on the processor; its steps are compiled as a whole.",
    measuredOn: "command line",
    kernels: "others",
  },
  "tfjs-webgpu": {
    description: "TensorFlow.js on the graphics card, WebGPU as it comes.",
    measuredOn: "page",
    kernels: "others",
  },
  "lacuna-webgpu": {
    description: "The same with the lab's own optimiser steps; where WebGPU runs in software, all of its own kernels.",
    measuredOn: "page",
    kernels: "ours",
  },
  "tfjs-cpu": {
    description: "TensorFlow.js in plain JavaScript: the reference, and very slow.",
    measuredOn: "page",
    kernels: "others",
  },
};

/** What one step is, in one line. */
export const WORKLOAD_WORDS: Readonly<Record<WorkloadName, string>> = {
  "mlp-32": "One update of the masked-restoration network, 32 images",
  "mlp-128": "The same, 128 images, as published",
  "mlp-512": "The same, 512 images",
  "mlp-512-wide": "A network seven times larger, 512 images",
  "conv-autoencoder": "One update of a convolutional autoencoder, 128 images",
  "hole-filling-gan": "One update of a discriminator and one of its generator, 128 images",
  "latent-search": "One step of 256 latent codes down one objective",
  inference: "The network restores 1,000 images, no training",
};

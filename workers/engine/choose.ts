/**
 * Which tfjs backend runs, and why. `auto` prefers a hardware GPU, then WASM, then plain JavaScript; an explicit choice
 * is kept or refused with a sentence, never silently replaced.
 */
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import type { EngineChoice, EngineDescription } from "../../src/protocol.ts";
import { reportAdapter, type AdapterReport } from "./adapter.ts";
import { installCpuKernels } from "./cpu-kernels.ts";
import { installGradients } from "./gradients.ts";
import type { SelfTest } from "./self-test.ts";
import { convolutionFilterGradient } from "./wasm/composed-filter-gradient.ts";
import { installWasmKernels } from "./wasm-kernels.ts";
import { openGpu, type Gpu } from "./webgpu/device.ts";
import { installWebGpuKernels, testWebGpuKernels, type WebGpuKernels } from "./webgpu-kernels.ts";

type Backend = EngineDescription["backend"];

export interface EngineOptions {
  /**
   * `lacuna` (the usual) puts the lab's own kernels in their places, on WASM, on WebGPU and in plain JavaScript. `tfjs`
   * leaves tfjs' backends as they come, to be compared with; only the filter gradient of a convolution, which tfjs-wasm
   * lacks, is added.
   */
  readonly kernels: "lacuna" | "tfjs";
  /** Of WASM, the calling one included; as many as the machine is good for where it is not given. */
  readonly threads?: number;
}

/** tfjs keeps one WASM backend for as long as the worker lives, and so do the kernels installed in it. */
let wasmStarted: {
  readonly kernels: EngineOptions["kernels"];
  readonly threads: number;
  readonly installed: ReturnType<typeof installWasmKernels> | null;
} | null = null;

/** The same for WebGPU; `own` is null where tfjs' device runs tfjs' kernels. */
let webGpuStarted: {
  readonly kernels: EngineOptions["kernels"];
  readonly own: { readonly gpu: Gpu; readonly installed: WebGpuKernels; selfTest: SelfTest | null } | null;
} | null = null;

/** More threads than this gain nothing on 28 × 28 images and take cores from the page. */
const MOST_THREADS = 8;

setWasmPaths({
  "tfjs-backend-wasm.wasm": new URL(
    "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
    import.meta.url,
  ).href,
  "tfjs-backend-wasm-simd.wasm": new URL(
    "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
    import.meta.url,
  ).href,
  "tfjs-backend-wasm-threaded-simd.wasm": new URL(
    "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm",
    import.meta.url,
  ).href,
});

/** The newest choice under way. tfjs gives up a start that another overtakes, and then neither has an engine. */
let choosing: Promise<unknown> = Promise.resolve();

/**
 * Starts the engine that `choice` asks for and makes it tfjs' current one, after those that were asked for before.
 *
 * @throws Error when an explicit choice cannot be had here
 */
export async function chooseEngine(
  choice: EngineChoice,
  options: EngineOptions = { kernels: "lacuna" },
): Promise<EngineDescription> {
  const chosen = choosing.then(() => startChoice(choice, options));
  choosing = chosen.catch(() => undefined);
  return chosen;
}

/** What ended an engine for good, a lost device for one, so that it has to be started anew; null while it is sound. */
export function engineFault({ backend }: EngineDescription): Error | null {
  return backend === "webgpu" ? (webGpuStarted?.own?.gpu.fault ?? null) : null;
}

async function startChoice(
  choice: EngineChoice,
  { kernels, threads = usualThreads() }: EngineOptions,
): Promise<EngineDescription> {
  installCpuKernels(kernels);
  if (kernels === "lacuna") installGradients();
  switch (choice) {
    case "auto":
      return chooseBest(kernels, threads);
    case "webgpu": {
      const adapter = await reportAdapter();
      if (adapter === null) throw new Error(cannot("webgpu", "this browser offers no WebGPU adapter"));
      if (!(await startWebGpu(kernels))) throw new Error(cannot("webgpu", "its device could not be created"));
      return describe("webgpu", "you asked for WebGPU", adapter);
    }
    case "wasm":
      if (!(await startWasm(kernels, threads)))
        throw new Error(cannot("wasm", "this browser could not start WebAssembly"));
      return describe("wasm", "you asked for WASM", null);
    case "cpu":
      await start("cpu");
      return describe("cpu", "you asked for plain JavaScript", null);
    default:
      choice satisfies never;
      throw new Error(cannot(String(choice), "there is no such engine"));
  }
}

async function chooseBest(kernels: EngineOptions["kernels"], threads: number): Promise<EngineDescription> {
  const adapter = await reportAdapter();
  const noGpu =
    adapter === null
      ? "this browser offers no WebGPU adapter"
      : `its WebGPU runs in software (${adapter.architecture || adapter.description || adapter.vendor})`;
  if (adapter !== null && !adapter.software && (await startWebGpu(kernels))) {
    return describe("webgpu", "a hardware GPU is there", adapter);
  }
  const why = adapter !== null && !adapter.software ? "the GPU's device could not be created" : noGpu;
  if (await startWasm(kernels, threads)) return describe("wasm", why, adapter);
  await start("cpu");
  return describe("cpu", `${why}, and WebAssembly could not start`, adapter);
}

async function startWasm(kernels: EngineOptions["kernels"], threads: number): Promise<boolean> {
  refuseOtherKernels("wasm", wasmStarted, kernels);
  setThreadsCount(wasmStarted?.threads ?? threads);
  if (!(await start("wasm"))) return false;
  wasmStarted ??= {
    kernels,
    threads,
    installed: kernels === "lacuna" ? installWasmKernels(threads) : addMissingKernel(),
  };
  await wasmStarted.installed;
  return true;
}

async function startWebGpu(kernels: EngineOptions["kernels"]): Promise<boolean> {
  refuseOtherKernels("webgpu", webGpuStarted, kernels);
  const former = webGpuStarted?.own?.gpu ?? null;
  if (former !== null && former.fault !== null) {
    former.device.destroy(); // a fault is for good: the next device is a fresh one
    webGpuStarted = null;
  }
  if (webGpuStarted === null) {
    const gpu = kernels === "lacuna" ? await openGpu().catch(() => null) : null;
    if (kernels === "lacuna" && gpu === null) return false;
    const own = gpu === null ? null : { gpu, installed: installWebGpuKernels(gpu), selfTest: null };
    webGpuStarted = { kernels, own };
  }
  const isStarted = await start("webgpu");
  const { own } = webGpuStarted;
  if (isStarted && own !== null) own.selfTest ??= await testWebGpuKernels(own.gpu);
  return isStarted;
}

function refuseOtherKernels(
  backend: Backend,
  started: { readonly kernels: EngineOptions["kernels"] } | null,
  kernels: EngineOptions["kernels"],
): void {
  if (started === null || started.kernels === kernels) return;
  throw new Error(
    `Cannot use engine ${backend} with the kernels of ${kernels}: this worker already runs it with those of ` +
      `${started.kernels}. Start another worker.`,
  );
}

function addMissingKernel(): null {
  const kernelFunc = convolutionFilterGradient;
  tf.registerKernel({ kernelName: "Conv2DBackpropFilter", backendName: "wasm", kernelFunc });
  return null;
}

function usualThreads(): number {
  return Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency));
}

async function start(backend: Backend): Promise<boolean> {
  try {
    return (await tf.setBackend(backend)) && (await tf.ready().then(() => tf.getBackend() === backend));
  } catch {
    return false; // tfjs throws for some missing devices and answers false for others
  }
}

async function describe(backend: Backend, reason: string, adapter: AdapterReport | null): Promise<EngineDescription> {
  const wasm = backend === "wasm" ? await describeWasm() : null;
  return {
    backend,
    label: label(backend, adapter, wasm),
    reason,
    softwareAdapter: backend === "webgpu" && adapter?.software === true,
    adapter:
      adapter === null
        ? null
        : { vendor: adapter.vendor, architecture: adapter.architecture, description: adapter.description },
    wasm,
    webgpu: backend === "webgpu" ? { kernels: webGpuStarted?.own?.installed ?? null } : null,
    selfTest: await selfTestOf(backend),
    tfjsVersion: tf.version.tfjs,
  };
}

async function selfTestOf(backend: Backend): Promise<SelfTest | null> {
  if (backend === "wasm") return (await wasmStarted?.installed)?.selfTest ?? null;
  return backend === "webgpu" ? (webGpuStarted?.own?.selfTest ?? null) : null;
}

async function describeWasm(): Promise<NonNullable<EngineDescription["wasm"]>> {
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  const threaded = await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT");
  const threads = threaded === true && self.crossOriginIsolated ? (wasmStarted?.threads ?? usualThreads()) : 1;
  const variant = (await wasmStarted?.installed)?.module?.variant;
  const kernels = variant === undefined ? null : variant.arithmetic === "relaxed" ? "fused multiply-add" : "plain";
  return { simd: simd === true, threads, kernels };
}

function label(backend: Backend, adapter: AdapterReport | null, wasm: EngineDescription["wasm"]): string {
  switch (backend) {
    case "webgpu": {
      const name = adapter?.description || `${adapter?.vendor ?? ""} ${adapter?.architecture ?? ""}`.trim();
      return adapter?.software === true ? `WebGPU in software · ${name}` : `WebGPU · ${name}`;
    }
    case "wasm": {
      const threads = wasm?.threads === 1 ? "1 thread" : `${wasm?.threads ?? 1} threads`;
      return wasm?.simd === true ? `WASM · SIMD, ${threads}` : `WASM · ${threads}`;
    }
    case "cpu":
      return "CPU · plain JavaScript";
    default:
      backend satisfies never;
      return backend;
  }
}

function cannot(engine: string, why: string): string {
  return `Cannot use engine ${engine}: ${why}. Choose auto, which takes what this machine has.`;
}

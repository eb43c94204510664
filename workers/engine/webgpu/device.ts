/**
 * The one owner of the WebGPU device: it asks for it, gives it to tfjs under the name `webgpu`, so that all of tfjs' own
 * kernels go on working, and makes its faults heard. WebGPU throws nothing when a command is invalid, out of memory or the
 * GPU is gone; it goes on and computes nothing. Here the first fault ends the work: the next submit or read throws it. It
 * refuses to repair a device: after a fault a fresh one has to be opened.
 */
import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { isSoftware } from "../adapter.ts";

/** A device of our own with tfjs' backend on it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly backend: WebGPUBackend;
  /** Vendor, architecture and description, as far as the browser tells them. */
  readonly name: string;
  /** Whether the adapter is a program on the processor (SwiftShader, llvmpipe). */
  readonly software: boolean;
  /** Lanes that run together when the shader may use subgroups and their number is fixed; else 1. */
  readonly subgroupSize: number;
  /** What went wrong first; null as long as all is well. */
  readonly fault: Error | null;
}

/** In order of preference with WASM's 2 and the processor's 1; tfjs gives its own WebGPU backend the same. */
const PRIORITY = 3;

const WEBGPU = "webgpu";

/** How long the news of a lost device may take after it has refused its first command. */
const NEWS_MS = 200;

/** Asked for by tfjs' own backend. Anything above the usual limits has to be asked for. */
const LIMITS = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The first two are tfjs' own wish; `subgroups` is for the lab's kernels. */
const FEATURES: readonly string[] = ["timestamp-query", "bgra8unorm-storage", "subgroups"];

/**
 * Opens a device and makes it the one behind tfjs' `webgpu`, in place of whatever was there.
 *
 * @throws Error when there is no adapter or it gives no device
 */
export async function openGpu(): Promise<Gpu> {
  const gpu = await requestGpu();
  if (tf.findBackendFactory(WEBGPU) !== null) tf.removeBackend(WEBGPU);
  tf.registerBackend(WEBGPU, () => gpu.backend, PRIORITY);
  return gpu;
}

async function requestGpu(): Promise<Gpu> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) throw new Error("Cannot open the GPU: this browser offers no WebGPU adapter.");
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)) as GPUFeatureName[],
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  const { vendor, architecture, description, isFallbackAdapter, subgroupMinSize = 0, subgroupMaxSize } = adapter.info;
  const hasSubgroups = device.features.has("subgroups") && subgroupMinSize === subgroupMaxSize;
  const faults = new Faults(device);
  return {
    device,
    backend: new WatchedBackend(device, adapter.info, faults),
    name: [vendor, architecture, description].join(" ").trim(),
    software: isSoftware(vendor, architecture, description, isFallbackAdapter),
    subgroupSize: hasSubgroups ? subgroupMinSize : 1,
    get fault() {
      return faults.first;
    },
  };
}

/** Listens to a device for as long as it lives and keeps what it says first. */
class Faults {
  #first: Error | null = null;
  readonly #lost: Promise<void>;

  constructor(device: GPUDevice) {
    device.addEventListener("uncapturederror", ({ error }) => {
      this.#keep(`The GPU refused a command, so that results can no longer be trusted: ${error.message}`);
    });
    this.#lost = device.lost.then(({ message, reason }) => {
      this.#keep(`The GPU was lost: ${message || reason}`);
    });
  }

  /** What is behind a refusal: a lost device refuses first and says why a moment later. */
  async behind(refusal: unknown): Promise<unknown> {
    const pause = new Promise((resolve) => setTimeout(resolve, NEWS_MS));
    if (this.#first === null) await Promise.race([this.#lost, pause]);
    return this.#first ?? refusal;
  }

  get first(): Error | null {
    return this.#first;
  }

  throwIfAny(): void {
    if (this.#first !== null) throw this.#first;
  }

  #keep(what: string): void {
    this.#first ??= new Error(`${what.trimEnd().replace(/\.?$/, ".")} Start again, or choose engine wasm.`);
  }
}

/** tfjs' backend, which swallows what the device complains of, made to throw it. */
class WatchedBackend extends WebGPUBackend {
  readonly #faults: Faults;

  constructor(device: GPUDevice, info: GPUAdapterInfo, faults: Faults) {
    super(device, info);
    this.#faults = faults;
  }

  override submitQueue(): void {
    this.#faults.throwIfAny();
    super.submitQueue();
  }

  override async read(dataId: object): ReturnType<WebGPUBackend["read"]> {
    try {
      const values = await super.read(dataId);
      this.#faults.throwIfAny(); // complaints about earlier commands arrive before what was read
      return values;
    } catch (error) {
      throw await this.#faults.behind(error);
    }
  }
}

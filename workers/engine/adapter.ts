/** What the browser offers for WebGPU, and whether it is hardware. Asks once; creates no device. */

export interface AdapterReport {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly software: boolean;
}

/** Renderers that run on the CPU. `isFallbackAdapter` alone is not enough: Chrome has reported false for these. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bcpu\b/i;

/** The adapter that tfjs would get, or null where there is none. */
export async function reportAdapter(): Promise<AdapterReport | null> {
  const gpu = (navigator as Navigator & { gpu?: GPU }).gpu;
  if (gpu === undefined) return null;
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  } catch {
    return null; // a blocked driver answers by throwing
  }
  if (adapter === null) return null;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  return {
    vendor,
    architecture,
    description,
    software: isSoftware(vendor, architecture, description, isFallbackAdapter),
  };
}

/** Whether an adapter's own words give it away as software. */
export function isSoftware(
  vendor: string,
  architecture: string,
  description: string,
  isFallbackAdapter: boolean | undefined,
): boolean {
  return isFallbackAdapter === true || SOFTWARE_NAMES.test(`${vendor} ${architecture} ${description}`);
}

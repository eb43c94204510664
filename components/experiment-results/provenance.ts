/** How figures came about, in one line: what was asked, how long it took and on what, and by which code. */
import type { Manifest } from "../../src/results/manifest.ts";
import { formatDuration } from "../../src/results/time-left.ts";
import { labelOfPreset } from "../runs-page/changes.ts";

/** "Preset “As published”, 1 min 4 s on WASM · SIMD, 2 threads (AMD EPYC), commit cb927f563a67." */
export function provenance({ config, engine, environment, lacuna, wallMs }: Manifest): string {
  const [processor] = environment.machine.split(",");
  return `Preset “${labelOfPreset(config)}”, ${formatDuration(wallMs)} on ${engine.label} (${processor}), commit ${lacuna.commit}.`;
}

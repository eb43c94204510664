/**
 * Files that parameters name (`--set generator=my.json`): where each lies, and the configuration with nothing but its name,
 * because a manifest that names a path would be good on one machine only.
 */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { findExperiment } from "../../src/catalog.ts";
import { fileOf, type ParameterValue } from "../../src/experiments/parameters.ts";
import type { RunConfig } from "../../src/protocol.ts";
import { UsageError } from "./arguments.ts";

export interface ParameterFile {
  readonly name: string;
  readonly path: string;
}

/** @throws UsageError naming the parameter whose file cannot be read */
export function findParameterFiles(config: RunConfig): {
  readonly config: RunConfig;
  readonly files: readonly ParameterFile[];
} {
  const files: ParameterFile[] = [];
  const values: Record<string, ParameterValue> = { ...config.values };
  for (const [parameter, description] of Object.entries(findExperiment(config.experiment).parameters)) {
    if (description.kind !== "file") continue;
    const path = fileOf(description, String(values[parameter]));
    if (path === null) continue;
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
      throw new UsageError(`Cannot set ${parameter}: there is no file ${path}. Name one that can be read.`);
    }
    files.push({ name: basename(path), path });
    values[parameter] = basename(path);
  }
  return { config: { ...config, values }, files };
}

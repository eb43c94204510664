/**
 * Files that parameters name (`--set generator=my.json`): where each lies, and the configuration with nothing but its name,
 * because a manifest that names a path would be good on one machine only.
 */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { findExperiment } from "../../src/catalog.ts";
import { fileOf, type ParameterValue } from "../../src/experiments/parameters.ts";
import type { RunConfig } from "../../src/protocol.ts";
import type { Sweep, SweptParameter } from "../../src/sweep/sweep.ts";
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
    const file = findFile(parameter, fileOf(description, String(values[parameter])));
    if (file === null) continue;
    files.push(file);
    values[parameter] = file.name;
  }
  return { config: { ...config, values }, files };
}

/**
 * The same for every value of a sweep.
 *
 * @throws UsageError naming the parameter whose file cannot be read, or two files that could not be told apart
 */
export function findSweptFiles(sweep: Sweep): { readonly sweep: Sweep; readonly files: readonly ParameterFile[] } {
  const files = new Map<string, ParameterFile>();
  const parameters: Record<string, SweptParameter> = { ...sweep.parameters };
  for (const [parameter, description] of Object.entries(findExperiment(sweep.experiment).parameters)) {
    const swept = parameters[parameter];
    if (description.kind !== "file" || swept?.kind !== "values") continue;
    const values = swept.values.map((value) => {
      const file = findFile(parameter, fileOf(description, String(value)));
      if (file === null) return value;
      const known = files.get(file.name);
      if (known !== undefined && known.path !== file.path) {
        throw new UsageError(
          `Cannot sweep ${parameter}: ${known.path} and ${file.path} have the same name. Rename one of them.`,
        );
      }
      files.set(file.name, file);
      return file.name;
    });
    parameters[parameter] = { kind: "values", values };
  }
  return { sweep: { ...sweep, parameters }, files: [...files.values()] };
}

/** Null where the value names no file. */
function findFile(parameter: string, path: string | null): ParameterFile | null {
  if (path === null) return null;
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return { name: basename(path), path };
  throw new UsageError(`Cannot set ${parameter}: there is no file ${path}. Name one that can be read.`);
}

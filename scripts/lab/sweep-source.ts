/** From what `sweep` was given to a checked sweep: a file of JSON or a ready one, with what the options say in its place. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { findExperiment, findPreset } from "../../src/catalog.ts";
import type { ParameterValue } from "../../src/experiments/parameters.ts";
import { didYouMean } from "../../src/nearest.ts";
import { READY_SWEEPS } from "../../src/sweep/ready-sweeps.ts";
import { parseSweep, readSweep } from "../../src/sweep/sweep-json.ts";
import { ENGINE, type Sweep, type SweptParameter } from "../../src/sweep/sweep.ts";
import { readAssignments, UsageError, type SweepCommand } from "./arguments.ts";

/** What of the command decides which sweep it is. */
export type SweepQuestion = Pick<SweepCommand, "source" | "preset" | "engine" | "assignments" | "dataFolder">;

/** @throws UsageError or ParameterError, ready to show */
export function readSweepSource({ source, preset, engine, assignments, dataFolder }: SweepQuestion): Sweep {
  const sweep = readSource(source);
  const spec = findExperiment(sweep.experiment);
  if (preset !== null) findPreset(spec, preset);
  const parameters: Record<string, SweptParameter> = { ...sweep.parameters };
  for (const [name, value] of Object.entries(readAssignments(spec, assignments))) parameters[name] = only(value);
  if (engine !== null) delete parameters[ENGINE];
  // Whoever names a folder of real digits wants them used.
  if (dataFolder !== null && Object.hasOwn(spec.parameters, "data")) parameters["data"] ??= only("real");
  return { ...sweep, preset: preset ?? sweep.preset, engine: engine ?? sweep.engine, parameters };
}

/** Where results go when `--out` does not say. */
export function usualSweepFolder(source: string): string {
  return `results/sweep-${basename(source).replace(/\.json$/, "")}`;
}

function readSource(source: string): Sweep {
  if (statSync(source, { throwIfNoEntry: false })?.isFile() === true) return parseSweep(readFileSync(source, "utf8"));
  const ready = READY_SWEEPS.find(({ id }) => id === source);
  if (ready !== undefined) return readSweep(ready.json);
  const known = READY_SWEEPS.map(({ id }) => id);
  throw new UsageError(
    `Cannot sweep "${source}": there is no such file, and no ready sweep of that name. Ready: ${known.join(", ")}.` +
      didYouMean(source, known),
  );
}

function only(value: ParameterValue): SweptParameter {
  return { kind: "values", values: [value] };
}

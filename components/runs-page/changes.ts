/** What a run was asked for beyond its preset, in a few words. */
import { CATALOG } from "../../src/catalog.ts";
import { formatValue } from "../../src/experiments/parameters.ts";
import type { RunConfig } from "../../src/protocol.ts";
import type { StoredRun } from "../../store/stored-run.ts";

/** "Epochs 5, Seed 2"; "" where nothing differs. */
export function changesOf({ config }: Pick<StoredRun, "config">): string {
  return changedParameters(config)
    .map(({ label, text }) => `${label} ${text}`)
    .join(", ");
}

/** By the spec's order; a preset that this version does not know differs in everything. */
export function changedParameters({ experiment, preset, values }: RunConfig): { label: string; text: string }[] {
  const spec = CATALOG.find(({ name }) => name === experiment);
  const usual = spec !== undefined && Object.hasOwn(spec.presets, preset) ? spec.presets[preset]?.values : undefined;
  return Object.entries(values).flatMap(([name, value]) => {
    const text = formatValue(value);
    const known = usual?.[name];
    if (known !== undefined && formatValue(known) === text) return [];
    return [{ label: spec?.parameters[name]?.label ?? name, text }];
  });
}

export function titleOfExperiment(name: string): string {
  return CATALOG.find((spec) => spec.name === name)?.title ?? name;
}

export function labelOfPreset({ experiment, preset }: RunConfig): string {
  const presets = CATALOG.find(({ name }) => name === experiment)?.presets ?? {};
  return Object.hasOwn(presets, preset) ? (presets[preset]?.label ?? preset) : preset;
}

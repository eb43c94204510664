/**
 * What a person has asked for so far, right or wrong: the texts of the form, kept exactly as typed. Checked values are
 * derived from it and never stored beside it, so that a fault is shown where it stands and nothing typed is lost.
 */
import { findPreset } from "../../src/catalog.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import {
  fileOf,
  formatValue,
  parseValue,
  ParameterError,
  type ParameterValue,
  type ParameterValues,
} from "../../src/experiments/parameters.ts";
import type { EngineChoice, RunConfig } from "../../src/protocol.ts";

export interface Draft {
  readonly preset: string;
  readonly engine: EngineChoice;
  /** One text per parameter, as `parseValue` reads it. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface DraftReading {
  /** What may be run; null while any text is at fault. */
  readonly config: RunConfig | null;
  /** One sentence per parameter at fault. */
  readonly faults: Readonly<Record<string, string>>;
  /** Every text that could be read, for what depends on it. */
  readonly values: ParameterValues;
}

/** The draft that a preset gives. */
export function presetDraft(spec: ExperimentSpec, preset: string, engine: EngineChoice = "auto"): Draft {
  return { preset, engine, texts: presetTexts(spec, preset) };
}

/** @param files - names of the files at hand; null where it is not asked whether they are */
export function readDraft(spec: ExperimentSpec, draft: Draft, files: ReadonlySet<string> | null = null): DraftReading {
  const faults: Record<string, string> = {};
  const values: Record<string, ParameterValue> = {};
  for (const name of Object.keys(spec.parameters)) {
    try {
      values[name] = parseValue(spec.parameters, name, draft.texts[name] ?? "");
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      faults[name] = error.message;
    }
  }
  if (Object.keys(faults).length === 0) Object.assign(faults, faultTogether(spec, values));
  if (files !== null) Object.assign(faults, missingFiles(spec, values, files));
  const sound = Object.keys(faults).length === 0;
  const { preset, engine } = draft;
  return { config: sound ? { experiment: spec.name, preset, engine, values } : null, faults, values };
}

/** An address can carry a file's name, but not the file. */
function missingFiles(
  spec: ExperimentSpec,
  values: ParameterValues,
  files: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const missing: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(spec.parameters)) {
    const value = values[name];
    if (parameter.kind !== "file" || typeof value !== "string") continue;
    const file = fileOf(parameter, value);
    if (file === null || files.has(file)) continue;
    missing[name] = `${file} is not at hand: a link carries a file's name and not the file. Choose it here again.`;
  }
  return missing;
}

/** What no single text can be blamed for stands under the parameter that the spec names. */
function faultTogether(spec: ExperimentSpec, values: ParameterValues): Readonly<Record<string, string>> {
  try {
    spec.checkTogether?.(values);
    return {};
  } catch (error) {
    if (!(error instanceof ParameterError) || error.parameter === null) throw error;
    return { [error.parameter]: error.message };
  }
}

/** The texts that say something else than the preset does, by parameter; `1e-3` and `0.001` say the same. */
export function changedTexts(spec: ExperimentSpec, draft: Draft): Readonly<Record<string, string>> {
  const preset = presetTexts(spec, draft.preset);
  const { values } = readDraft(spec, draft);
  const changed: Record<string, string> = {};
  for (const name of Object.keys(spec.parameters)) {
    const value = values[name];
    const text = value === undefined ? (draft.texts[name] ?? "") : formatValue(value);
    if (text !== preset[name]) changed[name] = text;
  }
  return changed;
}

function presetTexts(spec: ExperimentSpec, preset: string): Record<string, string> {
  const { values } = findPreset(spec, preset);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatValue(value)]));
}

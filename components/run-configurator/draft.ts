/**
 * What a person has asked for so far, right or wrong: the texts of the form, kept exactly as typed. Checked values are
 * derived from it and never stored beside it, so that a fault is shown where it stands and nothing typed is lost.
 */
import { findPreset } from "../../src/catalog.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import {
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

export function readDraft(spec: ExperimentSpec, draft: Draft): DraftReading {
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
  const sound = Object.keys(faults).length === 0;
  const { preset, engine } = draft;
  return { config: sound ? { experiment: spec.name, preset, engine, values } : null, faults, values };
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

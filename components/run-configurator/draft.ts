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
import { checkEngine } from "../../src/catalog.ts";
import { isSwept, parseSwept } from "../../src/sweep/swept-texts.ts";
import { ENGINE, type Sweep, type SweptParameter } from "../../src/sweep/sweep.ts";
import { sweepOfDraft, USUAL_SWEEP, type SweepDraft } from "./sweep-draft.ts";

export interface Draft {
  readonly preset: string;
  readonly engine: EngineChoice;
  /** One text per parameter, as `parseValue` or `parseSwept` reads it; "engine" is among them where it is swept. */
  readonly texts: Readonly<Record<string, string>>;
  readonly sweep: SweepDraft;
}

export interface DraftReading {
  /** What may be run; null while any text is at fault, and where several runs are asked for. */
  readonly config: RunConfig | null;
  /** The runs that are asked for; null while any text is at fault, and where one run is asked for. */
  readonly sweep: Sweep | null;
  /** The parameters that are swept, rightly or wrongly. */
  readonly swept: readonly string[];
  /** What is wrong with the sweep as a whole; "" where nothing is. */
  readonly sweepFault: string;
  /** One sentence per parameter at fault. */
  readonly faults: Readonly<Record<string, string>>;
  /** Every text that could be read, for what depends on it; of a swept one its first value. */
  readonly values: ParameterValues;
}

/** The draft that a preset gives. */
export function presetDraft(spec: ExperimentSpec, preset: string, engine: EngineChoice = "auto"): Draft {
  return { preset, engine, texts: presetTexts(spec, preset), sweep: USUAL_SWEEP };
}

/** @param files - names of the files at hand; null where it is not asked whether they are */
export function readDraft(spec: ExperimentSpec, draft: Draft, files: ReadonlySet<string> | null = null): DraftReading {
  const faults: Record<string, string> = {};
  const values: Record<string, ParameterValue> = {};
  const several: Record<string, SweptParameter> = {};
  const attempt = (name: string, read: () => void): void => {
    const fault = faultOf(read);
    if (fault !== null) faults[name] = fault;
  };
  const swept = Object.keys(draft.texts).filter((name) => isSweptText(spec, name, draft.texts[name] ?? ""));
  for (const name of Object.keys(spec.parameters)) {
    const text = draft.texts[name] ?? "";
    attempt(name, () => {
      if (!swept.includes(name)) return void (values[name] = parseValue(spec.parameters, name, text));
      const parameter = parseSwept(spec.parameters, name, text);
      several[name] = parameter;
      values[name] = parameter.kind === "values" ? (parameter.values[0] as ParameterValue) : parameter.minimum;
    });
  }
  if (swept.includes(ENGINE)) attempt(ENGINE, () => (several[ENGINE] = sweptEngines(draft.texts[ENGINE] ?? "")));
  // What does not go together in one trial of many is left out when the trials are made.
  if (Object.keys(faults).length === 0 && swept.length === 0) Object.assign(faults, faultTogether(spec, values));
  if (files !== null) Object.assign(faults, missingFiles(spec, values, files));
  const sound = Object.keys(faults).length === 0;
  const { preset, engine } = draft;
  const config = sound && swept.length === 0 ? { experiment: spec.name, preset, engine, values } : null;
  let sweep: Sweep | null = null;
  const sweepFault =
    sound && swept.length > 0
      ? faultOf(() => void (sweep = sweepOfDraft(spec, draft, several, changedFrom(spec, preset, values, swept))))
      : null;
  return { config, sweep, swept, sweepFault: sweepFault ?? "", faults, values };
}

/** Whether a text of the draft asks for several values. */
export function isSweptText(spec: ExperimentSpec, name: string, text: string): boolean {
  return name === ENGINE ? text !== "" : isSwept(spec.parameters, name, text);
}

function sweptEngines(text: string): SweptParameter {
  const names = text.split(";").map((part) => part.trim());
  return { kind: "values", values: [...new Set(names.filter((name) => name !== "").map(checkEngine))] };
}

/** The values that are not swept and say something else than the preset. */
function changedFrom(
  spec: ExperimentSpec,
  preset: string,
  values: ParameterValues,
  swept: readonly string[],
): Record<string, ParameterValue> {
  const texts = presetTexts(spec, preset);
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !swept.includes(name) && formatValue(value) !== texts[name]),
  );
}

/** The sentence of a ParameterError, or null. */
function faultOf(read: () => void): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof ParameterError) return error.message;
    throw error;
  }
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
  const { values, swept } = readDraft(spec, draft);
  const changed: Record<string, string> = {};
  for (const name of Object.keys(spec.parameters)) {
    const value = swept.includes(name) ? undefined : values[name];
    const text = value === undefined ? (draft.texts[name] ?? "") : formatValue(value);
    if (text !== preset[name]) changed[name] = text;
  }
  const engines = draft.texts[ENGINE];
  if (engines !== undefined && engines !== "") changed[ENGINE] = engines;
  return changed;
}

function presetTexts(spec: ExperimentSpec, preset: string): Record<string, string> {
  const { values } = findPreset(spec, preset);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatValue(value)]));
}

/**
 * The address is the state: `#/masked-restoration?preset=quick&epochs=5&engine=wasm` holds the place, the preset, the
 * engine and what differs from the preset. Reading never throws: what cannot be used is told in `warnings`, and a value
 * that breaks its rule stays in the form with its fault.
 */
import { checkEngine, findExperiment, findPreset } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import { parseValue, ParameterError } from "../src/experiments/parameters.ts";
import type { EngineChoice } from "../src/protocol.ts";
import { changedTexts, presetDraft, type Draft } from "./run-configurator/draft.ts";

export type Place =
  | { readonly kind: "home"; readonly warnings: readonly string[] }
  | {
      readonly kind: "experiment";
      readonly spec: ExperimentSpec;
      readonly draft: Draft;
      readonly warnings: readonly string[];
    };

/** @param hash - as in `location.hash` */
export function readPlace(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s);
  if (path === "") return { kind: "home", warnings: [] };
  const warnings: string[] = [];
  const spec = attempt(warnings, () => findExperiment(decoded(path)));
  if (spec === null) return { kind: "home", warnings };
  return { kind: "experiment", spec, draft: readQuery(spec, new URLSearchParams(query), warnings), warnings };
}

/** The shortest hash that `readPlace` reads back to the same draft. */
export function experimentHash(spec: ExperimentSpec, draft: Draft): string {
  const query = new URLSearchParams();
  if (draft.preset !== spec.defaultPreset) query.set("preset", draft.preset);
  if (draft.engine !== "auto") query.set("engine", draft.engine);
  for (const [name, text] of Object.entries(changedTexts(spec, draft))) query.set(name, text);
  // Commas are legal in a fragment and lists are easier to read with them.
  const text = query.toString().replaceAll("%2C", ",");
  return `#/${spec.name}${text === "" ? "" : `?${text}`}`;
}

function readQuery(spec: ExperimentSpec, query: URLSearchParams, warnings: string[]): Draft {
  let preset: string = spec.defaultPreset;
  let engine: EngineChoice = "auto";
  const texts: Record<string, string> = {};
  for (const [name, text] of query) {
    if (name === "preset") {
      if (attempt(warnings, () => findPreset(spec, text)) !== null) preset = text;
    } else if (name === "engine") {
      engine = attempt(warnings, () => checkEngine(text)) ?? engine;
    } else if (Object.hasOwn(spec.parameters, name)) {
      texts[name] = text;
    } else {
      attempt(warnings, () => parseValue(spec.parameters, name, text));
    }
  }
  const draft = presetDraft(spec, preset, engine);
  return { ...draft, texts: { ...draft.texts, ...texts } };
}

/** Null where `read` refuses; its sentence then joins the warnings. */
function attempt<Result>(warnings: string[], read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    warnings.push(error.message);
    return null;
  }
}

/** A stray percent sign in a hand-typed address is no reason to stop. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

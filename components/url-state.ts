/**
 * The address is the state: `#/masked-restoration?preset=quick&epochs=5&engine=wasm` holds the place, the preset, the
 * engine and what differs from the preset; `#/bench?engines=tfjs-wasm&workloads=mlp-32` what a benchmark compares;
 * `#/playground?digit=7&hole=none` what lies on the pad; `#/runs?tag=good&sort=wall` which runs are listed, `#/run/<runId>` one of them and `#/compare?runs=a,b` several side by side.
 * Reading never throws: what cannot be used is told in `warnings`, and a value that breaks its rule stays in the form with
 * its fault.
 */
import { readChoice, USUAL_CHOICE } from "../src/bench/choice.ts";
import type { BenchChoice } from "../src/bench/session.ts";
import { checkEngine, findExperiment, findPreset } from "../src/catalog.ts";
import type { ExperimentSpec } from "../src/experiments/experiment.ts";
import { parseValue, ParameterError } from "../src/experiments/parameters.ts";
import { playgroundQuery, readPlayground, type PlaygroundChoice } from "../src/playground/choice.ts";
import type { EngineChoice } from "../src/protocol.ts";
import { ENGINE } from "../src/sweep/sweep.ts";
import { changedTexts, presetDraft, type Draft } from "./run-configurator/draft.ts";
import { EARLY_RULES, SWEEP_METHODS, USUAL_SWEEP, type SweepDraft } from "./run-configurator/sweep-draft.ts";
import { compareQuery, readComparison, type Comparison } from "./compare-page/comparison.ts";
import { readRunsView, runsQuery, type RunsView } from "./runs-page/view.ts";

/**
 * Where the lab may be. Another place begins here and is read and written below; the compiler then asks for its code, one
 * line in `lacuna-lab/pages.ts`, and for its page, one function in `lacuna-lab/places.ts`.
 */
export type Place =
  | { readonly kind: "home"; readonly warnings: readonly string[] }
  | { readonly kind: "sweeps"; readonly warnings: readonly string[] }
  | { readonly kind: "sweep"; readonly sweepId: string; readonly warnings: readonly string[] }
  | { readonly kind: "bench"; readonly choice: BenchChoice; readonly warnings: readonly string[] }
  | { readonly kind: "playground"; readonly choice: PlaygroundChoice; readonly warnings: readonly string[] }
  | { readonly kind: "runs"; readonly view: RunsView; readonly warnings: readonly string[] }
  | { readonly kind: "run"; readonly runId: string; readonly warnings: readonly string[] }
  | { readonly kind: "compare"; readonly comparison: Comparison; readonly warnings: readonly string[] }
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
  if (path === "sweeps") return { kind: "sweeps", warnings: [] };
  if (path.startsWith("sweep/")) return { kind: "sweep", sweepId: decoded(path.slice("sweep/".length)), warnings: [] };
  if (path === "bench") return readBench(new URLSearchParams(query));
  if (path === "playground") return { kind: "playground", ...readPlayground(new URLSearchParams(query)) };
  if (path === "runs") return { kind: "runs", ...readRunsView(new URLSearchParams(query)) };
  if (path.startsWith("run/")) return { kind: "run", runId: decoded(path.slice("run/".length)), warnings: [] };
  if (path === "compare") return { kind: "compare", ...readComparison(new URLSearchParams(query)) };
  const warnings: string[] = [];
  const spec = attempt(warnings, () => findExperiment(decoded(path)));
  if (spec === null) return { kind: "home", warnings };
  return { kind: "experiment", spec, draft: readQuery(spec, new URLSearchParams(query), warnings), warnings };
}

/** The shortest hash that `readPlace` reads back to the same place. */
export function placeHash(place: Place): string {
  switch (place.kind) {
    case "home":
      return "#/";
    case "sweeps":
      return hashOf("sweeps", new URLSearchParams());
    case "sweep":
      return sweepHash(place.sweepId);
    case "bench":
      return benchHash(place.choice);
    case "playground":
      return playgroundHash(place.choice);
    case "runs":
      return runsHash(place.view);
    case "run":
      return runHash(place.runId);
    case "compare":
      return compareHash(place.comparison);
    case "experiment":
      return experimentHash(place.spec, place.draft);
    default:
      return place satisfies never;
  }
}

/** The shortest hash that `readPlace` reads back to the same draft. */
export function experimentHash(spec: ExperimentSpec, draft: Draft): string {
  const query = new URLSearchParams();
  if (draft.preset !== spec.defaultPreset) query.set("preset", draft.preset);
  if (draft.engine !== "auto") query.set("engine", draft.engine);
  for (const [name, text] of Object.entries(changedTexts(spec, draft))) query.set(name, text);
  for (const [key, name] of Object.entries(SWEEP_KEYS)) {
    if (draft.sweep[name] !== USUAL_SWEEP[name]) query.set(key, draft.sweep[name]);
  }
  return hashOf(spec.name, query);
}

/** How a sweep is made, by the names that a sweep's JSON has for it. */
const SWEEP_KEYS = {
  method: "method",
  run_cap: "runCap",
  metric: "metric",
  early_terminate: "early",
} as const satisfies Record<string, keyof SweepDraft>;

/** The shortest hash that `readPlace` reads back to the same choice. */
export function benchHash({ engines, workloads }: BenchChoice): string {
  const query = new URLSearchParams();
  if (engines.join() !== USUAL_CHOICE.engines.join()) query.set("engines", engines.join());
  if (workloads.join() !== USUAL_CHOICE.workloads.join()) query.set("workloads", workloads.join());
  return hashOf("bench", query);
}

/** The shortest hash that `readPlace` reads back to the same choice. */
export function playgroundHash(choice: PlaygroundChoice): string {
  return hashOf("playground", new URLSearchParams([...playgroundQuery(choice)]));
}

/** The shortest hash that `readPlace` reads back to the same view. */
export function runsHash(view: RunsView): string {
  return hashOf("runs", runsQuery(view));
}

export function runHash(runId: string): string {
  return hashOf(`run/${encodeURIComponent(runId)}`, new URLSearchParams());
}

export function sweepHash(sweepId: string): string {
  return hashOf(`sweep/${encodeURIComponent(sweepId)}`, new URLSearchParams());
}

/** The shortest hash that `readPlace` reads back to the same comparison. */
export function compareHash(comparison: Comparison): string {
  return hashOf("compare", compareQuery(comparison));
}

function hashOf(path: string, query: URLSearchParams): string {
  // Commas are legal in a fragment and lists are easier to read with them.
  const text = query.toString().replaceAll("%2C", ",");
  return `#/${path}${text === "" ? "" : `?${text}`}`;
}

function readBench(query: URLSearchParams): Place {
  const { choice, warnings } = readChoice({ engines: query.get("engines"), workloads: query.get("workloads") });
  const strays = [...query.keys()].filter((name) => name !== "engines" && name !== "workloads");
  const stray = strays.map((name) => `Cannot set "${name}": a benchmark knows engines and workloads.`);
  return { kind: "bench", choice, warnings: [...warnings, ...stray] };
}

function readQuery(spec: ExperimentSpec, query: URLSearchParams, warnings: string[]): Draft {
  let preset: string = spec.defaultPreset;
  let engine: EngineChoice = "auto";
  let sweep = USUAL_SWEEP;
  const texts: Record<string, string> = {};
  for (const [name, text] of query) {
    if (name === "preset") {
      if (attempt(warnings, () => findPreset(spec, text)) !== null) preset = text;
    } else if (name === ENGINE && text.includes(";")) {
      texts[ENGINE] = text;
    } else if (Object.hasOwn(SWEEP_KEYS, name)) {
      sweep = attempt(warnings, () => withSweepKey(sweep, name as keyof typeof SWEEP_KEYS, text)) ?? sweep;
    } else if (name === ENGINE) {
      engine = attempt(warnings, () => checkEngine(text)) ?? engine;
    } else if (Object.hasOwn(spec.parameters, name)) {
      texts[name] = text;
    } else {
      attempt(warnings, () => parseValue(spec.parameters, name, text));
    }
  }
  const draft = presetDraft(spec, preset, engine);
  return { ...draft, sweep, texts: { ...draft.texts, ...texts } };
}

function withSweepKey(sweep: SweepDraft, key: keyof typeof SWEEP_KEYS, text: string): SweepDraft {
  switch (key) {
    case "method":
      return { ...sweep, method: oneOf(key, SWEEP_METHODS, text) };
    case "early_terminate":
      return { ...sweep, early: oneOf(key, EARLY_RULES, text) };
    case "run_cap":
    case "metric":
      return { ...sweep, [SWEEP_KEYS[key]]: text };
    default:
      key satisfies never;
      return sweep;
  }
}

function oneOf<Name extends string>(key: string, names: readonly Name[], text: string): Name {
  const name = names.find((candidate) => candidate === text);
  if (name !== undefined) return name;
  throw new ParameterError(`Cannot set ${key}: it must be one of ${names.join(", ")}, got "${text.slice(0, 60)}".`);
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

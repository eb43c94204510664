/** The part of a draft that is about sweeping: how trials are made, what decides between them, as typed. */
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { formatValue, ParameterError, type ParameterValue } from "../../src/experiments/parameters.ts";
import { formatSwept } from "../../src/sweep/swept-texts.ts";
import { ENGINE, MOST_TRIALS, type Sweep, type SweptParameter } from "../../src/sweep/sweep.ts";
import { countTrials } from "../../src/sweep/trials.ts";
import { findPreset } from "../../src/catalog.ts";
import type { Draft } from "./draft.ts";

export const SWEEP_METHODS = ["grid", "random"] as const;
export const EARLY_RULES = ["none", "median", "hyperband"] as const;

export interface SweepDraft {
  readonly method: (typeof SWEEP_METHODS)[number];
  /** A whole number, or "" for all of a grid. */
  readonly runCap: string;
  /** The name of a headline or a curve; "" for none. */
  readonly metric: string;
  readonly early: (typeof EARLY_RULES)[number];
}

export const USUAL_SWEEP: SweepDraft = { method: "grid", runCap: "", metric: "", early: "none" };

/** Readings of the metric before a trial may be ended early. */
const EARLIEST = 3;

/** What a metric of an experiment may be, the first being the usual one. */
export function metricChoices(spec: ExperimentSpec): { readonly name: string; readonly label: string }[] {
  const headlines = (spec.headlines ?? []).map(({ name, label }) => ({ name, label }));
  return [...headlines, { name: "validation", label: "Validation loss" }, { name: "train", label: "Training loss" }];
}

/**
 * The sweep that a draft asks for.
 *
 * @param fixed - what is not swept and differs from the preset
 *
 * @throws ParameterError saying what does not go together
 */
export function sweepOfDraft(
  spec: ExperimentSpec,
  draft: Draft,
  swept: Readonly<Record<string, SweptParameter>>,
  fixed: Readonly<Record<string, ParameterValue>>,
): Sweep {
  const { method, metric, early } = draft.sweep;
  const runCap = readCap(draft.sweep.runCap);
  if (method === "random" && runCap === null) {
    throw new ParameterError("Cannot draw at random without an end: say how many trials there are to be.");
  }
  const range = Object.keys(swept).find((name) => swept[name]?.kind === "range");
  if (method === "grid" && range !== undefined) {
    throw new ParameterError(
      `Cannot make a grid of ${range}: add a step (by 10), list values, or draw at random.`,
      range,
    );
  }
  if (early !== "none" && metric === "") {
    throw new ParameterError("Cannot end trials early: choose the metric by which they fall behind.");
  }
  const sweep: Sweep = {
    name: spec.title,
    experiment: spec.name,
    preset: draft.preset,
    engine: draft.engine,
    method,
    parameters: { ...swept, ...asSwept(fixed) },
    runCap,
    metric: metric === "" ? null : { name: metric, goal: goalOf(spec, metric), target: null },
    earlyTermination: terminationOf(early),
    drawSeed: 1,
  };
  const count = countTrials({ ...sweep, runCap });
  if (count > MOST_TRIALS) {
    throw new ParameterError(`Cannot sweep: that makes ${count} trials, and ${MOST_TRIALS} are the most.`);
  }
  return sweep;
}

/** The draft that asks for a sweep again, as the form shows it. */
export function draftOfSweep(spec: ExperimentSpec, sweep: Sweep): Draft {
  const { values } = findPreset(spec, sweep.preset);
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) texts[name] = formatValue(value);
  for (const [name, swept] of Object.entries(sweep.parameters)) {
    const [only, ...others] = swept.kind === "values" ? swept.values : [];
    texts[name] = only !== undefined && others.length === 0 ? formatValue(only) : formatSwept(swept);
  }
  const only = sweep.parameters[ENGINE];
  const isOneEngine = only?.kind === "values" && only.values.length === 1;
  const engine = isOneEngine ? (only.values[0] as Draft["engine"]) : sweep.engine;
  if (isOneEngine) delete texts[ENGINE];
  return {
    preset: sweep.preset,
    engine,
    texts,
    sweep: {
      method: sweep.method,
      runCap: sweep.runCap === null ? "" : String(sweep.runCap),
      metric: sweep.metric?.name ?? "",
      early: sweep.earlyTermination?.kind ?? "none",
    },
  };
}

function asSwept(values: Readonly<Record<string, ParameterValue>>): Record<string, SweptParameter> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { kind: "values", values: [value] }]));
}

function readCap(text: string): number | null {
  if (text.trim() === "") return null;
  const cap = Number(text);
  if (Number.isInteger(cap) && cap >= 1 && cap <= MOST_TRIALS) return cap;
  throw new ParameterError(`Cannot cap the sweep: it must be a whole number from 1 to ${MOST_TRIALS}, got "${text}".`);
}

function goalOf(spec: ExperimentSpec, metric: string): "minimize" | "maximize" {
  const headline = spec.headlines?.find(({ name }) => name === metric);
  return headline?.better === "higher" ? "maximize" : "minimize";
}

function terminationOf(early: SweepDraft["early"]): Sweep["earlyTermination"] {
  switch (early) {
    case "none":
      return null;
    case "median":
      return { kind: "median", minimumIterations: EARLIEST };
    case "hyperband":
      return { kind: "hyperband", minimumIterations: EARLIEST, eta: 3 };
    default:
      early satisfies never;
      return null;
  }
}

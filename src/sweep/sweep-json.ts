/**
 * Sweeps as JSON, in W&B's words (method, metric, parameters, run_cap, early_terminate) with `experiment`, `preset` and
 * `engine` where W&B names a program, so that a file written for it needs two lines changed.
 */
import * as z from "zod/mini";
import { checkEngine, findExperiment, findPreset } from "../catalog.ts";
import type { ExperimentSpec } from "../experiments/experiment.ts";
import { checkValue, ParameterError, ruleOf, type Parameter } from "../experiments/parameters.ts";
import { didYouMean } from "../nearest.ts";
import { faultOf, type KnownKeys } from "./sweep-faults.ts";
import { ENGINE, MOST_TRIALS, steps, type EarlyTermination, type Sweep, type SweptParameter } from "./sweep.ts";

const VALUE = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);

const PARAMETER = z.strictObject({
  value: z.optional(VALUE),
  values: z.optional(z.array(VALUE).check(z.minLength(1))),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  distribution: z.optional(
    z.enum([
      "constant",
      "categorical",
      "uniform",
      "int_uniform",
      "log_uniform_values",
      "q_uniform",
      "q_log_uniform_values",
    ]),
  ),
  q: z.optional(z.number().check(z.positive())),
});

const METRIC = z.strictObject({
  name: z.string(),
  goal: z.optional(z.enum(["minimize", "maximize"])),
  target: z.optional(z.number()),
});

const EARLY_TERMINATION = z.strictObject({
  type: z.string(),
  min_iter: z.optional(z.int().check(z.minimum(1))),
  eta: z.optional(z.number().check(z.gt(1))),
});

const SWEEP = z.strictObject({
  name: z.optional(z.string().check(z.maxLength(200))),
  description: z.optional(z.string()),
  experiment: z.string(),
  preset: z.optional(z.string()),
  engine: z.optional(z.string()),
  method: z.string(),
  metric: z.optional(METRIC),
  parameters: z.record(z.string(), PARAMETER),
  run_cap: z.optional(z.int().check(z.minimum(1), z.maximum(MOST_TRIALS))),
  early_terminate: z.optional(EARLY_TERMINATION),
  draw_seed: z.optional(z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1))),
});

const KEYS: KnownKeys = {
  sweep: Object.keys(SWEEP.def.shape),
  metric: Object.keys(METRIC.def.shape),
  parameter: Object.keys(PARAMETER.def.shape),
  early_terminate: Object.keys(EARLY_TERMINATION.def.shape),
};

/**
 * Reads a sweep from text.
 *
 * @throws ParameterError for the first fault found, ready to show
 */
export function parseSweep(text: string): Sweep {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // The parser knows the place.
    const place = error instanceof Error ? ` (${error.message})` : "";
    throw new ParameterError(
      `Cannot read the sweep: it is not JSON${place}. It begins like {"experiment": "latent-inpainting", "method": "grid", …}.`,
    );
  }
  return readSweep(json);
}

/** @throws ParameterError for the first fault found, ready to show */
export function readSweep(json: unknown): Sweep {
  const result = SWEEP.safeParse(json);
  if (!result.success) throw new ParameterError(`Cannot read the sweep: ${faultOf(json, result.error, KEYS)}`);
  const { data } = result;
  const method = data.method;
  if (method !== "grid" && method !== "random") {
    const instead =
      method === "bayes" ? " Bayesian search is not built in; random draws over the same ranges are." : "";
    throw new ParameterError(`Cannot read the sweep: method must be grid or random, got "${method}".${instead}`);
  }
  const spec = findExperiment(data.experiment);
  const preset = data.preset ?? spec.defaultPreset;
  findPreset(spec, preset);
  const parameters = Object.fromEntries(
    Object.entries(data.parameters).map(([name, given]) => [name, readParameter(spec, name, given, method)]),
  );
  if (method === "random" && data.run_cap === undefined) {
    throw new ParameterError("Cannot draw at random without an end: run_cap must say how many trials there are to be.");
  }
  return {
    name: data.name ?? "",
    experiment: spec.name,
    preset,
    engine: checkEngine(data.engine ?? "auto"),
    method,
    parameters,
    runCap: data.run_cap ?? null,
    metric:
      data.metric === undefined
        ? null
        : { name: data.metric.name, goal: data.metric.goal ?? "minimize", target: data.metric.target ?? null },
    earlyTermination: readTermination(data.early_terminate, data.metric !== undefined),
    drawSeed: data.draw_seed ?? 1,
  };
}

/** JSON that `readSweep` reads back to the same sweep. */
export function sweepJson(sweep: Sweep): Record<string, unknown> {
  const { metric, earlyTermination: early } = sweep;
  return {
    ...(sweep.name === "" ? {} : { name: sweep.name }),
    experiment: sweep.experiment,
    preset: sweep.preset,
    ...(sweep.engine === "auto" ? {} : { engine: sweep.engine }),
    method: sweep.method,
    ...(metric === null
      ? {}
      : {
          metric: {
            name: metric.name,
            goal: metric.goal,
            ...(metric.target === null ? {} : { target: metric.target }),
          },
        }),
    parameters: Object.fromEntries(
      Object.entries(sweep.parameters).map(([name, swept]) => [name, parameterJson(swept)]),
    ),
    ...(sweep.runCap === null ? {} : { run_cap: sweep.runCap }),
    ...(early === null
      ? {}
      : {
          early_terminate: {
            type: early.kind,
            min_iter: early.minimumIterations,
            ...(early.kind === "hyperband" ? { eta: early.eta } : {}),
          },
        }),
    ...(sweep.drawSeed === 1 ? {} : { draw_seed: sweep.drawSeed }),
  };
}

function parameterJson(swept: SweptParameter): Record<string, unknown> {
  if (swept.kind === "values") return { values: swept.values };
  const { minimum: min, maximum: max, scale, whole } = swept;
  if (!whole) return { distribution: scale === "log" ? "log_uniform_values" : "uniform", min, max };
  return scale === "log"
    ? { distribution: "q_log_uniform_values", q: 1, min, max }
    : { distribution: "int_uniform", min, max };
}

function readParameter(
  spec: ExperimentSpec,
  name: string,
  given: z.infer<typeof PARAMETER>,
  method: "grid" | "random",
): SweptParameter {
  if (name === ENGINE)
    return { kind: "values", values: listed(name, given).map((value) => checkEngine(String(value))) };
  const parameter = Object.hasOwn(spec.parameters, name) ? spec.parameters[name] : undefined;
  if (parameter === undefined) {
    const known = [...Object.keys(spec.parameters), ENGINE];
    throw new ParameterError(
      `Cannot sweep "${name}": ${spec.name} has no such parameter. Known: ${known.join(", ")}.${didYouMean(name, known)}`,
    );
  }
  if (given.min === undefined && given.max === undefined) {
    return { kind: "values", values: listed(name, given).map((value) => checkValue(name, parameter, value)) };
  }
  return readRange(name, parameter, given, method);
}

function listed(name: string, { value, values, min, max }: z.infer<typeof PARAMETER>): unknown[] {
  const given = values ?? (value === undefined ? [] : [value]);
  if (given.length > 0 && min === undefined && max === undefined) return given;
  throw new ParameterError(`Cannot sweep ${name}: it needs "value", "values", or "min" and "max".`, name);
}

function readRange(
  name: string,
  parameter: Parameter,
  { min, max, distribution, q }: z.infer<typeof PARAMETER>,
  method: "grid" | "random",
): SweptParameter {
  if (parameter.kind !== "integer" && parameter.kind !== "number") {
    throw new ParameterError(`Cannot sweep ${name} over a range: ${ruleOf(parameter)}. List its values.`, name);
  }
  if (min === undefined || max === undefined || min > max) {
    throw new ParameterError(`Cannot sweep ${name}: "min" must come with a "max" that is not below it.`, name);
  }
  const [minimum, maximum] = [min, max].map((end) => checkValue(name, parameter, end) as number) as [number, number];
  const scale = distribution === "log_uniform_values" || distribution === "q_log_uniform_values" ? "log" : "linear";
  if (scale === "log" && minimum <= 0) {
    throw new ParameterError(`Cannot sweep ${name} on a log scale: "min" must be above 0, got ${minimum}.`, name);
  }
  if (method === "random") return { kind: "range", minimum, maximum, scale, whole: parameter.kind === "integer" };
  const step = q ?? (parameter.kind === "integer" ? 1 : null);
  if (step === null || scale === "log") {
    throw new ParameterError(
      `Cannot sweep ${name} over a range in a grid: list its values, give "q" as the step, or use the method random.`,
      name,
    );
  }
  return { kind: "values", values: steps(name, minimum, maximum, step) };
}

function readTermination(given: z.infer<typeof SWEEP>["early_terminate"], hasMetric: boolean): EarlyTermination | null {
  if (given === undefined) return null;
  if (!hasMetric) {
    throw new ParameterError("Cannot end trials early: the sweep must name the metric by which they fall behind.");
  }
  const minimumIterations = given.min_iter ?? 3;
  switch (given.type) {
    case "median":
      return { kind: "median", minimumIterations };
    case "hyperband":
      return { kind: "hyperband", minimumIterations, eta: given.eta ?? 3 };
    default:
      throw new ParameterError(`Cannot end trials early by "${given.type}". Known: median, hyperband.`);
  }
}

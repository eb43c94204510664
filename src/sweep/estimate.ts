/**
 * How long a run will take, from runs that were measured on this machine: the time of training grows with the parameters
 * that the spec names as its effort, the rest (data, measuring) is taken as it was.
 */
import type { ExperimentSpec } from "../experiments/experiment.ts";
import type { ParameterValues } from "../experiments/parameters.ts";
import type { RunConfig } from "../protocol.ts";

/** Of a run that came to its end. */
export interface FormerTiming {
  readonly config: RunConfig;
  readonly wallMs: number;
  readonly phasesMs: Readonly<Record<string, number>>;
}

export interface Estimate {
  readonly ms: number;
  /** How many former runs it rests on. */
  readonly runs: number;
}

/**
 * The median over former runs of the experiment of what each would have taken with these values; runs of the same preset and
 * engine go before all others. Null where nothing was measured.
 */
export function estimateRun(spec: ExperimentSpec, config: RunConfig, former: readonly FormerTiming[]): Estimate | null {
  const same = former.filter((run) => run.config.experiment === config.experiment);
  const alike = same.filter(({ config: { preset, engine } }) => preset === config.preset && engine === config.engine);
  const used = (alike.length > 0 ? alike : same).slice(-20);
  if (used.length === 0) return null;
  const guesses = used.map((run) => scaled(spec.effort ?? [], run, config.values)).sort((a, b) => a - b);
  return { ms: guesses[Math.floor(guesses.length / 2)] as number, runs: used.length };
}

/** The sum over runs; null as soon as one of them cannot be told. */
export function estimateAll(
  spec: ExperimentSpec,
  configs: readonly RunConfig[],
  former: readonly FormerTiming[],
): Estimate | null {
  let ms = 0;
  let runs = 0;
  for (const config of configs) {
    const estimate = estimateRun(spec, config, former);
    if (estimate === null) return null;
    ms += estimate.ms;
    runs = Math.max(runs, estimate.runs);
  }
  return configs.length === 0 ? null : { ms, runs };
}

function scaled(effort: readonly string[], run: FormerTiming, values: ParameterValues): number {
  const training = run.phasesMs["training"] ?? 0;
  const factor = effort.reduce((product, name) => {
    const [then, now] = [run.config.values[name], values[name]];
    return typeof then === "number" && typeof now === "number" && then > 0 ? (product * now) / then : product;
  }, 1);
  return run.wallMs + training * (factor - 1);
}

/**
 * From a sweep to its trials: every combination of a grid, or so many draws. A trial is known by what it is (the identity of
 * its run), so a sweep that is given more values keeps the trials that it has.
 */
import { checkConfig, findExperiment, findPreset } from "../catalog.ts";
import { ParameterError, type ParameterValue } from "../experiments/parameters.ts";
import type { RunConfig } from "../protocol.ts";
import { Random } from "../random.ts";
import { runIdentity } from "../results/run-identity.ts";
import { ENGINE, MOST_TRIALS, type Sweep, type SweptParameter } from "./sweep.ts";

export interface Trial {
  /** The identity of its run, 16 hexadecimal digits. */
  readonly id: string;
  readonly config: RunConfig;
  /** What the sweep set, by parameter, in the sweep's order. */
  readonly varied: Readonly<Record<string, ParameterValue>>;
}

export interface Trials {
  readonly trials: readonly Trial[];
  /** What was left out and why, one sentence each. */
  readonly warnings: readonly string[];
}

/** How often a draw that does not go together is drawn again. */
const MOST_REDRAWS = 100;

/**
 * The trials of a sweep in their order: the first parameter of a grid changes slowest, so that neighbours compare.
 *
 * @param datasetOf - the key of the digits that a data parameter's value leads to
 * @throws ParameterError when there would be more than `MOST_TRIALS`
 */
export function trialsOf(sweep: Sweep, datasetOf: (source: ParameterValue | undefined) => string): Trials {
  const warnings: string[] = [];
  const byId = new Map<string, Trial>();
  const combinations = sweep.method === "grid" ? gridOf(sweep) : drawsOf(sweep);
  let left = 0;
  for (const varied of combinations) {
    const config = configOf(sweep, varied, warnings);
    if (config === null) {
      left++;
      continue;
    }
    const id = runIdentity(config, datasetOf(config.values["data"]));
    if (!byId.has(id)) byId.set(id, { id, config, varied });
    if (sweep.runCap !== null && byId.size >= sweep.runCap) break;
  }
  if (left > 1) warnings.push(`${left} combinations do not go together and were left out.`);
  return { trials: [...byId.values()], warnings: [...new Set(warnings)] };
}

/** How many trials a sweep has at most, without making them. */
export function countTrials({ method, parameters, runCap }: Sweep): number {
  if (method === "random") return runCap ?? 0;
  const all = Object.values(parameters).reduce((product, swept) => product * valuesOf(swept).length, 1);
  return runCap === null ? all : Math.min(all, runCap);
}

/** Null where the values do not go together, which a sentence in `warnings` then explains. */
function configOf(sweep: Sweep, varied: Trial["varied"], warnings: string[]): RunConfig | null {
  const spec = findExperiment(sweep.experiment);
  const { [ENGINE]: engine = sweep.engine, ...values } = varied;
  const { experiment, preset } = sweep;
  try {
    return checkConfig({
      experiment,
      preset,
      engine: String(engine),
      values: { ...findPreset(spec, preset).values, ...values },
    });
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    if (!warnings.includes(error.message)) warnings.push(error.message);
    return null;
  }
}

function* gridOf(sweep: Sweep): Generator<Trial["varied"]> {
  if (countTrials(sweep) > MOST_TRIALS) {
    throw new ParameterError(
      `Cannot sweep: that makes ${countTrials(sweep)} trials, and ${MOST_TRIALS} are the most. Take out values or set a run cap.`,
    );
  }
  const lists = Object.entries(sweep.parameters).map(([name, swept]) => ({ name, values: valuesOf(swept) }));
  const total = lists.reduce((product, { values }) => product * values.length, 1);
  for (let index = 0; index < total; index++) {
    const varied: Record<string, ParameterValue> = {};
    let rest = index;
    let block = total;
    for (const { name, values } of lists) {
      block /= values.length;
      varied[name] = values[Math.floor(rest / block)] as ParameterValue;
      rest %= block;
    }
    yield varied;
  }
}

/** Trial i draws from a stream of its own, so a larger cap adds trials and changes none. */
function* drawsOf({ parameters, drawSeed, runCap }: Sweep): Generator<Trial["varied"]> {
  const random = new Random(drawSeed);
  for (let index = 0; index < (runCap ?? 0) * MOST_REDRAWS; index++) {
    const stream = random.stream(`trial/${index}`);
    yield Object.fromEntries(
      Object.entries(parameters).map(([name, swept]) => [name, draw(swept, stream.stream(name))]),
    );
  }
}

function draw(swept: SweptParameter, random: Random): ParameterValue {
  if (swept.kind === "values") return random.pick(swept.values);
  const { minimum, maximum, scale, whole } = swept;
  if (whole && scale === "linear") return random.integer(minimum, maximum);
  const value =
    scale === "log" ? Math.exp(random.between(Math.log(minimum), Math.log(maximum))) : random.between(minimum, maximum);
  // Six digits: what the form shows and the address carries must be what was run.
  const short = Number(value.toPrecision(6));
  return Math.min(maximum, Math.max(minimum, whole ? Math.round(short) : short));
}

function valuesOf(swept: SweptParameter): readonly ParameterValue[] {
  if (swept.kind === "values") return swept.values;
  throw new ParameterError("Cannot make a grid of a range without steps: list its values or draw at random.");
}

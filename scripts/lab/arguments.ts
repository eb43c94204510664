/**
 * From words on the command line to a checked command. Everything that can be refused before a browser starts is refused
 * here, with what to type instead; nothing here reads a file or starts anything.
 */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { CATALOG, checkConfig, findPreset } from "../../src/catalog.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import { parseValue, type ParameterValue } from "../../src/experiments/parameters.ts";
import { ENGINE_CHOICES, type EngineChoice, type RunConfig, type RunStart } from "../../src/protocol.ts";
import { READY_SWEEPS } from "../../src/sweep/ready-sweeps.ts";
import { HELP, isCommandName, type CommandName } from "./help.ts";
import { didYouMean } from "../../src/nearest.ts";

/** The words make no command; the message says which rule they break. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Command =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "list"; readonly json: boolean }
  | RunCommand
  | RerunCommand
  | SweepCommand;

/** What `run`, `rerun` and `sweep` have in common. */
interface Execution {
  /** Where the four IDX files lie; null for none. */
  readonly dataFolder: string | null;
  /** Where results go; null for the usual place. */
  readonly outFolder: string | null;
  /** Where trained networks are kept; null for the usual place. */
  readonly shelfFolder: string | null;
  readonly json: boolean;
}

export interface RunCommand extends Execution {
  readonly kind: "run";
  readonly config: RunConfig;
  readonly start: RunStart;
}

export interface RerunCommand extends Execution {
  readonly kind: "rerun";
  readonly manifestPath: string;
  readonly start: RunStart;
}

/** What is null or empty here is as the sweep itself says. */
export interface SweepCommand extends Execution {
  readonly kind: "sweep";
  /** A file of JSON, or the name of a ready sweep. */
  readonly source: string;
  readonly preset: string | null;
  readonly engine: EngineChoice | null;
  /** "epochs=5": one value for a parameter, whatever the sweep says of it. */
  readonly assignments: readonly string[];
  readonly retryFailed: boolean;
}

/**
 * Reads the words after the program's name.
 *
 * @throws UsageError or ParameterError, ready to show
 */
export function readCommand(words: readonly string[]): Command {
  const name = words[0];
  if (name === undefined || name === "--help" || name === "-h") return { kind: "help", text: HELP.lab };
  if (name === "help") return { kind: "help", text: HELP[knownCommand(words[1] ?? "lab")] };
  const known = knownCommand(name);
  const { options, positionals } = readOptions(words.slice(1), OPTIONS[known]);
  if (options.has("help")) return { kind: "help", text: HELP[known] };
  const json = options.has("json");
  switch (known) {
    case "lab":
      throw new UsageError(`Cannot run "lab" as a command. Known: ${COMMANDS.join(", ")}.`);
    case "list":
      refuseMore(positionals, 0);
      return { kind: "list", json };
    case "run": {
      refuseMore(positionals, 1);
      return {
        kind: "run",
        config: readConfig(positionals[0], options),
        ...readExecution(options),
        ...readStart(options),
      };
    }
    case "rerun": {
      refuseMore(positionals, 1);
      const manifestPath = positionals[0];
      if (manifestPath === undefined) {
        throw new UsageError("Cannot rerun: name a manifest.json, as in: rerun results/x/manifest.json");
      }
      return { kind: "rerun", manifestPath, ...readExecution(options), ...readStart(options) };
    }
    case "sweep": {
      refuseMore(positionals, 1);
      const source = positionals[0];
      if (source === undefined) {
        const known = READY_SWEEPS.map(({ id }) => id).join(", ");
        throw new UsageError(
          `Cannot sweep: name a file of sweep JSON or a ready sweep, as in: sweep my.json. Ready: ${known}.`,
        );
      }
      return {
        kind: "sweep",
        source,
        preset: options.get("preset")?.[0] ?? null,
        engine: options.has("engine") ? readEngine(options) : null,
        assignments: assignmentsOf(options),
        retryFailed: options.has("retry-failed"),
        ...readExecution(options),
      };
    }
    default:
      known satisfies never;
      throw new UsageError(`Cannot run "${String(known)}".`);
  }
}

/** Where results go when `--out` does not say. */
export function usualOutFolder({ experiment, preset, values }: RunConfig): string {
  const seed = values["seed"];
  return `results/${experiment}-${preset}${seed === undefined ? "" : `-seed${String(seed)}`}`;
}

const COMMANDS = ["list", "run", "rerun", "sweep"] as const satisfies readonly CommandName[];

type OptionTypes = NonNullable<ParseArgsConfig["options"]>;

const COMMON: OptionTypes = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } };
const EXECUTION: OptionTypes = {
  ...COMMON,
  data: { type: "string" },
  out: { type: "string" },
  shelf: { type: "string" },
};
const VALUES: OptionTypes = {
  preset: { type: "string" },
  seed: { type: "string" },
  engine: { type: "string" },
  set: { type: "string", multiple: true },
};
const OPTIONS: Readonly<Record<CommandName, OptionTypes>> = {
  lab: COMMON,
  list: COMMON,
  run: { ...EXECUTION, ...VALUES, resume: { type: "boolean" } },
  rerun: { ...EXECUTION, resume: { type: "boolean" } },
  sweep: { ...EXECUTION, ...VALUES, "retry-failed": { type: "boolean" } },
};

/** Option values by name; switches hold an empty list. */
type Options = ReadonlyMap<string, readonly string[]>;

function knownCommand(name: string): CommandName {
  if (isCommandName(name)) return name;
  throw new UsageError(
    `Cannot run "${name}": there is no such command. Known: ${COMMANDS.join(", ")}.${didYouMean(name, COMMANDS)}`,
  );
}

/** Not strict, so that what is wrong is said in the lab's words. */
function readOptions(words: readonly string[], types: OptionTypes): { options: Options; positionals: string[] } {
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options: types,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) {
      const known = Object.keys(types).map((option) => `--${option}`);
      throw new UsageError(
        `Cannot read ${rawName}: there is no such option. Known: ${known.join(", ")}.${didYouMean(rawName, known)}`,
      );
    }
    if (type.type === "boolean") {
      if (value !== undefined) throw new UsageError(`Cannot read ${rawName}=${value}: ${rawName} takes no value.`);
      options.set(name, []);
      continue;
    }
    // "--seed --json": the next option is no value; "--seed -1" is one, and refused later with its range.
    if (value === undefined || value === "" || (inlineValue === false && /^-(?!\d)/.test(value))) {
      throw new UsageError(`Cannot read ${rawName}: it needs a value after it.`);
    }
    if (options.has(name) && type.multiple !== true) {
      throw new UsageError(`Cannot read ${rawName} ${value}: ${rawName} is given twice.`);
    }
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { options, positionals };
}

function readExecution(options: Options): Execution {
  return {
    dataFolder: options.get("data")?.[0] ?? null,
    outFolder: options.get("out")?.[0] ?? null,
    shelfFolder: options.get("shelf")?.[0] ?? null,
    json: options.has("json"),
  };
}

function readStart(options: Options): { readonly start: RunStart } {
  return { start: options.has("resume") ? "resume" : "anew" };
}

function readConfig(experiment: string | undefined, options: Options): RunConfig {
  const spec = requireExperiment(experiment);
  const preset = options.get("preset")?.[0] ?? spec.defaultPreset;
  if (!Object.hasOwn(spec.presets, preset)) {
    const known = Object.keys(spec.presets);
    throw new UsageError(
      `Cannot use preset "${preset}": ${spec.name} has no such preset. Known: ${known.join(", ")}.` +
        didYouMean(preset, known),
    );
  }
  const engine = readEngine(options);
  const values = { ...findPreset(spec, preset).values, ...readValues(spec, options) };
  return checkConfig({ experiment: spec.name, preset, engine, values });
}

function readEngine(options: Options): EngineChoice {
  const engine = options.get("engine")?.[0] ?? "auto";
  const known = ENGINE_CHOICES.find((choice) => choice === engine);
  if (known !== undefined) return known;
  throw new UsageError(
    `Cannot use engine "${engine}": there is no such engine. Known: ${ENGINE_CHOICES.join(", ")}.` +
      didYouMean(engine, ENGINE_CHOICES),
  );
}

function requireExperiment(name: string | undefined): ExperimentSpec {
  const known = CATALOG.map((spec) => spec.name);
  if (name === undefined) {
    throw new UsageError(`Cannot run: name an experiment, as in: run ${known[0] ?? ""}. Known: ${known.join(", ")}.`);
  }
  const spec = CATALOG.find((candidate) => candidate.name === name);
  if (spec !== undefined) return spec;
  throw new UsageError(
    `Cannot run "${name}": there is no such experiment. Known: ${known.join(", ")}.${didYouMean(name, known)}`,
  );
}

/** What `--set`, `--seed` and `--data` say about the parameters. */
function readValues(spec: ExperimentSpec, options: Options): Record<string, ParameterValue> {
  const values = readAssignments(spec, assignmentsOf(options));
  // Whoever names a folder of real digits wants them used.
  const takesData = Object.hasOwn(spec.parameters, "data") && !Object.hasOwn(values, "data");
  return options.has("data") && takesData ? { ...values, data: parseValue(spec.parameters, "data", "real") } : values;
}

function assignmentsOf(options: Options): string[] {
  const seed = options.get("seed")?.[0];
  return [...(options.get("set") ?? []), ...(seed === undefined ? [] : [`seed=${seed}`])];
}

/**
 * The values of "name=value".
 *
 * @throws UsageError or ParameterError for the first that does not fit the experiment
 */
export function readAssignments(spec: ExperimentSpec, assignments: readonly string[]): Record<string, ParameterValue> {
  const values: Record<string, ParameterValue> = {};
  for (const assignment of assignments) {
    const equals = assignment.indexOf("=");
    if (equals < 1) {
      throw new UsageError(`Cannot read --set ${assignment}: it must be name=value, such as --set epochs=5.`);
    }
    const name = assignment.slice(0, equals);
    if (!Object.hasOwn(spec.parameters, name)) {
      const known = Object.keys(spec.parameters);
      throw new UsageError(
        `Cannot set "${name}": ${spec.name} has no such parameter. Known: ${known.join(", ")}.${didYouMean(name, known)}`,
      );
    }
    if (Object.hasOwn(values, name)) throw new UsageError(`Cannot set ${name}: it is given twice.`);
    values[name] = parseValue(spec.parameters, name, assignment.slice(equals + 1));
  }
  return values;
}

function refuseMore(positionals: readonly string[], most: number): void {
  const extra = positionals[most];
  if (extra !== undefined) {
    throw new UsageError(`Cannot read "${extra}": there is one word too many. Options begin with --, as in --preset.`);
  }
}

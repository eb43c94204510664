/**
 * From words on the command line to a checked request. Whatever can be refused before a browser starts is refused here,
 * with what to type instead; nothing here starts anything.
 */
import { parseArgs } from "node:util";
import {
  BENCH_ENGINES,
  USUAL_ENGINES,
  LOSS_AFTER_STEPS,
  WORKLOAD_NAMES,
  type BenchEngine,
  type WorkloadName,
} from "../../src/bench/protocol.ts";
import { USUAL_PLAN } from "../../src/bench/plan.ts";
import { UsageError } from "../lab/arguments.ts";
import { didYouMean } from "../../src/nearest.ts";

export interface BenchRequest {
  readonly workloads: readonly WorkloadName[];
  readonly engines: readonly BenchEngine[];
  /** Measured steps per engine. */
  readonly steps: number;
  /** Null writes nothing. */
  readonly outFolder: string | null;
  /** An older bench.csv to compare with. */
  readonly againstPath: string | null;
}

const MOST_STEPS = 10_000;

const LOSS_LIMIT_S = USUAL_PLAN.slow.lossMs / 1000;

export const BENCH_HELP = `Measure how fast engines train, side by side, in a headless browser.

  npm run bench -- [options]

  --only NAME,…      workloads: ${WORKLOAD_NAMES.join(", ")} (all)
  --engines NAME,…   engines: ${BENCH_ENGINES.join(", ")}
                     (all but ${BENCH_ENGINES.filter((name) => !USUAL_ENGINES.includes(name)).join(", ")})
  --steps N          measured steps per engine, ${USUAL_PLAN.fewestSteps} to ${MOST_STEPS} (${USUAL_PLAN.steps})
  --out DIR          write bench.csv and environment.json there
  --against FILE     compare with an older bench.csv

All workloads on all engines take half an hour or more where WebGPU runs in software. An engine that would need more
than ${LOSS_LIMIT_S} s for ${LOSS_AFTER_STEPS} updates is measured by fewer steps, without its loss; a notice says so.
Ctrl-C stops between two turns and writes what was measured; a second Ctrl-C ends it at once.
Exit status: 0 done, 1 failed, 2 bad usage, 130 stopped.
`;

/**
 * Reads the words after the program's name.
 *
 * @returns null when help is asked for
 * @throws UsageError, ready to show
 */
export function readRequest(words: readonly string[]): BenchRequest | null {
  const options = readOptions(words);
  if (options.has("help")) return null;
  return {
    workloads: readNames("--only", options.get("only"), WORKLOAD_NAMES) ?? WORKLOAD_NAMES,
    engines: readNames("--engines", options.get("engines"), BENCH_ENGINES) ?? USUAL_ENGINES,
    steps: readSteps(options.get("steps")),
    outFolder: options.get("out") ?? null,
    againstPath: options.get("against") ?? null,
  };
}

const OPTIONS = {
  only: { type: "string" },
  engines: { type: "string" },
  steps: { type: "string" },
  out: { type: "string" },
  against: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Not strict, so that what is wrong is said in the lab's words. Switches hold an empty text. */
function readOptions(words: readonly string[]): ReadonlyMap<string, string> {
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) {
      const known = Object.keys(OPTIONS).map((option) => `--${option}`);
      throw new UsageError(
        `Cannot read ${rawName}: there is no such option. Known: ${known.join(", ")}.${didYouMean(rawName, known)}`,
      );
    }
    const needsValue = OPTIONS[name].type === "string";
    if (needsValue && (value === undefined || value === "" || value.startsWith("--"))) {
      throw new UsageError(`Cannot read ${rawName}: it needs a value after it.`);
    }
    if (!needsValue && value !== undefined) throw new UsageError(`Cannot read ${rawName}=${value}: it takes no value.`);
    if (options.has(name)) throw new UsageError(`Cannot read ${rawName} ${value ?? ""}: ${rawName} is given twice.`);
    options.set(name, value ?? "");
  }
  const extra = positionals[0];
  if (extra !== undefined) {
    throw new UsageError(
      `Cannot read "${extra}": options begin with --, as in --only mlp-128, and lists hold no spaces.`,
    );
  }
  return options;
}

function isOption(name: string): name is keyof typeof OPTIONS {
  return Object.hasOwn(OPTIONS, name);
}

/** In the order of `known`, each once; null when the option is not given. */
function readNames<T extends string>(option: string, text: string | undefined, known: readonly T[]): T[] | null {
  if (text === undefined) return null;
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (known.some((candidate) => candidate === name)) continue;
    throw new UsageError(
      `Cannot read ${option} ${text}: "${name}" is not among ${known.join(", ")}.${didYouMean(name, known)}`,
    );
  }
  return known.filter((name) => names.includes(name));
}

function readSteps(text: string | undefined): number {
  if (text === undefined) return USUAL_PLAN.steps;
  const steps = Number(text);
  if (Number.isInteger(steps) && steps >= USUAL_PLAN.fewestSteps && steps <= MOST_STEPS) return steps;
  throw new UsageError(
    `Cannot read --steps ${text}: it must be a whole number from ${USUAL_PLAN.fewestSteps} to ${MOST_STEPS}.`,
  );
}

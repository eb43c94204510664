/** What is asked of a benchmark on the page: engines and workloads by name, and what a newcomer is offered. */
import { ENGINE_WORDS } from "./descriptions.ts";
import { BENCH_ENGINES, REFERENCE_ENGINE, WORKLOAD_NAMES, type BenchEngine } from "./protocol.ts";
import type { BenchChoice } from "./session.ts";

/** The engines that a page can start, in the order in which they take turns. */
export const PAGE_ENGINES: readonly BenchEngine[] = BENCH_ENGINES.filter(
  (engine) => ENGINE_WORDS[engine].measuredOn === "page",
);

/** Well under a minute on most machines: what everybody has, against the lab's own kernels, on the published batch. */
export const USUAL_CHOICE: BenchChoice = { engines: [REFERENCE_ENGINE, "lacuna-wasm"], workloads: ["mlp-128"] };

export interface ChoiceReading {
  readonly choice: BenchChoice;
  /** What could not be read, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads lists of names, as "tfjs-wasm,lacuna-wasm". Unknown ones are told and left out.
 *
 * @param texts - null where the usual choice is meant; "" means none
 */
export function readChoice(texts: {
  readonly engines: string | null;
  readonly workloads: string | null;
}): ChoiceReading {
  const warnings: string[] = [];
  const engines = readNames("engine", texts.engines, BENCH_ENGINES, warnings);
  for (const engine of engines?.filter((name) => !PAGE_ENGINES.includes(name)) ?? []) {
    warnings.push(`Cannot measure ${engine} on this page: it is measured by npm run bench.`);
  }
  const workloads = readNames("workload", texts.workloads, WORKLOAD_NAMES, warnings);
  const choice = {
    engines: engines?.filter((name) => PAGE_ENGINES.includes(name)) ?? USUAL_CHOICE.engines,
    workloads: workloads ?? USUAL_CHOICE.workloads,
  };
  return { choice, warnings };
}

/** Whether there is nothing to launch. */
export function isEmpty({ engines, workloads }: BenchChoice): boolean {
  return engines.length === 0 || workloads.length === 0;
}

/** In the order of `known`, each once; null where no list is given. */
function readNames<Name extends string>(
  what: string,
  text: string | null,
  known: readonly Name[],
  warnings: string[],
): Name[] | null {
  if (text === null) return null;
  const names = text.split(",").filter((name) => name !== "");
  for (const name of names) {
    if (known.some((candidate) => candidate === name)) continue;
    warnings.push(`Cannot measure ${what} "${name}": there is no such ${what}. Known: ${known.join(", ")}.`);
  }
  return known.filter((name) => names.includes(name));
}

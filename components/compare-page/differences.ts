/** What runs were asked for, as far as they were not asked for the same. */
import { CATALOG } from "../../src/catalog.ts";
import type { Parameter, ParameterValue } from "../../src/experiments/parameters.ts";
import { formatValue } from "../../src/experiments/parameters.ts";
import type { StoredRun } from "../../store/stored-run.ts";
import { labelOfPreset, titleOfExperiment } from "../runs-page/changes.ts";

export interface Difference {
  /** Of the parameter; "" for what is none, such as the engine. */
  readonly name: string;
  readonly label: string;
  readonly kind: Parameter["kind"] | null;
  /** One for each run; null where it has no such parameter. */
  readonly values: readonly (ParameterValue | null)[];
  /** The same in words. */
  readonly texts: readonly string[];
}

const NOTHING = "–";

/** What is not a parameter first, then parameters in the order of their specs. */
export function differencesOf(runs: readonly StoredRun[]): Difference[] {
  const facts: [string, (run: StoredRun) => string][] = [
    ["Experiment", (run) => titleOfExperiment(run.experiment)],
    ["Preset", (run) => labelOfPreset(run.config)],
    ["Engine", (run) => run.engine?.label ?? run.config.engine],
    ["Data set", (run) => run.dataset?.name ?? NOTHING],
    ["Lab version", (run) => run.manifest?.lacuna.commit ?? NOTHING],
  ];
  const names = [...new Set(runs.flatMap(({ config }) => Object.keys(config.values)))];
  const all: Difference[] = [
    ...facts.map(([label, of]) => {
      const texts = runs.map(of);
      return { name: "", label, kind: null, values: texts, texts };
    }),
    ...names.map((name) => {
      const values = runs.map(({ config }) => config.values[name] ?? null);
      const parameter = parameterOf(runs, name);
      return {
        name,
        label: parameter?.label ?? name,
        kind: parameter?.kind ?? null,
        values,
        texts: values.map((value) => (value === null ? NOTHING : formatValue(value))),
      };
    }),
  ];
  return all.filter(({ texts }) => new Set(texts).size > 1);
}

/** Those that have a place on an axis in every run. */
export function numericDifferences(differences: readonly Difference[]): Difference[] {
  return differences.filter(({ name, values }) => name !== "" && values.every((value) => typeof value === "number"));
}

/** The two that differ where exactly two do, and both are numbers or choices. */
export function pairOf(differences: readonly Difference[]): readonly [Difference, Difference] | null {
  const own = differences.filter(({ name }) => name !== "");
  const [first, second] = own;
  const isPlain = ({ values }: Difference): boolean =>
    values.every((value) => typeof value === "number" || typeof value === "string" || typeof value === "boolean");
  return own.length === 2 && first !== undefined && second !== undefined && own.every(isPlain) ? [first, second] : null;
}

function parameterOf(runs: readonly StoredRun[], name: string): Parameter | undefined {
  for (const { experiment } of runs) {
    const spec = CATALOG.find((candidate) => candidate.name === experiment);
    const parameter = spec?.parameters[name];
    if (parameter !== undefined) return parameter;
  }
  return undefined;
}

/**
 * The rows of a sweep's trials as one run would have measured them, so that the experiment's own charts and table can show
 * them beside what was published. Trials that differ in their seed are averaged; those that differ in a list of what is
 * measured (sizes, kept pixels, directions) are pieces of one table; any other difference makes a table of its own.
 */
import { DIGITS_PARAMETER, type ExperimentSpec } from "../experiments/experiment.ts";
import { meanInterval } from "../metrics/interval.ts";
import type { RunConfig } from "../protocol.ts";
import type { Cell, Row } from "../results/table.ts";
import type { TrialRecord } from "./progress.ts";
import { settingText, variedNames } from "./sweep-table.ts";
import type { Sweep } from "./sweep.ts";

export interface Pool {
  /** "Training masks wide, Epochs 10"; "" where the sweep makes one table. */
  readonly setting: string;
  /** Of its first trial. */
  readonly config: RunConfig;
  readonly rows: readonly Row[];
}

const SEED = "seed";
const CI95 = "_ci95";

/** @param rowsOf - null for a trial that has not come to its end */
export function pooledRows(
  spec: ExperimentSpec,
  sweep: Sweep,
  trials: readonly TrialRecord[],
  rowsOf: (trial: TrialRecord) => readonly Row[] | null,
): Pool[] {
  const apart = variedNames(sweep, trials).filter((name) => name !== SEED && !isPiece(spec, name));
  const withoutSeed = Object.keys(sweep.parameters).filter((name) => name !== SEED);
  return grouped(trials, (trial) => settingText(spec, trial, apart)).flatMap(([setting, group]) => {
    const rows = grouped(group, (trial) => settingText(spec, trial, withoutSeed)).flatMap(([, seeds]) =>
      meanOverSeeds(seeds.flatMap((trial) => [rowsOf(trial)].filter((each) => each !== null))),
    );
    const [first] = group;
    return first === undefined || rows.length === 0 ? [] : [{ setting, config: first.config, rows: distinct(rows) }];
  });
}

/** Whether a list says what is measured; the list of digits says what is learnt. */
function isPiece(spec: ExperimentSpec, name: string): boolean {
  const parameter = spec.parameters[name];
  return parameter?.kind === "integer-list" && parameter !== DIGITS_PARAMETER;
}

/** Of rows of the same place, as trials that differ in nothing but the seed write them in the same order. */
function meanOverSeeds(tables: readonly (readonly Row[])[]): Row[] {
  const [first] = tables;
  if (first === undefined) return [];
  const whole = tables.filter(({ length }) => length === first.length);
  if (whole.length === 1) return [...first];
  return first.map((row, place) =>
    meanRow(
      row,
      whole.map((table) => table[place] as Row),
    ),
  );
}

function meanRow(row: Row, rows: readonly Row[]): Row {
  const numbersOf = (name: string): number[] =>
    rows.map((each) => each[name] ?? null).filter((cell): cell is number => typeof cell === "number");
  const cells = Object.entries(row).map(([name, cell]): [string, Cell] => {
    if (name === SEED) return [name, null];
    const measured = name.endsWith(CI95) ? name.slice(0, -CI95.length) : name;
    const numbers = numbersOf(measured);
    if (numbers.length !== rows.length) return [name, measured === name ? cell : null];
    const { mean, ci95 } = meanInterval(numbers);
    return [name, measured === name ? mean : ci95];
  });
  return Object.fromEntries(cells);
}

/** What does not depend on the piece, every piece has measured. */
function distinct(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function grouped(
  trials: readonly TrialRecord[],
  keyOf: (trial: TrialRecord) => string,
): [key: string, trials: TrialRecord[]][] {
  const groups = new Map<string, TrialRecord[]>();
  for (const trial of trials) {
    const key = keyOf(trial);
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups];
}

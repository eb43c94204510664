/**
 * A sweep as data: one experiment, and for some of its parameters several values instead of one. How it is written as JSON is
 * told in `sweep-json.ts`; nothing here runs anything.
 */
import { ParameterError, type ParameterValue } from "../experiments/parameters.ts";
import type { EngineChoice } from "../protocol.ts";

/** What a parameter runs through. */
export type SweptParameter =
  | { readonly kind: "values"; readonly values: readonly ParameterValue[] }
  /** Drawn anew for each trial of a random sweep; `whole` rounds. */
  | {
      readonly kind: "range";
      readonly minimum: number;
      readonly maximum: number;
      readonly scale: "linear" | "log";
      readonly whole: boolean;
    };

/** What is to be made small or large; the name of a curve or of a metric of the experiment. */
export interface SweepMetric {
  readonly name: string;
  readonly goal: "minimize" | "maximize";
  /** No new trial starts once one has reached it. */
  readonly target: number | null;
}

/** When a trial that falls behind the others is ended early. Iterations count the metric's readings, from 1. */
export type EarlyTermination =
  /** Worse than the median of the others at the same iteration (Vizier; Golovin et al., 2017). */
  | { readonly kind: "median"; readonly minimumIterations: number }
  /** Successive halving at min_iter, min_iter·η, min_iter·η², …: the best 1/η go on (Li et al., 2018; W&B's hyperband). */
  | { readonly kind: "hyperband"; readonly minimumIterations: number; readonly eta: number };

export interface Sweep {
  readonly name: string;
  readonly experiment: string;
  readonly preset: string;
  readonly engine: EngineChoice;
  readonly method: "grid" | "random";
  /** By name; "engine" may be among them. What is not named has the preset's value. */
  readonly parameters: Readonly<Record<string, SweptParameter>>;
  /** At most so many trials; null for all of a grid. */
  readonly runCap: number | null;
  readonly metric: SweepMetric | null;
  readonly earlyTermination: EarlyTermination | null;
  /** Of the draws of a random sweep. */
  readonly drawSeed: number;
}

/** The name under which the engine is swept. */
export const ENGINE = "engine";

/** More would neither finish nor be looked at. */
export const MOST_TRIALS = 10_000;

/** From `minimum` up to `maximum`, both included where the step meets it. */
export function steps(name: string, minimum: number, maximum: number, step: number): number[] {
  const count = Math.floor((maximum - minimum) / step + 1e-9) + 1;
  if (count > MOST_TRIALS) {
    throw new ParameterError(
      `Cannot sweep ${name}: that makes ${count} values, and ${MOST_TRIALS} are the most.`,
      name,
    );
  }
  return Array.from({ length: count }, (_, i) => Number((minimum + i * step).toPrecision(12)));
}

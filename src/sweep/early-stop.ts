/** When a trial is so far behind the others that it is ended early. Pure rules over the readings of one metric. */
import type { EarlyTermination, SweepMetric } from "./sweep.ts";

/** Of one trial: the metric at iterations 1, 2, …, in order. */
export type Readings = readonly number[];

/**
 * Whether the trial with these readings should end now.
 *
 * @param others - of the trials that ran before it, however they ended
 */
export function isBehind(
  rule: EarlyTermination,
  goal: SweepMetric["goal"],
  readings: Readings,
  others: readonly Readings[],
): boolean {
  // From here on smaller is better.
  const sign = goal === "minimize" ? 1 : -1;
  const signed = (values: Readings): number[] => values.map((value) => sign * value);
  const own = signed(readings);
  const former = others.map(signed);
  switch (rule.kind) {
    case "median":
      return isWorseThanMedian(rule.minimumIterations, own, former);
    case "hyperband":
      return isHalvedAway(rule.minimumIterations, rule.eta, own, former);
    default:
      rule satisfies never;
      return false;
  }
}

/** The best so far is compared with the median of the others' means up to the same iteration. */
function isWorseThanMedian(minimumIterations: number, own: Readings, others: readonly Readings[]): boolean {
  const iteration = own.length;
  if (iteration < minimumIterations) return false;
  const means = others.filter(({ length }) => length >= iteration).map((values) => mean(values.slice(0, iteration)));
  if (means.length === 0) return false;
  return Math.min(...own) > median(means);
}

/** At each bracket the best 1/η of all that have reached it go on; before η have, nobody is ended. */
function isHalvedAway(minimumIterations: number, eta: number, own: Readings, others: readonly Readings[]): boolean {
  const iteration = own.length;
  if (!isBracket(iteration, minimumIterations, eta)) return false;
  const bests = [own, ...others.filter(({ length }) => length >= iteration)].map((values) =>
    Math.min(...values.slice(0, iteration)),
  );
  if (bests.length < eta) return false;
  const cutoff = [...bests].sort((a, b) => a - b)[Math.max(0, Math.floor(bests.length / eta) - 1)] as number;
  return (bests[0] as number) > cutoff;
}

function isBracket(iteration: number, minimumIterations: number, eta: number): boolean {
  for (let at = minimumIterations; at <= iteration; at *= eta) if (Math.round(at) === iteration) return true;
  return false;
}

function mean(values: Readings): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: Readings): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

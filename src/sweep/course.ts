/**
 * The decisions that a sweep takes while its trials run: how a trial ended, whether it falls behind, whether the sweep is at
 * its goal or stuck. Page and command line both ask here and only carry out.
 */
import type { CurvePoint } from "../protocol.ts";
import { readingsOf, type Metric } from "../results/metrics.ts";
import type { RunRecord } from "../results/run-record.ts";
import { isBehind, type Readings } from "./early-stop.ts";
import type { TrialRecord, TrialState } from "./progress.ts";
import type { Sweep } from "./sweep.ts";

/** After so many trials in a row that did not come to an end, something is wrong that a person should see. */
const MOST_FAULTS = 3;

/** Whether the trial with these points should end now; `others` are the readings of the trials before it. */
export function fallsBehind(
  { metric, earlyTermination }: Sweep,
  points: readonly CurvePoint[],
  others: readonly Readings[],
): boolean {
  if (metric === null || earlyTermination === null) return false;
  return isBehind(earlyTermination, metric.goal, readingsOf(metric.name, points), others);
}

/** Whether a trial's readings say something of whether others fall behind. */
export function isComparable({ runId, state }: TrialRecord): boolean {
  return runId !== null && (state === "done" || state === "ended-early");
}

/** How a trial ended. A run that failed without a manifest lost its worker: nobody can say that it would fail again. */
export function trialStateOf({ status, manifest }: RunRecord, isEndedEarly: boolean): TrialState {
  switch (status) {
    case "done":
      return "done";
    case "stopped":
      return isEndedEarly ? "ended-early" : "stopped";
    case "failed":
      return manifest === null ? "interrupted" : "failed";
    case "starting":
    case "running":
      return "interrupted";
    default:
      status satisfies never;
      return "interrupted";
  }
}

/** A sentence when a trial with these metrics has reached what the sweep's metric was to reach. */
export function targetReached({ metric }: Sweep, metrics: readonly Metric[]): string | null {
  if (metric?.target == null) return null;
  const { name, goal, target } = metric;
  const best = metrics.find((each) => each.name === name)?.best;
  if (best === undefined || (goal === "minimize" ? best > target : best < target)) return null;
  return `It paused because a trial reached the target: ${name} ${best}, wanted ${target}.`;
}

/**
 * A sentence when runs that came to their end told nothing of the sweep's metric, so that a wrong name is not taken for trials
 * that are all good; null where they did, or no metric was named.
 *
 * @param runs - the metrics of each such run
 */
export function untoldMetric({ metric, earlyTermination }: Sweep, runs: readonly (readonly Metric[])[]): string | null {
  const told = [...new Set(runs.flatMap((metrics) => metrics.map(({ name }) => name)))];
  if (metric === null || told.length === 0 || told.includes(metric.name)) return null;
  const loss = earlyTermination === null ? "compared by it" : "compared by it or ended early";
  return `No trial told the metric "${metric.name}", so none is ${loss}. They told ${told.join(", ")}; launch again with one of these.`;
}

/** Counts trials in a row that did not come to their end. */
export class FaultStreak {
  #length = 0;

  /** A sentence when the sweep should pause, else null. */
  after(state: TrialState): string | null {
    this.#length = state === "failed" || state === "interrupted" ? this.#length + 1 : 0;
    if (this.#length < MOST_FAULTS) return null;
    return `It paused because ${MOST_FAULTS} trials in a row did not come to their end.`;
  }
}

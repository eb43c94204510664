/** How many runs a draft asks for and how long they will take, as one line beside the button. */
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";
import type { RunConfig } from "../../src/protocol.ts";
import { formatDuration } from "../../src/results/time-left.ts";
import { estimateAll, type FormerTiming } from "../../src/sweep/estimate.ts";
import { countTrials, trialsOf } from "../../src/sweep/trials.ts";
import type { DraftReading } from "./draft.ts";

/** The form is drawn at every key press; of a larger sweep the rest is taken to be like the first. */
const MOST_LOOKED_AT = 200;

/** "" where there is nothing to say: one run, never made before. */
export function trialsLine(
  spec: ExperimentSpec,
  { config, sweep }: Pick<DraftReading, "config" | "sweep">,
  former: readonly FormerTiming[],
): string {
  const configs: RunConfig[] = config === null ? [] : [config];
  let count = configs.length;
  let left = 0;
  if (sweep !== null) {
    const cap = Math.min(countTrials(sweep), MOST_LOOKED_AT);
    const { trials, warnings } = trialsOf({ ...sweep, runCap: cap }, () => "");
    configs.push(...trials.map((trial) => trial.config));
    left = warnings.length;
    count = cap < MOST_LOOKED_AT ? configs.length : countTrials(sweep);
  }
  if (count === 0) return left === 0 ? "" : "No combination goes together.";
  const looked = estimateAll(spec, configs, former);
  const estimate = looked === null ? null : { ms: (looked.ms * count) / configs.length };
  const words = [
    ...(sweep === null ? [] : [`${count} ${count === 1 ? "trial" : "trials"}`]),
    ...(estimate === null ? [] : [`about ${formatDuration(estimate.ms)}`]),
    ...(left === 0 ? [] : ["some combinations do not go together and are left out"]),
  ];
  if (estimate === null && sweep !== null) words.push("no run measured yet to tell how long");
  return words.join(" · ");
}

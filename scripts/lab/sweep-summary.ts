/** The last line of a sweep: how many trials ended how, and what to type for the rest. */
import { formatDuration } from "../../src/results/time-left.ts";
import { countStates } from "../../src/sweep/progress.ts";
import type { SweepResult } from "./sweep.ts";

/** "Done in 1 min 3 s: 4 trials, 4 done, 2 of them before." */
export function sweepSummary({ outcome, trials, skipped, remark, wallMs }: SweepResult): string {
  const { done, failed, interrupted, stopped, queued, "ended-early": early } = countStates(trials);
  const counts = [
    `${done} done`,
    ...counted(early, "ended early"),
    ...counted(failed, "failed"),
    ...counted(interrupted, "interrupted"),
    ...counted(stopped, "stopped"),
    ...counted(queued, "left"),
  ];
  const before = skipped === 0 ? "" : `, ${skipped} of them before`;
  const all = `${trials.length} ${trials.length === 1 ? "trial" : "trials"}, ${counts.join(", ")}${before}.`;
  const goesOn = outcome === "stopped" || interrupted > 0 ? " The same command goes on." : "";
  const retry = failed > 0 ? " Add --retry-failed to run again what failed." : "";
  return `${WORDS[outcome]} ${formatDuration(wallMs)}: ${all}${remark === null ? "" : ` ${remark}`}${goesOn}${retry}`;
}

const WORDS: Readonly<Record<SweepResult["outcome"], string>> = {
  done: "Done in",
  stopped: "Stopped after",
  failed: "Ended after",
};

function counted(number: number, word: string): string[] {
  return number === 0 ? [] : [`${number} ${word}`];
}

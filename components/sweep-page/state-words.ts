/** The states of a trial as words, and in which colour each is marked; the word is always there beside the colour. */
import type { TrialState } from "../../src/sweep/progress.ts";

export const STATE_WORDS: Readonly<Record<TrialState, string>> = {
  queued: "Queued",
  running: "Running",
  done: "Done",
  failed: "Failed",
  stopped: "Stopped",
  interrupted: "Interrupted",
  "ended-early": "Ended early",
};

/** "5 done · 1 running · 2 queued": only what there is. */
export function stateLine(counts: Readonly<Record<TrialState, number>>): string {
  const order: readonly TrialState[] = ["done", "running", "queued", "failed", "interrupted", "stopped", "ended-early"];
  return order
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${STATE_WORDS[state].toLowerCase()}`)
    .join(" · ");
}

/** What to say of trials that the store holds and cannot read; null for none. */
export function damageLine(count: number): string | null {
  if (count === 0) return null;
  const [what, pronoun] =
    count === 1 ? ["One trial of this sweep is", "it"] : [`${count} trials of this sweep are`, "them"];
  return (
    `${what} damaged in the store and cannot be shown; the others are safe. Press Add values and launch again to run ` +
    `${pronoun}: what is done already is not run twice.`
  );
}

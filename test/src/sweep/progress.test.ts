import { expect } from "@esm-bundle/chai";
import {
  afterAction,
  countStates,
  newTrial,
  nextTrial,
  takenUp,
  type TrialRecord,
} from "../../../src/sweep/progress.ts";
import type { Trial } from "../../../src/sweep/trials.ts";

const trial = (id: string): Trial => ({
  id,
  config: { experiment: "x", preset: "quick", engine: "auto", values: {} },
  varied: {},
});
const record = (id: string, state: TrialRecord["state"]): TrialRecord => ({
  ...newTrial(trial(id)),
  state,
  attempts: state === "queued" ? 0 : 1,
});

describe("the trials of a sweep that is under way", () => {
  const records = [record("a", "done"), record("b", "failed"), record("c", "interrupted"), record("d", "queued")];

  it("run in order, those that wait first come first", () => {
    expect(nextTrial(records)?.id).to.equal("d");
    expect(nextTrial(records.slice(0, 3))).to.equal(null);
  });

  it("are queued again by the button that is meant for them, and by no other", () => {
    expect(takenUp(records, "retry-failed")).to.equal(1);
    expect(afterAction(records, "retry-failed").map(({ state }) => state)).to.deep.equal([
      "done",
      "queued",
      "interrupted",
      "queued",
    ]);
    expect(nextTrial(afterAction(records, "resume"))?.id).to.equal("c");
  });

  it("are counted by state", () => {
    expect(countStates(records)).to.deep.include({ done: 1, failed: 1, interrupted: 1, queued: 1, running: 0 });
  });
});

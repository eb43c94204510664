import { expect } from "@esm-bundle/chai";
import {
  benchActivity,
  isComputing,
  isTaken,
  playgroundBlock,
  runActivity,
  type Users,
} from "../../../components/lacuna-lab/machine-use.ts";
import { CONFIG, ENGINE, record } from "../records.ts";

const NOBODY: Users = {
  lab: { running: null, stopping: false },
  bench: { running: false, stopping: false },
  sweeps: { going: null },
};
const RUN: Users = { ...NOBODY, lab: { running: record("running"), stopping: false } };
const BENCH: Users = { ...NOBODY, bench: { running: true, stopping: false } };
const SWEEP: Users = { ...NOBODY, sweeps: { going: { sweepId: "sweep-1", stopsAfterThis: false } } };
const READY = { kind: "ready", engine: ENGINE } as const;

describe("the machine", () => {
  it("is free for anything while nobody has it", () => {
    expect([isComputing(NOBODY), isTaken(NOBODY)]).to.deep.equal([false, false]);
    expect([runActivity(CONFIG.experiment, NOBODY), benchActivity(NOBODY)]).to.deep.equal(["idle", "idle"]);
    expect(playgroundBlock(NOBODY, READY)).to.equal("");
  });

  it("belongs to the run that goes on, which its own form alone can stop", () => {
    expect([isComputing(RUN), isTaken(RUN)]).to.deep.equal([true, true]);
    expect(runActivity(CONFIG.experiment, RUN)).to.equal("running");
    expect(runActivity("embedded-digits", RUN)).to.equal("busy-elsewhere");
    const stopping = { ...RUN, lab: { ...RUN.lab, stopping: true } };
    expect(runActivity(CONFIG.experiment, stopping)).to.equal("stopping");
    expect(benchActivity(RUN)).to.equal("busy-elsewhere");
    expect(playgroundBlock(RUN, READY)).to.contain("A run has the engine to itself");
  });

  it("belongs to a sweep also between two of its trials", () => {
    expect([isComputing(SWEEP), isTaken(SWEEP)]).to.deep.equal([false, true]);
    expect(runActivity(CONFIG.experiment, SWEEP)).to.equal("busy-elsewhere");
  });

  it("belongs to a benchmark alone, whose times nothing may spoil", () => {
    expect([isComputing(BENCH), isTaken(BENCH)]).to.deep.equal([true, true]);
    expect([runActivity(CONFIG.experiment, BENCH), benchActivity(BENCH)]).to.deep.equal(["bench-runs", "running"]);
    expect(benchActivity({ ...BENCH, bench: { running: true, stopping: true } })).to.equal("stopping");
    expect(playgroundBlock(BENCH, READY)).to.contain("The benchmark has the machine to itself");
  });

  it("is of no use to the playground without an engine", () => {
    expect(playgroundBlock(NOBODY, { kind: "failed", message: "No engine starts." })).to.equal("No engine starts.");
  });
});

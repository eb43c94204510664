import { expect } from "@esm-bundle/chai";
import { GoingRun, type Membership } from "../../../components/lab-controller/going-run.ts";
import type { RunEvent } from "../../../src/protocol.ts";
import type { RunRecord } from "../../../src/results/run-record.ts";
import { CONFIG, ENGINE, point } from "../records.ts";

const STARTED: RunEvent = { kind: "started", runId: "run-1", config: CONFIG, engine: ENGINE };

const progress = (done: number): RunEvent => {
  return { kind: "progress", phase: "training", done, total: 40, unit: "steps", label: "epoch 1 of 4" };
};

const fold = (run: GoingRun, nowMs: number | null, ...events: RunEvent[]): boolean => {
  for (const event of events) run.hear(event);
  return run.fold(nowMs);
};

describe("a run that the page follows", () => {
  it("says what it has heard once that is folded, and tells its sweep of each fold once", () => {
    const records: RunRecord[] = [];
    const membership: Membership = {
      sweepId: "sweep-1",
      onRecord: (record) => void records.push(record),
      settle: () => {
        throw new Error("nobody asked");
      },
    };
    const run = new GoingRun(CONFIG, membership);
    run.hear(STARTED);
    expect(run.record.status).to.equal("starting");
    const points = [point("train", 1, 0.5), point("train", 2, 0.25)];
    expect(fold(run, 0, ...points.map((one): RunEvent => ({ kind: "points", points: [one] })))).to.equal(true);
    expect(run.record).to.deep.include({ status: "running", runId: "run-1", engine: ENGINE, points });
    expect(fold(run, 1)).to.equal(false);
    expect(records).to.deep.equal([run.record]);
  });

  it("says how long its phase will take from the pace, and nothing while it stands or when it is over", () => {
    const run = new GoingRun(CONFIG, null);
    fold(run, 0, STARTED, progress(0));
    expect(run.timeLeftMs).to.equal(null);
    fold(run, 1000, progress(10));
    expect(run.timeLeftMs).to.equal(3000);
    fold(run, null, progress(11));
    expect(run.timeLeftMs).to.equal(null);
    fold(run, 2000, progress(20));
    expect(run.timeLeftMs).to.equal(2000);
    fold(run, 2100, { kind: "failed", message: "The graphics card was lost.", manifest: null });
    expect([run.timeLeftMs, run.record.status, run.record.error]).to.deep.equal([
      null,
      "failed",
      "The graphics card was lost.",
    ]);
  });

  it("does not take a pause for a slow pace", () => {
    const run = new GoingRun(CONFIG, null);
    fold(run, 0, STARTED, progress(0));
    run.forgetPace();
    fold(run, 60_000, progress(10));
    fold(run, 61_000, progress(20));
    expect(run.timeLeftMs).to.equal(2000);
  });

  it("lets go of whoever waits for its worker when that is gone", async () => {
    const run = new GoingRun(CONFIG, null);
    const never = new Promise<"answered">(() => undefined);
    run.abandon();
    expect(await Promise.race([never, run.abandoned.then(() => "abandoned")])).to.equal("abandoned");
  });
});

import { expect } from "@esm-bundle/chai";
import { paceOf, stepsAhead } from "../../../src/bench/pace.ts";
import { USUAL_PLAN as PLAN } from "../../../src/bench/plan.ts";

describe("the benchmark's pace", () => {
  it("waits for the loss after 50 updates where they take two minutes at most", () => {
    expect(paceOf(2400, PLAN)).to.deep.equal({ knowsLoss: true, fewestSteps: 10 });
    expect(paceOf(2401, PLAN)).to.deep.equal({ knowsLoss: false, fewestSteps: 5 });
    expect(paceOf(15_001, PLAN)).to.deep.equal({ knowsLoss: false, fewestSteps: 3 });
    expect(paceOf(60_001, PLAN)).to.deep.equal({ knowsLoss: false, fewestSteps: 1 });
  });

  it("goes on until 60 steps are measured, or 30 s, or the loss is known, whichever takes longest", () => {
    const fresh = { warmUpSteps: 10, steps: 0, spentMs: 0 };
    expect(stepsAhead(fresh, 5, paceOf(5, PLAN), PLAN)).to.equal(60);
    expect(stepsAhead(fresh, 1000, paceOf(1000, PLAN), PLAN)).to.equal(40);
    expect(stepsAhead({ ...fresh, steps: 60, spentMs: 300 }, 5, paceOf(5, PLAN), PLAN)).to.equal(0);
    expect(stepsAhead({ ...fresh, steps: 40, spentMs: 40_000 }, 1000, paceOf(1000, PLAN), PLAN)).to.equal(0);
  });

  it("is soon content with a slow engine", () => {
    const taken = (steps: number, ms: number): Parameters<typeof stepsAhead>[0] => ({
      warmUpSteps: 0,
      steps,
      spentMs: steps * ms,
    });
    expect(stepsAhead(taken(1, 3000), 3000, paceOf(3000, PLAN), PLAN)).to.equal(9);
    expect(stepsAhead(taken(1, 10_000), 10_000, paceOf(10_000, PLAN), PLAN)).to.equal(4);
    expect(stepsAhead(taken(1, 60_000), 60_000, paceOf(60_000, PLAN), PLAN)).to.equal(2);
    expect(stepsAhead(taken(1, 90_000), 90_000, paceOf(90_000, PLAN), PLAN)).to.equal(0);
  });
});

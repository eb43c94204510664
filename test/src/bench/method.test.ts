import { expect } from "@esm-bundle/chai";
import { methodRules } from "../../../src/bench/method.ts";
import { USUAL_PLAN } from "../../../src/bench/plan.ts";

const text = (plan = USUAL_PLAN): string =>
  methodRules(plan)
    .map((rule) => `${rule.term} ${rule.text}`)
    .join("\n");

describe("the method in words", () => {
  it("says the numbers of the plan", () => {
    expect(text())
      .to.contain(
        "in blocks of 5 steps until one is less than 5 % faster than the one before, for at most 60 steps or 10 s",
      )
      .and.to.contain("60 steps are measured for each; fewer, but at least 10, where they take more than 30 s")
      .and.to.contain(
        "would take more than 120 s is measured by at least 5 steps, by 3 where one takes longer than 15 s",
      )
      .and.to.contain("differ by more than 1 % from tfjs-wasm");
  });

  it("follows another plan", () => {
    expect(text({ ...USUAL_PLAN, steps: 17, measuringMs: 500 }))
      .to.contain("17 steps are measured")
      .and.to.contain("more than 0.5 s");
  });
});

import { expect } from "@esm-bundle/chai";
import { CurveSorter, LOSS_PANEL, splitSeries, type PanelCurves } from "../../../components/curve-chart/panels.ts";
import type { CurvePanel } from "../../../src/experiments/experiment.ts";
import { point } from "../records.ts";

const ENERGY: CurvePanel = { title: "Energy", x: "step", value: "E", axis: "linear" };
const J: CurvePanel = { title: "J", x: "step", value: "J(z)", axis: "log", chosen: "chosen" };

const told = (panels: readonly PanelCurves[]): unknown[] =>
  panels.map(({ panel: { title, x, chosen }, points }) => [title, x, chosen, points.map(({ series }) => series)]);

describe("a series", () => {
  it("says before its slash where it belongs, and belongs to the loss without one", () => {
    expect(splitSeries("Energy/data")).to.deep.equal({ title: "Energy", name: "data" });
    expect(splitSeries("J, N = 500/restart 3")).to.deep.equal({ title: "J, N = 500", name: "restart 3" });
    expect(splitSeries("train seed 2")).to.deep.equal({ title: "Loss", name: "train seed 2" });
  });
});

describe("panels of curves", () => {
  it("are one for the loss where a spec declares none, before and after it has points", () => {
    expect(told(new CurveSorter().sort(null, []))).to.deep.equal([["Loss", "epoch", undefined, []]]);
    const [panel] = new CurveSorter().sort(null, [point("train", 1, 2), point("validation", 1, 3)]);
    expect(panel?.panel).to.deep.equal(LOSS_PANEL);
    expect(panel?.points.map(({ series }) => series)).to.deep.equal(["train", "validation"]);
  });

  it("stand in the order in which they are declared, longer titles under their own, strangers last", () => {
    const names = ["Judge/test", "J, N = 500/chosen", "Energy/data", "J, N = 300/chosen", "J, N = 500/restart 1"];
    const panels = new CurveSorter().sort(
      [ENERGY, J],
      names.map((name) => point(name, 1, 1)),
    );
    expect(told(panels)).to.deep.equal([
      ["Energy", "step", undefined, ["data"]],
      ["J, N = 500", "step", "chosen", ["chosen", "restart 1"]],
      ["J, N = 300", "step", "chosen", ["chosen"]],
      ["Judge", "epoch", undefined, ["test"]],
    ]);
  });

  it("wait for their points under the declared title, and not for a title that merely begins alike", () => {
    const panels = new CurveSorter().sort([ENERGY, J], [point("Judge/test", 1, 1)]);
    expect(told(panels).map((panel) => (panel as unknown[])[0])).to.deep.equal(["Energy", "J", "Judge"]);
  });

  it("keep their points' array while only others grow", () => {
    const sorter = new CurveSorter();
    const first = [point("Energy/data", 1, 1), point("J/chosen", 1, 1)];
    const [energy, j] = sorter.sort([ENERGY, J], first);
    const [energyAfter, jAfter] = sorter.sort([ENERGY, J], [...first, point("J/chosen", 2, 1)]);
    expect(energyAfter?.points).to.equal(energy?.points);
    expect([j?.points.length, jAfter?.points.length]).to.deep.equal([1, 2]);
    expect(jAfter?.panel).to.equal(j?.panel);
  });

  it("begin anew with another run", () => {
    const sorter = new CurveSorter();
    sorter.sort([ENERGY], [point("Energy/data", 1, 1), point("Energy/data", 2, 1)]);
    const [again] = sorter.sort([ENERGY], [point("Energy/data", 1, 5), point("Energy/data", 2, 5), point("a/b", 1, 1)]);
    expect(again?.points.map(({ value }) => value)).to.deep.equal([5, 5]);
    expect(sorter.sort([ENERGY], [])).to.have.length(1);
  });
});

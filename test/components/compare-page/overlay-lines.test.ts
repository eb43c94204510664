import { expect } from "@esm-bundle/chai";
import { overlayLines, seriesOfAll } from "../../../components/compare-page/overlay-lines.ts";
import { runStyle } from "../../../components/compare-page/run-styles.ts";
import { packPoints } from "../../../store/stored-curves.ts";
import { curve } from "../../store/kept-runs.ts";

const RUNS = ["a", "b", "c"].map((runId) => ({ runId }));
const NAMES = ["Seed 1", "Seed 2", "Seed 3"];
const CURVES = new Map([
  ["a", [packPoints("a", 0, [...curve("only a", [9]), ...curve("both", [1, 2])])]],
  ["c", [packPoints("c", 0, curve("both", [3])), packPoints("c", 1, curve("both", [4]))]],
]);

describe("the curves of several runs", () => {
  it("are offered with those first that most runs have, and once however many pieces they were kept in", () => {
    expect(seriesOfAll(RUNS, CURVES)).to.deep.equal(["both", "only a"]);
    expect(seriesOfAll(RUNS, new Map())).to.deep.equal([]);
  });

  it("leave out runs without the curve, and give each of the others the name and the look of its place", () => {
    const lines = overlayLines(RUNS, NAMES, CURVES, "both", "step");
    expect(lines.map(({ name, style, ys }) => [name, style, [...ys]])).to.deep.equal([
      ["Seed 1", runStyle(0), [1, 2]],
      ["Seed 3", runStyle(2), [3, 4]],
    ]);
  });

  it("lie over steps, epochs, or seconds since the start", () => {
    const xs = (over: "step" | "epoch" | "time"): number[] => [
      ...(overlayLines(RUNS, NAMES, CURVES, "both", over)[0]?.xs ?? []),
    ];
    expect([xs("step"), xs("epoch"), xs("time")]).to.deep.equal([
      [1, 2],
      [0.25, 0.5],
      [0, 0.0125],
    ]);
  });
});

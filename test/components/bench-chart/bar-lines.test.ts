import { expect } from "@esm-bundle/chai";
import { linesOf } from "../../../components/bench-chart/bar-lines.ts";
import { liveRows } from "../../../src/bench/results.ts";
import { benchRow } from "../bench-rows.ts";

describe("the lines of the benchmark's chart", () => {
  const rows = liveRows(
    [
      benchRow("tfjs-wasm", 120),
      benchRow("lacuna-wasm", 10),
      benchRow("an-engine-of-old", 240, { workload: "mlp-32" }),
    ],
    [],
  );

  it("are a heading for each workload and a bar for each engine under it", () => {
    expect(linesOf(rows, "speed-up").map(({ kind, label, text }) => [kind, label, text])).to.deep.equal([
      ["heading", "mlp-128", ""],
      ["bar", "tfjs-wasm", "1.00 ×"],
      ["bar", "lacuna-wasm", "12.0 ×"],
      ["heading", "mlp-32", ""],
      ["bar", "an-engine-of-old", "– ×"],
    ]);
    expect(linesOf(rows, "step time").map(({ text }) => text)).to.deep.equal([
      ...["", "120.0 ms", "10.0 ms", "", "240.0 ms"],
    ]);
  });

  it("know whose kernels run, and which bars may still change", () => {
    expect(linesOf(rows, "speed-up").map(({ kernels }) => kernels)).to.deep.equal([
      ...["others", "others", "ours", "others", "others"],
    ]);
    const live = { engine: "tfjs-wasm", workload: "mlp-32", firstStepMs: 9, flopsPerStep: 1, stepMs: [5] } as const;
    expect(linesOf(liveRows([], [live]), "step time").map(({ isFinal }) => isFinal)).to.deep.equal([true, false]);
  });
});

import { expect } from "@esm-bundle/chai";
import type { Difference } from "../../../components/compare-page/differences.ts";
import { parameterPlane } from "../../../components/compare-page/parameter-plane.ts";
import { CONFIG } from "../records.ts";

const difference = (label: string, values: Difference["values"]): Difference => ({
  name: label.toLowerCase(),
  label,
  kind: null,
  values,
  texts: values.map((value) => `${JSON.stringify(value)} in words`),
});

describe("the plane of two parameters", () => {
  const width = difference("Width", [10, 2, 2]);
  const mask = difference("Mask", [true, false, true]);
  const { chart, columns, record } = parameterPlane(
    [width, mask],
    { label: "MSE", better: "lower" },
    [0.123456, null, 3],
    CONFIG,
  );

  it("says what it shows", () => {
    expect(chart.title).to.equal("MSE by Width and Mask");
    expect(chart.values).to.deep.equal([{ column: "metric", better: "lower" }]);
    expect(columns.map(({ label }) => label)).to.deep.equal(["Width", "Mask", "MSE"]);
  });

  it("has a row for each run, neighbours beside each other: numbers by size, all else in words", () => {
    expect(record.rows).to.deep.equal([
      { down: 2, across: "false in words", metric: null },
      { down: 2, across: "true in words", metric: 3 },
      { down: 10, across: "true in words", metric: 0.1235 },
    ]);
  });
});

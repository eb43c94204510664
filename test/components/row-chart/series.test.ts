import { expect } from "@esm-bundle/chai";
import { axisName, chartRows, type LinesSpec } from "../../../components/row-chart/series.ts";
import type { Column, Row } from "../../../src/results/table.ts";

const COLUMNS: readonly Column[] = [
  { name: "restorer", label: "Restorer" },
  { name: "d", label: "Components", digits: 0 },
  { name: "composited", label: "Pasted" },
  { name: "seed" },
  { name: "mse", label: "MSE", unit: "px²", digits: 2 },
];
const SPEC: LinesSpec = { kind: "lines", title: "", x: "d", y: "mse", series: ["restorer"], axis: "linear" };

const rows = (...lists: [string, number | string, number | null, Row?][]): Row[] =>
  lists.map(([restorer, d, mse, more]) => ({ restorer, d, mse, ...more }));
const told = (spec: LinesSpec, given: readonly Row[]): unknown[] =>
  chartRows(spec, COLUMNS, given).series.map(({ name, points }) => [name, points.map(({ x, y }) => [x, y])]);

describe("rows as series", () => {
  it("belong together where they agree, from left to right, under names that people would use", () => {
    const given = rows(["pca", 60, 2], ["network", 10, 1], ["pca", 10, 3]);
    expect(told(SPEC, given)).to.deep.equal([
      ["PCA", [[10, 3], [60, 2]]], // prettier-ignore
      ["Network", [[10, 1]]],
    ]);
  });

  it("need no name where there is but one, nor for what is the same in all", () => {
    expect(told(SPEC, rows(["pca", 60, 2]))).to.deep.equal([["", [[60, 2]]]]);
    const spec = { ...SPEC, series: ["restorer", "composited"] };
    const given = rows(["pca", 1, 2, { composited: true }], ["pca", 1, 3, { composited: false }]);
    expect(told(spec, given)).to.deep.equal([
      ["pasted", [[1, 2]]],
      ["not pasted", [[1, 3]]],
    ]);
  });

  it("say what their numbers count", () => {
    const spec = { ...SPEC, x: "restorer", series: ["d"] };
    expect(told(spec, rows(["pca", 10, 1], ["pca", 60, 2])).map((one) => (one as unknown[])[0])).to.deep.equal([
      "components 10",
      "components 60",
    ]);
  });

  it("count only where they are asked for and hold a figure, and the last of a place counts", () => {
    const given = rows(
      ["pca", 10, 1, { seed: 1 }],
      ["pca", 10, 5, { seed: "mean of 1, 2" }],
      ["pca", 20, null],
      ["pca", 30, 7, { composited: true }],
    );
    expect(told({ ...SPEC, where: { composited: null } }, given)).to.deep.equal([["", [[10, 5]]]]);
  });

  it("stand at the places of words in order of appearance, where published words join them", () => {
    const published = [{ x: "mean-image", y: 9, label: "README" }];
    const spec: LinesSpec = { ...SPEC, x: "restorer", series: [], published };
    const { categories, series, published: marks } = chartRows(spec, COLUMNS, rows(["pca", 1, 2], ["x", 1, 3]));
    expect(categories).to.deep.equal(["PCA", "x", "Mean image"]);
    expect(series[0]?.points.map(({ x }) => x)).to.deep.equal([0, 1]);
    expect(marks).to.deep.equal([{ x: 2, y: 9, label: "README" }]);
  });

  it("carry their interval where the chart names its column", () => {
    const spec: LinesSpec = { ...SPEC, yCi95: "ci" };
    const { series } = chartRows(spec, COLUMNS, rows(["pca", 1, 2, { ci: 0.5 }], ["pca", 2, 2]));
    expect(series[0]?.points.map(({ error }) => error)).to.deep.equal([0.5, undefined]);
  });
});

describe("the name of an axis", () => {
  it("has its unit, and is the column's where it has no label", () => {
    expect(axisName({ name: "mse", label: "MSE", unit: "px²" })).to.equal("MSE (px²)");
    expect(axisName({ name: "wall_ms" })).to.equal("wall ms");
  });
});

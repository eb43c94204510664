import { expect } from "@esm-bundle/chai";
import { heatGrid, type HeatMapSpec, type ShadeOver } from "../../../components/heat-map/grid.ts";
import type { Row } from "../../../src/results/table.ts";
import { cells, EVERY_PANEL } from "../every-panel.ts";

const SPEC = EVERY_PANEL.charts[2] satisfies HeatMapSpec;

const grid = (rows: readonly Row[], value: 0 | 1 = 0, over: ShadeOver = "column", spec: HeatMapSpec = SPEC) =>
  heatGrid(spec, EVERY_PANEL.columns, rows, SPEC.values[value], over);
const valuesOf = (rows: readonly Row[]): unknown => grid(rows).cells.map((line) => line.map((cell) => cell?.value ?? null)); // prettier-ignore

describe("a grid of cells", () => {
  it("has a row and a column for whatever was measured, sizes in order, and nothing where nothing was", () => {
    const rows = [cells("pca", "patch", 9, 1), cells("pca", "brush", 5, 2), cells("net", "patch", 5, 3)];
    expect(grid(rows).rows).to.deep.equal(["PCA", "net"]);
    expect(grid(rows).columns).to.deep.equal([["Square patch", "5"], ["Square patch", "9"], ["brush", "5"]]); // prettier-ignore
    expect(valuesOf(rows)).to.deep.equal([[null, 1, 2], [3, null, null]]); // prettier-ignore
  });

  it("shows the last of several rows for one cell, also where it measured nothing", () => {
    expect(valuesOf([cells("a", "x", 1, 1), cells("a", "x", 1, 2)])).to.deep.equal([[2]]);
    expect(valuesOf([cells("a", "x", 1, 1), cells("a", "x", 1, null)])).to.deep.equal([[null]]);
  });

  it("shades each column from its worst to its best, and all cells on one scale where that is asked for", () => {
    const rows = [cells("a", "x", 1, 1), cells("b", "x", 1, 2), cells("a", "x", 2, 5), cells("b", "x", 2, 3)];
    const goodness = (over: ShadeOver): unknown => grid(rows, 0, over).cells.map((line) => line.map((cell) => cell?.goodness)); // prettier-ignore
    expect(goodness("column")).to.deep.equal([[1, 0], [0, 1]]); // prettier-ignore
    expect(goodness("all")).to.deep.equal([[1, 0], [0.75, 0.5]]); // prettier-ignore
    expect(grid(rows).range).to.deep.equal({ worst: 5, best: 1 });
  });

  it("compares what spans decades by its logarithms", () => {
    const rows = [0.001, 0.01, 0.1].map((mse, index) => cells(String(index), "x", 1, mse));
    const goodness = grid(rows).cells.map(([cell]) => cell?.goodness ?? -1);
    expect(goodness[1]).to.be.closeTo(0.5, 1e-12);
  });

  it("marks the best of each column, which is the highest where higher is better, and none that is alone", () => {
    const rows = [cells("a", "x", 1, 1, 80), cells("b", "x", 1, 2, 90), cells("b", "x", 2, 2, 70)];
    const best = (value: 0 | 1): unknown => grid(rows, value).cells.map((line) => line.map((cell) => cell?.isBest));
    expect(best(0)).to.deep.equal([[true, undefined], [false, false]]); // prettier-ignore
    expect(best(1)).to.deep.equal([[false, undefined], [true, false]]); // prettier-ignore
  });

  it("is of the rows that are asked for", () => {
    const rows = [cells("a", "x", 1, 1), cells("b", "y", 1, 2)];
    expect(grid(rows, 0, "all", { ...SPEC, where: { kind: "y" } }).rows).to.deep.equal(["b"]);
    expect(grid([], 0)).to.deep.equal({
      rows: [],
      columns: [],
      rowValues: [],
      columnValues: [],
      cells: [],
      range: null,
    });
  });
});

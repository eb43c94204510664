import { expect } from "@esm-bundle/chai";
import {
  addressAt,
  columnGroups,
  columnsWidthPx,
  GAP_PX,
  gridSize,
  paintTiles,
  tileSizePx,
  valueAt,
} from "../../../components/digit-figure/tiles.ts";
import { FIGURE } from "../records.ts";

const STEP_PX = tileSizePx(2) + GAP_PX;

describe("where tiles lie", () => {
  it("is side by side with a gap between", () => {
    expect(columnsWidthPx(1, 2)).to.equal(56);
    expect(gridSize(FIGURE, 2)).to.deep.equal({ width: 2 * 56 + 3, height: 4 * 56 + 9 });
  });

  it("is told from a place, and is nowhere between tiles or beyond them", () => {
    expect(addressAt(FIGURE, 2, STEP_PX + 5, 1)).to.deep.equal({ row: 0, column: 1, x: 2, y: 0 });
    expect(addressAt(FIGURE, 2, 57, 1)).to.equal(null);
    expect(addressAt(FIGURE, 2, 2 * STEP_PX, 1)).to.equal(null);
    expect(addressAt(FIGURE, 2, 1, 4 * STEP_PX)).to.equal(null);
    expect(addressAt(FIGURE, 2, -1, 1)).to.equal(null);
  });

  it("is under one heading where neighbours share a label", () => {
    expect(columnGroups({ ...FIGURE, columns: ["a", "a", "b", "a"] })).to.deep.equal([
      { label: "a", first: 0, count: 2 },
      { label: "b", first: 2, count: 1 },
      { label: "a", first: 3, count: 1 },
    ]);
  });

  it("has a value for each pixel, or none in a hole", () => {
    expect(valueAt(FIGURE, { row: 3, column: 1, x: 27, y: 27 })).to.deep.equal({ value: -1, missing: false });
    expect(valueAt(FIGURE, { row: 1, column: 0, x: 0, y: 0 })).to.deep.equal({ value: 0, missing: true });
  });
});

describe("painted tiles", () => {
  const context = new OffscreenCanvas(2 * STEP_PX, 4 * STEP_PX).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no canvas");
  const pixel = (column: number, row: number, at = 10): number[] => [
    ...context.getImageData(column * STEP_PX + at, row * STEP_PX + at, 1, 1).data,
  ];
  before(() => paintTiles(context, FIGURE, 2));

  it("show ink white on black", () => {
    expect(pixel(0, 0)).to.deep.equal([255, 255, 255, 255]);
    expect(pixel(1, 0)).to.deep.equal([0, 0, 0, 255]);
  });

  it("hatch a hole, and only a hole", () => {
    const grounds = Array.from({ length: 10 }, (_, at) => pixel(0, 1, 10 + at)[0] as number);
    expect(Math.min(...grounds)).to.be.within(0x26, 0x30);
    expect(Math.max(...grounds)).to.be.greaterThan(0x40);
    expect(pixel(1, 1)).to.deep.equal([0, 0, 0, 255]);
  });

  it("show too bright orange, too dark blue", () => {
    expect(pixel(0, 3)).to.deep.equal([230, 159, 0, 255]);
    expect(pixel(1, 3)).to.deep.equal([86, 180, 233, 255]);
  });

  it("leave the gaps alone", () => {
    expect(pixel(0, 0, 57)).to.deep.equal([0, 0, 0, 0]);
  });
});

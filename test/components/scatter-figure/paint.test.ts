import { expect } from "@esm-bundle/chai";
import { PRINT_COLOURS, middles, paintScatter, plotOf, pointAt, rangeOf, ticksOf } from "../../../components/scatter-figure/paint.ts"; // prettier-ignore
import { SCATTER } from "../every-panel.ts";

const BOX = { left: 0, top: 0, size: 300 };

/** Colours within a few pixels of a point, as they are in the palette. */
function coloursAt(context: OffscreenCanvasRenderingContext2D, x: number, y: number): number {
  const { data } = context.getImageData(x - 2, y - 2, 5, 5);
  return data.reduce((sum, value, index) => (index % 4 === 3 ? sum : sum + Math.abs(255 - value)), 0);
}

function painted(...rest: [] | [NonNullable<Parameters<typeof paintScatter>[4]>]): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(300, 340).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 300, 340);
  paintScatter(context, SCATTER, BOX, PRINT_COLOURS, ...rest);
  return context;
}

/** Where a point lies: 3 % of air on each side. */
function placeOf(index: number): readonly [number, number] {
  const { left, top, size } = plotOf(BOX);
  const [x, y] = [rangeOf(SCATTER.points, 0), rangeOf(SCATTER.points, 1)];
  const [across, up] = [SCATTER.points[2 * index] ?? 0, SCATTER.points[2 * index + 1] ?? 0];
  return [
    Math.round(left + (size * (across - x.low)) / (x.high - x.low)),
    Math.round(top + size - (size * (up - y.low)) / (y.high - y.low)),
  ];
}

describe("a painted scatter", () => {
  it("puts ink where its points are", () => {
    const context = painted();
    for (const index of [0, 1, 2]) expect(coloursAt(context, ...placeOf(index)), String(index)).to.be.greaterThan(500);
    expect(coloursAt(context, 150, 150)).to.equal(0);
  });

  it("dims or hides other digits than the one in focus", () => {
    const ink = (context: OffscreenCanvasRenderingContext2D): number => coloursAt(context, ...placeOf(0));
    const [all, dimmed, hidden] = [
      ink(painted()),
      ink(painted({ digit: 8, others: "dimmed" })),
      ink(painted({ digit: 8, others: "hidden" })),
    ];
    expect(dimmed).to.be.within(1, all / 4);
    expect(hidden).to.equal(0);
  });

  it("finds the point that is pointed at, if it is there", () => {
    const [x, y] = placeOf(1);
    expect(pointAt(SCATTER, BOX, x + 3, y - 3, null)).to.equal(1);
    expect(pointAt(SCATTER, BOX, x + 3, y - 3, 8)).to.equal(-1);
    expect(pointAt(SCATTER, BOX, 150, 150, null)).to.equal(-1);
  });
});

describe("what a scatter is drawn by", () => {
  it("is a range with air, also around a single value and around none", () => {
    expect(rangeOf(Float32Array.of(0, 7, 10, 7), 0)).to.deep.equal({ low: -0.3, high: 10.3 });
    const { low, high } = rangeOf(Float32Array.of(0, 7, 10, 7), 1);
    expect(high - low).to.be.greaterThan(0);
    expect(rangeOf(new Float32Array(), 0)).to.deep.equal({ low: 0, high: 1 });
  });

  it("is round numbers along its axes", () => {
    expect(ticksOf(-4.3, 4.2).map(({ text }) => text)).to.deep.equal(["−4", "−2", "0", "2", "4"]);
    expect(ticksOf(0, 0.3).map(({ text }) => text)).to.deep.equal(["0.0", "0.1", "0.2", "0.3"]);
  });

  it("is a name at the median of each digit that has points enough", () => {
    const points = Float32Array.from([...Array<number>(200).fill(1), 99, 99, 5, 6]);
    const labels = Uint8Array.from([...Array<number>(101).fill(3), 7]);
    expect(middles({ ...SCATTER, points, labels })).to.deep.equal([{ label: 3, x: 1, y: 1 }]);
    expect(middles(SCATTER)).to.deep.equal([]);
  });
});

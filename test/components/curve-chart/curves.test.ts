import { expect } from "@esm-bundle/chai";
import { byPlace, curvesOf, smoothed, thinned } from "../../../components/curve-chart/curves.ts";
import { point } from "../records.ts";

const line = (...values: number[]) => values.map((y, x) => ({ x, y }));

describe("thinning a curve", () => {
  it("keeps the lowest and the highest point, the first and the last", () => {
    const points = line(...Array.from({ length: 1000 }, (_, x) => 1 + 0.1 * (x % 2)));
    points[333] = { x: 333, y: 9 };
    points[667] = { x: 667, y: -9 };
    const kept = thinned(points, 10);
    expect(kept.length).to.be.at.most(22);
    expect(kept).to.deep.include({ x: 333, y: 9 });
    expect(kept).to.deep.include({ x: 667, y: -9 });
    expect([kept[0]?.x, kept.at(-1)?.x]).to.deep.equal([0, 999]);
    expect(kept.map(({ x }) => x)).to.deep.equal(kept.map(({ x }) => x).sort((a, b) => a - b));
  });

  it("reaches the last point and no further on a plot of fractional width", () => {
    for (const widthPx of [0.4, 1.5, 150.5, 151.37, 299.99]) {
      const kept = thinned(line(...Array.from({ length: 611 }, (_, x) => x % 7)), widthPx);
      expect(kept).not.to.include(undefined);
      expect(kept.at(-1)?.x).to.equal(610);
    }
  });

  it("leaves a short curve as it is", () => {
    expect(thinned(line(3, 1, 2), 2)).to.deep.equal(line(3, 1, 2));
    expect(thinned([], 2)).to.deep.equal([]);
  });
});

describe("smoothing a curve", () => {
  it("is debiased: a flat curve stays flat from its first point on", () => {
    for (const { y } of smoothed(line(5, 5, 5), 0.9)) expect(y).to.be.closeTo(5, 1e-12);
  });

  it("weighs the past by its memory", () => {
    // (0.5 · 4 + 1 · 1) / 1.5
    expect(smoothed(line(4, 1), 0.5).map(({ y }) => y)).to.deep.equal([4, 2]);
    expect(smoothed(line(4, 1), 0)).to.deep.equal(line(4, 1));
  });
});

describe("curves", () => {
  it("are one for each series, smoothed only where points are dense, without what is no number", () => {
    const dense = Array.from({ length: 20 }, (_, i) => point("train", (i + 1) / 10, 1 + (i % 2)));
    const [train, validation] = curvesOf([...dense, point("validation", 1, 2), point("validation", 2, NaN)]);
    expect(train?.raw.length).to.equal(20);
    expect(train?.smooth?.length).to.equal(20);
    expect(validation).to.deep.equal({ series: "validation", raw: [{ x: 1, y: 2 }], smooth: null });
  });

  it("have for the table the last value of each epoch", () => {
    const table = byPlace([
      point("train", 0.5, 4),
      point("train", 1, 3),
      point("validation", 1, 2),
      point("train", 1.5, 1),
    ]);
    expect(table.map(({ place, values }) => [place, ...values])).to.deep.equal([
      [1, ["train", 3], ["validation", 2]],
      [2, ["train", 1]],
    ]);
  });
});

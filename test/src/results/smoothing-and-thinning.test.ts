import { expect } from "@esm-bundle/chai";
import { Random } from "../../../src/random.ts";
import { Extremes } from "../../../src/results/extremes.ts";
import { smooth } from "../../../src/results/smoothing.ts";
import { thin as thinned, type ThinningView } from "../../../src/results/thinning.ts";

describe("smoothing", () => {
  it("leaves a constant constant from its first value on", () => {
    for (const mean of smooth([3, 3, 3, 3], 0.9)) expect(mean).to.be.closeTo(3, 1e-12);
  });

  it("begins with the first value and weighs the second by what it has seen", () => {
    // v₂ = .5·.5·1 + .5·4 = 2.25 and 1 − .5² = .75, so 3.
    const [first, second, third] = smooth([1, 4, 0], 0.5);
    expect([first, second]).to.deep.equal([1, 3]);
    // v₃ = .5·2.25 = 1.125 and 1 − .5³ = .875.
    expect(third).to.be.closeTo(1.125 / 0.875, 1e-12);
  });

  it("gives the values themselves where it remembers nothing", () => {
    expect([...smooth([1, -2, 5], 0)]).to.deep.equal([1, -2, 5]);
  });

  it("passes over what is no number, and has nothing to say before the first", () => {
    expect([...smooth([NaN, 2, Infinity, 2], 0.5)]).to.deep.equal([NaN, 2, 2, 2]);
  });
});

/** Indices of the lowest and the highest, by hand. */
function plainExtremes(values: readonly number[], start: number, end: number): [number, number] | null {
  const places = values.map((_, at) => at).filter((at) => at >= start && at < end && Number.isFinite(values[at]));
  const there = places.map((at) => values[at] as number);
  if (places.length === 0) return null;
  return [places[there.indexOf(Math.min(...there))] as number, places[there.lastIndexOf(Math.max(...there))] as number];
}

describe("the extremes of a curve", () => {
  it("are those of its values, wherever one begins and ends", () => {
    const random = new Random(2);
    const values = Array.from({ length: 70 }, (_, at) =>
      at === 5 || (at > 30 && at < 50) ? NaN : at === 9 ? Infinity : random.integer(0, 4),
    );
    const extremes = new Extremes(values);
    for (let start = 0; start <= values.length; start++) {
      for (let end = start; end <= values.length; end++) {
        expect(extremes.within(start, end), `${start} to ${end}`).to.deep.equal(plainExtremes(values, start, end));
      }
    }
  });
});

describe("thinning", () => {
  const thin = (xs: ArrayLike<number>, ys: ArrayLike<number>, view: ThinningView): ReturnType<typeof thinned> =>
    thinned(xs, new Extremes(ys), view);
  const whole = (to: number, widthPx: number): ThinningView => ({ from: 0, to, widthPx, scale: "linear" });

  it("keeps a spike, its order, and both ends", () => {
    const ys = new Float64Array(1000).fill(1);
    ys[437] = 9;
    ys[438] = -9;
    const xs = Float64Array.from(ys, (_, index) => index);
    const points = thin(xs, ys, whole(999, 10));
    expect(points.length).to.be.at.most(20);
    expect(points[0]?.x).to.equal(0);
    expect(points.at(-1)?.x).to.equal(999);
    expect(points.filter(({ y }) => y !== 1)).to.deep.equal([
      { x: 437, y: 9 },
      { x: 438, y: -9 },
    ]);
    expect(points.map(({ x }) => x)).to.deep.equal(points.map(({ x }) => x).sort((a, b) => a - b));
  });

  it("keeps every point where there are fewer than pixels", () => {
    expect(thin([0, 1, 2], [5, 6, 7], whole(2, 100))).to.deep.equal([
      { x: 0, y: 5 },
      { x: 1, y: 6 },
      { x: 2, y: 7 },
    ]);
  });

  it("takes what is in view and one neighbour on either side", () => {
    const xs = [0, 1, 2, 3, 4, 5];
    const view: ThinningView = { from: 2, to: 3, widthPx: 100, scale: "linear" };
    expect(thin(xs, xs, view).map(({ x }) => x)).to.deep.equal([1, 2, 3, 4]);
    expect(thin(xs, xs, { ...view, from: 9, to: 10 })).to.deep.equal([]);
  });

  it("spreads its buckets over factors on a logarithmic axis, from above nought", () => {
    const xs = Float64Array.from({ length: 1001 }, (_, index) => index);
    const points = thin(xs, xs, { from: 1, to: 1000, widthPx: 3, scale: "log" });
    expect(points.map(({ x }) => x)).to.deep.equal([1, 9, 10, 99, 100, 1000]);
  });

  it("leaves out what is no number, and is not stopped by an axis without length", () => {
    expect(thin([0, 1, 2], [1, NaN, 3], whole(2, 50)).map(({ x }) => x)).to.deep.equal([0, 2]);
    expect(thin([4], [1], { from: 4, to: 4, widthPx: 50, scale: "linear" })).to.deep.equal([{ x: 4, y: 1 }]);
  });

  it("smooths and thins fifty runs of ten thousand points while nobody notices", () => {
    const random = new Random(1);
    const xs = Float64Array.from({ length: 10_000 }, (_, index) => index);
    const runs = Array.from({ length: 50 }, () => Float64Array.from(xs, () => random.uniform()));
    const begun = performance.now();
    const drawn = runs.map((ys) => thin(xs, smooth(ys, 0.9), whole(9999, 800)));
    expect(performance.now() - begun).to.be.below(500);
    for (const points of drawn) expect(points.length).to.be.within(800, 1602);
  });
});

import { expect } from "@esm-bundle/chai";
import { corrupt, damage, drawHole, drawHoles, maskedPercent, nameOf } from "../../../src/corruptions/corruption.ts";
import { drawLawHoles, MASK_LAWS } from "../../../src/corruptions/mask-law.ts";
import { Random } from "../../../src/random.ts";

interface Box {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** Missing pixels; equal to height × width when the hole is a filled rectangle. */
  readonly area: number;
}

function boxOf(hole: Uint8Array): Box {
  const missing = [...hole.keys()].filter((p) => hole[p] === 1);
  const rows = missing.map((p) => Math.floor(p / 28));
  const columns = missing.map((p) => p % 28);
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  return {
    top,
    left,
    height: Math.max(...rows) - top + 1,
    width: Math.max(...columns) - left + 1,
    area: missing.length,
  };
}

const boxes = (holes: Uint8Array): Box[] =>
  Array.from({ length: holes.length / 784 }, (_, i) => boxOf(holes.subarray(i * 784, (i + 1) * 784)));

describe("holes", () => {
  it("of a vertical stripe are full height, of the width asked for, at every place that fits and no other", () => {
    const drawn = boxes(drawHoles({ kind: "vertical-stripe", sizePx: 21 }, 400, new Random(1)));
    for (const box of drawn) expect(box).to.include({ top: 0, height: 28, width: 21, area: 28 * 21 });
    expect([...new Set(drawn.map(({ left }) => left))].sort((a, b) => a - b)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("of a horizontal stripe are full width", () => {
    const drawn = boxes(drawHoles({ kind: "horizontal-stripe", sizePx: 27 }, 100, new Random(2)));
    for (const box of drawn) expect(box).to.include({ left: 0, width: 28, height: 27 });
    expect(new Set(drawn.map(({ top }) => top)).size).to.equal(2);
  });

  it("of a patch are square and lie wholly inside", () => {
    const drawn = boxes(drawHoles({ kind: "patch", sizePx: 26 }, 200, new Random(3)));
    for (const box of drawn) expect(box).to.include({ width: 26, height: 26, area: 26 * 26 });
    expect(new Set(drawn.map(({ left, top }) => `${left},${top}`)).size).to.equal(9);
  });

  it("may be one pixel or the whole image", () => {
    expect(boxes(drawHoles({ kind: "patch", sizePx: 1 }, 1, new Random(4)))[0]?.area).to.equal(1);
    expect(boxes(drawHoles({ kind: "patch", sizePx: 28 }, 1, new Random(4)))[0]?.area).to.equal(784);
  });

  for (const sizePx of [0, 29, 40, 2.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuse a size of ${sizePx} px`, () => {
      expect(() => drawHole({ kind: "patch", sizePx }, new Random(1), new Uint8Array(784))).to.throw(
        RangeError,
        `must be a whole number from 1 to 28 px, got ${sizePx}`,
      );
    });
  }
});

describe("the published mask law", () => {
  const drawn = boxes(drawLawHoles(MASK_LAWS.published, 6000, new Random(5)));
  const vertical = drawn.filter(({ height }) => height === 28);
  const horizontal = drawn.filter(({ width }) => width === 28);
  const patches = drawn.filter(({ height, width }) => height < 28 && width < 28);

  it("draws each kind a third of the time", () => {
    for (const kind of [vertical, horizontal, patches]) expect(kind.length / drawn.length).to.be.closeTo(1 / 3, 0.03);
  });

  it("draws stripes of 3 to 15 px and rectangles of 5 to 14 px a side", () => {
    const range = (sizes: number[]): number[] => [Math.min(...sizes), Math.max(...sizes)];
    expect(range(vertical.map(({ width }) => width))).to.deep.equal([3, 15]);
    expect(range(horizontal.map(({ height }) => height))).to.deep.equal([3, 15]);
    expect(range(patches.map(({ width }) => width))).to.deep.equal([5, 14]);
    expect(range(patches.map(({ height }) => height))).to.deep.equal([5, 14]);
    expect(patches.some(({ height, width }) => height !== width)).to.equal(true);
  });

  it("hides a quarter of the picture on average, as the source's masks do", () => {
    const share = drawn.reduce((sum, { area }) => sum + area, 0) / drawn.length / 784;
    expect(share).to.be.closeTo(0.25, 0.01);
  });
});

describe("centre holes", () => {
  for (const [sizePx, first, last] of [
    [6, 7, 15],
    [8, 8, 11],
  ] as const) {
    it(`of ${sizePx} px lie with their corner on rows and columns ${first} to ${last}, as the source's code has it`, () => {
      const drawn = boxes(drawHoles({ kind: "centre-hole", sizePx }, 2000, new Random(8)));
      for (const side of ["top", "left"] as const) {
        const places = drawn.map((box) => box[side]);
        expect([Math.min(...places), Math.max(...places)]).to.deep.equal([first, last]);
      }
      expect(drawn.every(({ area }) => area === sizePx * sizePx)).to.equal(true);
      expect(new Set(drawn.map(({ top, left }) => `${top},${left}`)).size).to.equal((last - first + 1) ** 2);
    });
  }

  it("come in the two published sizes only", () => {
    expect(() => drawHoles({ kind: "centre-hole", sizePx: 7 }, 1, new Random(1))).to.throw("6 or 8 px wide, got 7");
  });
});

describe("first pixels", () => {
  it("are counted down the columns from the left", () => {
    const hole = drawHoles({ kind: "first-pixels", sizePx: 30 }, 1, new Random(1));
    const known = [...hole.keys()].filter((p) => hole[p] === 0).map((p) => [Math.floor(p / 28), p % 28]);
    const column = Array.from({ length: 28 }, (_, row) => [row, 0]);
    expect(known.sort()).to.deep.equal([...column, [0, 1], [1, 1]].sort());
    expect(maskedPercent({ kind: "first-pixels", sizePx: 500 })).to.be.closeTo(36.2, 0.05);
  });

  for (const sizePx of [0, 785, 1.5]) {
    it(`refuse to be ${sizePx}`, () => {
      expect(() => drawHoles({ kind: "first-pixels", sizePx }, 1, new Random(1))).to.throw("from 1 to 784");
    });
  }
});

describe("noise", () => {
  const grey = new Float32Array(100 * 784).fill(0.5);

  it("is normal with the given strength and leaves every pixel in doubt", () => {
    const { pixels, holes } = corrupt({ kind: "gaussian-noise", percent: 10 }, grey, new Random(1));
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
    const variance = pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / pixels.length;
    expect(mean).to.be.closeTo(0.5, 0.002);
    expect(Math.sqrt(variance)).to.be.closeTo(0.1, 0.002);
    expect(holes.every((hole) => hole === 1)).to.equal(true);
  });

  it("stays within paper and ink", () => {
    const { pixels } = corrupt({ kind: "gaussian-noise", percent: 100 }, grey, new Random(1));
    expect([Math.min(...pixels), Math.max(...pixels)]).to.deep.equal([0, 1]);
  });

  it("strikes the given share of pixels with salt or pepper, half each", () => {
    const { pixels } = corrupt({ kind: "salt-and-pepper", percent: 20 }, grey, new Random(1));
    const share = (value: number): number => pixels.filter((pixel) => pixel === value).length / pixels.length;
    expect([share(0), share(1), share(0.5)].map((one) => one.toFixed(2))).to.deep.equal(["0.10", "0.10", "0.80"]);
  });

  it("refuses a strength that is none", () => {
    expect(() => corrupt({ kind: "gaussian-noise", percent: 101 }, grey, new Random(1))).to.throw("from 0 to 100 %");
    expect(nameOf({ kind: "gaussian-noise", percent: 25 })).to.equal("Gaussian noise 25 %");
  });
});

describe("damage", () => {
  it("blackens missing pixels and keeps the rest", () => {
    expect([...damage(Float32Array.of(0.5, 0.75, 1), Uint8Array.of(0, 1, 0))]).to.deep.equal([0.5, 0, 1]);
  });

  it("refuses holes of another size", () => {
    expect(() => damage(new Float32Array(3), new Uint8Array(2))).to.throw("3 pixels came with 2 hole values");
  });
});

describe("maskedPercent", () => {
  it("is the share of the picture, as the published table has it", () => {
    expect(maskedPercent({ kind: "vertical-stripe", sizePx: 3 })).to.be.closeTo(10.7, 0.05);
    expect(maskedPercent({ kind: "patch", sizePx: 21 })).to.be.closeTo(56.25, 1e-9);
  });
});

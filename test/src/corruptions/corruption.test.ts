import { expect } from "@esm-bundle/chai";
import { damage, drawHole, drawHoles, maskedPercent } from "../../../src/corruptions/corruption.ts";
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

import { expect } from "@esm-bundle/chai";
import {
  applyTool,
  BLANK,
  isWhole,
  mended,
  missingPercent,
  type PadPicture,
  type ToolSetting,
} from "../../../src/playground/pad.ts";

const setting = (change: Partial<ToolSetting>): ToolSetting => ({
  tool: "erase",
  sizePx: 1,
  direction: "vertical",
  ...change,
});

/** Rows and columns of what is missing, as "row,column". */
function missing({ hole }: PadPicture): string[] {
  return [...hole.keys()].filter((p) => hole[p] === 1).map((p) => `${Math.floor(p / 28)},${p % 28}`);
}

const at = (x: number, y: number): { x: number; y: number } => ({ x, y });

describe("the pad's tools", () => {
  it("erase one pixel at a touch, and a line without gaps between two places", () => {
    expect(missing(applyTool(BLANK, setting({}), at(3.5, 2.5), at(3.5, 2.5)))).to.deep.equal(["2,3"]);
    const line = applyTool(BLANK, setting({}), at(3.5, 2.5), at(6.5, 2.5));
    expect(missing(line)).to.deep.equal(["2,3", "2,4", "2,5", "2,6"]);
  });

  it("erase a disc with a wider brush, cut off at the edge", () => {
    const disc = missing(applyTool(BLANK, setting({ sizePx: 3 }), at(10.5, 10.5), at(10.5, 10.5)));
    expect(disc).to.deep.equal(["9,9", "9,10", "9,11", "10,9", "10,10", "10,11", "11,9", "11,10", "11,11"]);
    expect(missing(applyTool(BLANK, setting({ sizePx: 3 }), at(0.5, 0.5), at(0.5, 0.5))).length).to.equal(4);
  });

  it("lay a stripe and a patch whole at the place where the pen is, also at the edge", () => {
    const stripe = applyTool(BLANK, setting({ tool: "stripe", sizePx: 2 }), at(0, 0), at(28, 5));
    expect(missing(stripe).length).to.equal(56);
    expect(missing(stripe)).to.include.members(["0,26", "27,27"]);
    const level = applyTool(
      BLANK,
      setting({ tool: "stripe", sizePx: 2, direction: "horizontal" }),
      at(0, 0),
      at(28, 5),
    );
    expect(missing(level)).to.include.members(["4,0", "5,27"]);
    const patch = applyTool(BLANK, setting({ tool: "patch", sizePx: 2 }), at(0, 0), at(10, 10));
    expect(missing(patch)).to.deep.equal(["9,9", "9,10", "10,9", "10,10"]);
  });

  it("put back what was erased, and leave the rest missing", () => {
    const erased = applyTool(BLANK, setting({}), at(3.5, 2.5), at(6.5, 2.5));
    expect(missing(applyTool(erased, setting({ tool: "restore" }), at(4.5, 2.5), at(5.5, 2.5)))).to.deep.equal([
      "2,3",
      "2,6",
    ]);
    expect(isWhole(mended(erased))).to.equal(true);
    expect(missingPercent(erased)).to.be.closeTo((100 * 4) / 784, 1e-9);
  });

  it("draw ink that is full in the middle, soft at the rim, and no longer missing", () => {
    const erased = applyTool(BLANK, setting({ sizePx: 5 }), at(10.5, 10.5), at(10.5, 10.5));
    const drawn = applyTool(erased, setting({ tool: "ink", sizePx: 2 }), at(10.5, 10.5), at(10.5, 10.5));
    expect(drawn.pixels[10 * 28 + 10]).to.equal(1);
    expect(drawn.pixels[10 * 28 + 11]).to.equal(0.5); // its middle is one px from a pen of radius one
    expect(drawn.hole[10 * 28 + 10]).to.equal(0);
    expect(drawn.hole[8 * 28 + 10]).to.equal(1);
  });

  it("forget what a hole hid where ink covers it, and never lighten what is known", () => {
    const whole: PadPicture = { ...BLANK, pixels: new Float32Array(784).fill(0.8) };
    const erased = applyTool(whole, setting({}), at(11.5, 10.5), at(11.5, 10.5));
    const drawn = applyTool(erased, setting({ tool: "ink", sizePx: 2 }), at(10.5, 10.5), at(10.5, 10.5));
    expect(drawn.pixels[10 * 28 + 11]).to.equal(0.5);
    expect(drawn.pixels[10 * 28 + 9]).to.be.closeTo(0.8, 1e-6);
  });

  it("change nothing that they were given", () => {
    const before = BLANK.hole.slice();
    for (const tool of ["erase", "stripe", "patch", "restore", "ink"] as const) {
      applyTool(BLANK, setting({ tool, sizePx: 3 }), at(5, 5), at(9, 9));
    }
    expect([...BLANK.hole]).to.deep.equal([...before]);
    expect(Math.max(...BLANK.pixels)).to.equal(0);
  });
});

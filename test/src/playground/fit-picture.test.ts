import { expect } from "@esm-bundle/chai";
import { fitInk, fitPicture, type RgbaPicture } from "../../../src/playground/fit-picture.ts";

/** A picture written as rows of `#` (ink) and `.` (paper), in two greys. */
function picture(rows: readonly string[], ink: number, paper: number, alpha = 255): RgbaPicture {
  const width = rows[0]?.length ?? 0;
  const data = [...rows.join("")].flatMap((cell) => {
    const grey = cell === "#" ? ink : paper;
    return [grey, grey, grey, cell === "#" ? 255 : alpha];
  });
  return { width, height: rows.length, data };
}

/** First and last row and column of ink, and the number of inked pixels. */
function extent(pixels: Float32Array): { top: number; bottom: number; left: number; right: number; inked: number } {
  const inked = [...pixels.keys()].filter((p) => (pixels[p] as number) > 0.4);
  const [rows, columns] = [inked.map((p) => Math.floor(p / 28)), inked.map((p) => p % 28)];
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
    inked: inked.length,
  };
}

const BAR = [".....", "..#..", "..#..", "..#..", "..#..", "....."];

describe("fitting a picture", () => {
  it("makes a bar 20 px high with its proportions kept, and centres its mass where MNIST does", () => {
    const { pixels, isInverted } = fitPicture(picture(BAR, 255, 0));
    expect(isInverted).to.equal(false);
    // 4 × 1 becomes 20 × 5, from 11.5 to 16.5 across; the mass then goes one pixel down and right, from 14 towards 14.5.
    expect(extent(pixels)).to.deep.equal({ top: 5, bottom: 24, left: 12, right: 17, inked: 120 });
    expect([12, 13, 16, 17].map((column) => pixels[10 * 28 + column])).to.deep.equal([0.5, 1, 1, 0.5]);
  });

  it("finds dark ink on light paper, on transparent paper, and in shadow, to be the same digit", () => {
    const wanted = [...fitPicture(picture(BAR, 255, 0)).pixels];
    for (const other of [picture(BAR, 0, 255), picture(BAR, 0, 0, 0), picture(BAR, 90, 200)]) {
      const { pixels, isInverted } = fitPicture(other);
      expect(isInverted).to.equal(true);
      expect([...pixels]).to.deep.equal(wanted);
    }
  });

  it("makes a large picture small by the mean of what each pixel covers", () => {
    const ink = Float32Array.from({ length: 80 * 80 }, (_, i) => {
      const [x, y] = [i % 80, Math.floor(i / 80)];
      return x >= 20 && x < 60 && y >= 20 && y < 60 && (x + y) % 2 === 0 ? 1 : 0;
    });
    const pixels = fitInk(ink, 80, 80); // a chequered square of 40 px: two of four pixels are ink
    const inside = [...pixels].filter((value) => value > 0);
    expect(inside.length).to.equal(400);
    for (const value of inside) expect(value).to.be.closeTo(0.5, 1e-6);
  });

  it("moves a lopsided digit by its mass and not by its box", () => {
    const lopsided = fitPicture(picture(["#...", "#...", "####", "####"], 255, 0)).pixels;
    const mass = lopsided.reduce((sum, ink) => sum + ink, 0);
    const row = lopsided.reduce((sum, ink, p) => sum + ink * (Math.floor(p / 28) + 0.5), 0) / mass;
    const column = lopsided.reduce((sum, ink, p) => sum + ink * ((p % 28) + 0.5), 0) / mass;
    expect(row).to.be.closeTo(14.5, 0.5);
    expect(column).to.be.closeTo(14.5, 0.5);
  });

  it("refuses what shows nothing, with a sentence", () => {
    const blank = picture(["...", "...", "..."], 0, 255);
    expect(() => fitPicture(blank)).to.throw("it must show a digit that is clearly lighter or darker");
    expect(() => fitPicture(picture(["#.", ".."], 130, 120))).to.throw("Choose another, or draw one.");
    expect(() => fitPicture({ width: 2, height: 2, data: [1, 2, 3] })).to.throw("2 × 2 px need 16 values, got 3");
    expect(() => fitInk(new Float32Array(784), 28, 28)).to.throw("Cannot use the picture");
  });
});

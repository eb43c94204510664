import { expect } from "@esm-bundle/chai";
import { PIXELS } from "../../../src/data/dataset.ts";
import { exchangeOrder, exchangePixels, LAB_SPACE } from "../../../src/restorers/pixel-space.ts";

/** Two pictures of paper with one inked pixel: row 3, column 5 of the second. */
function inked(): Float32Array {
  const pixels = new Float32Array(2 * PIXELS);
  pixels[PIXELS + 28 * 3 + 5] = 1;
  return pixels;
}

describe("a generator's pixel space", () => {
  it("puts row 3, column 5 at 28 · 5 + 3 where columns come first, ink as 0", () => {
    const exchanged = exchangePixels(inked(), { order: "columns", ink: 0 });
    expect(exchanged[PIXELS + 28 * 5 + 3]).to.equal(0);
    expect(exchanged.reduce((sum, pixel) => sum + pixel, 0)).to.equal(2 * PIXELS - 1);
  });

  it("leads back by the same way", () => {
    const space = { order: "columns", ink: 0 } as const;
    expect([...exchangePixels(exchangePixels(inked(), space), space)]).to.deep.equal([...inked()]);
  });

  it("moves holes without turning them over, and leaves the lab's own alone", () => {
    const holes = Uint8Array.from(inked());
    expect(exchangeOrder(holes, { order: "columns", ink: 0 })[PIXELS + 28 * 5 + 3]).to.equal(1);
    expect([...exchangePixels(inked(), LAB_SPACE)]).to.deep.equal([...inked()]);
  });
});

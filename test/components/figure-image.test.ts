import { expect } from "@esm-bundle/chai";
import { figureToPng } from "../../components/figure-image.ts";
import { PIXELS } from "../../src/data/dataset.ts";
import type { TileFigure } from "../../src/results/figure.ts";

/** One column behind a long name: all that is below it is wider than the tiles. */
const NARROW: TileFigure = {
  kind: "tiles",
  id: "narrow",
  title: "A difference",
  caption: "",
  columns: [""],
  rows: [{ label: "restored minus original, in the hole", role: "difference", pixels: new Float32Array(PIXELS) }],
};

describe("the picture of a figure", () => {
  it("is as wide as the words of its difference scale, which end within the margin", async () => {
    const image = await createImageBitmap(await figureToPng(NARROW));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context?.drawImage(image, 0, 0);
    const margin = context?.getImageData(image.width - 14, 0, 14, image.height).data ?? [];
    expect(image.width).to.be.greaterThan(500);
    expect(new Set(margin)).to.deep.equal(new Set([255]));
  });
});

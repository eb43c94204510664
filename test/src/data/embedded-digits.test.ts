import { expect } from "@esm-bundle/chai";
import { drawEmbeddedDigits } from "../../../src/data/embedded-digits.ts";

describe("embedded digits", () => {
  it("show the ten digits in turn", () => {
    expect([...drawEmbeddedDigits("train", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 12, 1).labels]).to.deep.equal([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1,
    ]);
  });

  it("are the same for the same seed, others for another seed or split", () => {
    const draw = (split: "train" | "test", seed: number): number[] => [
      ...drawEmbeddedDigits(split, [3], 20, seed).pixels,
    ];
    expect(draw("train", 1)).to.deep.equal(draw("train", 1));
    expect(draw("train", 1)).not.to.deep.equal(draw("train", 2));
    expect(draw("train", 1)).not.to.deep.equal(draw("test", 1));
  });

  it("do not depend on which other digits are drawn", () => {
    const all = drawEmbeddedDigits("train", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 20, 1);
    const sevens = drawEmbeddedDigits("train", [7], 20, 1);
    expect([...sevens.pixels]).to.deep.equal([
      ...all.pixels.slice(7 * 784, 8 * 784),
      ...all.pixels.slice(17 * 784, 18 * 784),
    ]);
  });

  it("look like MNIST to a scale: centred by mass, a margin around, an eighth of it ink", () => {
    const { pixels, count } = drawEmbeddedDigits("train", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 300, 1);
    let ink = 0;
    for (let image = 0; image < count; image++) {
      let [mass, row, column, margin] = [0, 0, 0, 0];
      for (let p = 0; p < 784; p++) {
        const value = (pixels[image * 784 + p] as number) / 255;
        mass += value;
        row += value * Math.floor(p / 28);
        column += value * (p % 28);
        if (p < 28 || p >= 756 || p % 28 === 0 || p % 28 === 27) margin += value;
      }
      expect(row / mass).to.be.closeTo(13.75, 1);
      expect(column / mass).to.be.closeTo(13.75, 1);
      expect(margin).to.be.below(2);
      ink += mass / 784;
    }
    expect(ink / count).to.be.closeTo(0.131, 0.02);
  });

  it("refuse what cannot be drawn", () => {
    expect(() => drawEmbeddedDigits("train", [], 10, 1)).to.throw(RangeError, "Cannot draw embedded digits");
    expect(() => drawEmbeddedDigits("train", [10], 10, 1)).to.throw(RangeError, "got 10");
    expect(() => drawEmbeddedDigits("train", [1], 0, 1)).to.throw(RangeError, "got 0");
  });
});

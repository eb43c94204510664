import { expect } from "@esm-bundle/chai";
import { gatherRows, inBatches, inOrder, splitForValidation, toUnit } from "../../../src/data/batches.ts";
import { firstImages, selectDigits, takeImages, type ImageSet } from "../../../src/data/dataset.ts";

const set: ImageSet = {
  pixels: Uint8Array.from({ length: 3 * 784 }, (_, i) => Math.floor(i / 784) * 100),
  labels: Uint8Array.of(5, 1, 7),
  count: 3,
};

describe("image sets", () => {
  it("select digits in order", () => {
    const chosen = selectDigits(set, [7, 5]);
    expect([...chosen.labels]).to.deep.equal([5, 7]);
    expect([chosen.pixels[0], chosen.pixels[784]]).to.deep.equal([0, 200]);
  });

  it("take the first images without copying them", () => {
    expect(firstImages(set, 2).pixels.buffer).to.equal(set.pixels.buffer);
    expect(firstImages(set, 2).count).to.equal(2);
    expect(firstImages(set, 9)).to.equal(set);
  });

  it("refuse an image that is not there", () => {
    expect(() => takeImages(set, [3])).to.throw("Cannot take image 3: the set holds 3 images");
  });
});

describe("batches", () => {
  it("end with a shorter one", () => {
    expect([...inBatches(inOrder(5), 2)].map((batch) => [...batch])).to.deep.equal([[0, 1], [2, 3], [4]]);
  });

  it("gather rows in the order asked for", () => {
    expect([...gatherRows(Float32Array.of(1, 2, 3, 4), Uint32Array.of(1, 0), 2)]).to.deep.equal([3, 4, 1, 2]);
  });

  it("put bytes into [0, 1]", () => {
    expect([...toUnit(Uint8Array.of(0, 51, 255))]).to.deep.equal([0, Math.fround(0.2), 1]);
  });

  it("leave the last tenth for validation, as Keras counts it", () => {
    expect(splitForValidation(11_686, 0.1)).to.deep.equal({ train: 10_517, validation: 1169 });
  });
});

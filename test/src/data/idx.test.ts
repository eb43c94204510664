import { expect } from "@esm-bundle/chai";
import { DataFileError, parseIdx, partOfFileName } from "../../../src/data/idx.ts";

const NAMES = { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" };

function idx(magic: number, axes: readonly number[], data: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * axes.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  axes.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  bytes.set(data, 4 + 4 * axes.length);
  return bytes;
}

const images = (count: number, fill = 9): Uint8Array =>
  idx(
    0x803,
    [count, 28, 28],
    Array.from({ length: count * 784 }, () => fill),
  );
const labels = (...values: number[]): Uint8Array => idx(0x801, [values.length], values);

describe("parseIdx", () => {
  it("reads images and labels", () => {
    const set = parseIdx(images(2, 7), labels(5, 0), NAMES);
    expect(set.count).to.equal(2);
    expect([...set.labels]).to.deep.equal([5, 0]);
    expect(set.pixels.length).to.equal(2 * 784);
    expect(set.pixels[1567]).to.equal(7);
  });

  it("reads bytes that lie inside a larger buffer", () => {
    const padded = new Uint8Array(images(1).length + 3);
    padded.set(images(1), 3);
    expect(parseIdx(padded.subarray(3), labels(1), NAMES).count).to.equal(1);
  });

  const faults: [name: string, images: Uint8Array, labels: Uint8Array, says: string][] = [
    ["an empty file", new Uint8Array(0), labels(1), "it is no IDX file, for it holds only 0 bytes"],
    ["a file that is no IDX file", new TextEncoder().encode("<!doctype html>"), labels(1), "is no IDX file (it begins"],
    ["labels where images belong", labels(1), labels(1), "holds labels where images belong"],
    ["images where labels belong", images(1), images(1), "holds images where labels belong"],
    ["a header cut short", images(1).slice(0, 9), labels(1), "cut short inside its header (9 bytes)"],
    ["images cut short", images(2).slice(0, 1000), labels(1, 2), "984 bytes of data where its header says 1568"],
    ["trailing bytes", idx(0x803, [0x1, 28, 28], new Array<number>(785).fill(0)), labels(1), "it is too long, 785"],
    ["images that are not 28 × 28", idx(0x803, [1, 32, 30], new Array<number>(960).fill(0)), labels(1), "30 × 32 px"],
    ["no images at all", images(0), labels(1), "it holds nothing"],
    ["another number of labels", images(2), labels(1, 2, 3), "holds 2 images, but train-labels-idx1-ubyte holds 3"],
    ["a label beyond 9", images(1), labels(26), "label 0 is 26; the lab takes labels 0 to 9"],
  ];
  for (const [name, imageBytes, labelBytes, says] of faults) {
    it(`refuses ${name}`, () => {
      expect(() => parseIdx(imageBytes, labelBytes, NAMES)).to.throw(DataFileError, says);
    });
  }
});

describe("partOfFileName", () => {
  it("knows the four files, packed or not, dotted or dashed, and a browser's second copy", () => {
    expect(partOfFileName("train-images-idx3-ubyte.gz")).to.equal("trainImages");
    expect(partOfFileName("train-labels.idx1-ubyte")).to.equal("trainLabels");
    expect(partOfFileName("t10k-images-idx3-ubyte")).to.equal("testImages");
    expect(partOfFileName("t10k-labels-idx1-ubyte (1)")).to.equal("testLabels");
  });

  it("knows no other", () => {
    expect(partOfFileName("holiday.png")).to.equal(null);
  });
});

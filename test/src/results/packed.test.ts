import { expect } from "@esm-bundle/chai";
import { pack, unpack } from "../../../src/results/packed.ts";

describe("JSON with its arrays taken out", () => {
  it("comes back as it was: arrays, numbers that JSON has no word for, everything else", () => {
    const value = {
      figures: [{ id: "a", pixels: Float32Array.of(0.25, -1), holes: Uint8Array.of(0, 1) }],
      losses: [1, Number.NaN, Infinity],
      nothing: null,
    };
    const { json, arrays } = pack(value);
    expect(arrays.map(({ values }) => [...values])).to.deep.equal([
      [0.25, -1],
      [256], // three bytes to a float
    ]);
    const parsed: unknown = JSON.parse(JSON.stringify(json));
    expect(unpack({ json: parsed, arrays })).to.deep.equal(value);
    expect(() => unpack({ json: parsed, arrays: [] })).to.throw("one of its arrays is missing");
  });

  it("keeps every byte, whatever their number, in a third of as many floats", () => {
    for (const length of [0, 1, 2, 3, 256, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => 255 - (i % 256));
      const { json, arrays } = pack(bytes);
      expect(arrays[0]?.values.length).to.equal(Math.ceil(length / 3));
      expect(unpack({ json, arrays })).to.deep.equal(bytes);
    }
  });

  it("reads bytes that were stored one to a float, as they once were", () => {
    const arrays = [{ name: "packed-0", shape: [2], values: Float32Array.of(7, 255) }];
    expect(unpack({ json: { packed: 0, kind: "Uint8Array" }, arrays })).to.deep.equal(Uint8Array.of(7, 255));
  });
});

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
      [0, 1],
    ]);
    const parsed: unknown = JSON.parse(JSON.stringify(json));
    expect(unpack({ json: parsed, arrays })).to.deep.equal(value);
    expect(() => unpack({ json: parsed, arrays: [] })).to.throw("one of its arrays is missing");
  });
});

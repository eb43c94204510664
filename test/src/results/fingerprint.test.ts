import { expect } from "@esm-bundle/chai";
import { fingerprint } from "../../../src/results/fingerprint.ts";

describe("a fingerprint", () => {
  it("is the same for the same bytes and another when one of them changes, or the length", () => {
    const bytes = Uint8Array.from({ length: 1001 }, (_, i) => i % 256);
    const changed = bytes.slice();
    changed[1000] = 0;
    const marks = [bytes, bytes.slice(), changed, bytes.slice(0, 1000), new Uint8Array(0), new Uint8Array(1)].map(
      fingerprint,
    );
    expect(marks[0]).to.equal(marks[1]);
    expect(new Set(marks).size).to.equal(5);
    expect(marks.every((mark) => /^[0-9a-f]{16}$/.test(mark))).to.equal(true);
  });

  it("tells each byte of a word from the others", () => {
    const marks = [0, 1, 2, 3].map((at) => {
      const bytes = new Uint8Array(4);
      bytes[at] = 1;
      return fingerprint(bytes);
    });
    expect(new Set(marks).size).to.equal(4);
  });
});

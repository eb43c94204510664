import { expect } from "@esm-bundle/chai";
import { mergePoints } from "../../../components/lab-controller/merge-points.ts";
import type { RunEvent } from "../../../src/protocol.ts";
import { point } from "../records.ts";

const points = (...values: number[]): RunEvent => ({
  kind: "points",
  points: values.map((value) => point("train", value, value)),
});
const notice = (text: string): RunEvent => ({ kind: "notice", text });

describe("merging the points of a frame", () => {
  it("joins them where the first stood and keeps all else in order", () => {
    const merged = mergePoints([notice("a"), points(1), notice("b"), points(2, 3), notice("c")]);
    expect(merged).to.deep.equal([notice("a"), points(1, 2, 3), notice("b"), notice("c")]);
  });

  it("changes nothing where there are none", () => {
    expect(mergePoints([notice("a"), notice("b")])).to.deep.equal([notice("a"), notice("b")]);
    expect(mergePoints([])).to.deep.equal([]);
  });
});

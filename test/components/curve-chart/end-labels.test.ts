import { expect } from "@esm-bundle/chai";
import { layOut } from "../../../components/curve-chart/end-labels.ts";

/** Every letter 6 px wide. */
const measure = (words: string): number => 6 * words.length;
const label = (name: string) => ({ name, value: "0.0153" });

describe("names at the ends of lines", () => {
  it("have room for usual names from the first, whatever their figures", () => {
    expect(layOut([label("train")], 800, measure)).to.deep.equal({ layout: "one line", roomPx: 124 });
    expect(layOut([label("train")], 360, measure)).to.deep.equal({ layout: "two lines", roomPx: 72 });
  });

  it("take the room that long names need", () => {
    const long = label("epochs 5, width 512"); // 26 letters with its value
    const { layout, roomPx } = layOut([label("train"), long], 800, measure);
    expect(layout).to.equal("one line");
    expect(roomPx).to.be.within(26 * 6 + 12, 26 * 6 + 12 + 16);
  });

  it("stand above their values where both would not fit side by side", () => {
    const { layout, roomPx } = layOut([label("epochs 5, width 512")], 420, measure);
    expect([layout, roomPx]).to.deep.equal(["two lines", 128]);
  });

  it("are left to the legend where the lines would have too little room", () => {
    const name = label("learning rate 0.001, hidden units 512");
    expect(layOut([name], 600, measure)).to.deep.equal({ layout: "none", roomPx: 8 });
  });
});

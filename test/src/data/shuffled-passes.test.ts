import { expect } from "@esm-bundle/chai";
import { ShuffledPasses } from "../../../src/data/shuffled-passes.ts";
import { Random } from "../../../src/random.ts";

describe("shuffled passes", () => {
  it("go on from where they stood, within an order and across its end", () => {
    for (const draw of ["within", "across"] as const) {
      for (const drawn of [0, 1, 2, 3, 5]) {
        const alone = new ShuffledPasses(7, new Random(1));
        for (let i = 0; i < drawn; i++) alone[draw](3);
        const second = new ShuffledPasses(7, new Random(9));
        second.restore(alone.state());
        const next = (passes: ShuffledPasses): number[][] => Array.from({ length: 5 }, () => [...passes[draw](3)]);
        expect(next(second), `${draw}, after ${drawn}`).to.deep.equal(next(alone));
      }
    }
  });

  it("show every image once in a pass, and leave out what fills no batch where they shall", () => {
    const passes = new ShuffledPasses(7, new Random(1));
    const across = Array.from({ length: 7 }, () => [...passes.across(3)]).flat();
    for (const first of [0, 7, 14]) expect(new Set(across.slice(first, first + 7)).size).to.equal(7);
    const within = new ShuffledPasses(7, new Random(1));
    const two = [...within.within(3), ...within.within(3)];
    expect(new Set(two).size).to.equal(6);
    expect(two).to.deep.equal([...new Random(1).permutation(7)].slice(0, 6));
    expect([...within.within(3)]).not.to.include.members([...two.slice(0, 3), ...two.slice(3)]);
  });
});

import { expect } from "@esm-bundle/chai";
import { Random } from "../../src/random.ts";

const draw = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.uniform());

describe("Random", () => {
  it("gives the same numbers for the same seed and others for another", () => {
    expect(draw(new Random(1), 5)).to.deep.equal(draw(new Random(1), 5));
    expect(draw(new Random(1), 5)).not.to.deep.equal(draw(new Random(2), 5));
  });

  it("keeps a stream the same however much its parent has drawn", () => {
    const fresh = new Random(7).stream("masks");
    const parent = new Random(7);
    draw(parent, 100);
    expect(draw(parent.stream("masks"), 5)).to.deep.equal(draw(fresh, 5));
    expect(draw(parent.stream("weights"), 5)).not.to.deep.equal(draw(new Random(7).stream("masks"), 5));
  });

  it("tells apart nested streams from flat ones of another seed", () => {
    expect(draw(new Random(1).stream("a").stream("b"), 3)).not.to.deep.equal(draw(new Random(1).stream("b"), 3));
  });

  it("draws uniform numbers with mean 1/2 and variance 1/12", () => {
    const values = draw(new Random(3), 20_000);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(mean).to.be.closeTo(1 / 2, 0.01);
    expect(variance).to.be.closeTo(1 / 12, 0.002);
    expect(Math.min(...values)).to.be.at.least(0);
    expect(Math.max(...values)).to.be.below(1);
  });

  it("draws normal numbers with mean 0, variance 1 and a tail of 5 % beyond 1.96", () => {
    const random = new Random(4);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(mean).to.be.closeTo(0, 0.03);
    expect(variance).to.be.closeTo(1, 0.04);
    expect(values.filter((value) => Math.abs(value) > 1.96).length / values.length).to.be.closeTo(0.05, 0.006);
  });

  it("includes both ends of a range of whole numbers", () => {
    const random = new Random(5);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(3, 5)));
    expect([...seen].sort()).to.deep.equal([3, 4, 5]);
  });

  it("permutes without loss or repeat", () => {
    const order = new Random(6).permutation(50);
    expect([...order].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 50 }, (_, i) => i));
    expect([...order]).not.to.deep.equal(Array.from({ length: 50 }, (_, i) => i));
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => new Random(Number.NaN)).to.throw("the seed must be a whole number, got NaN");
    expect(() => new Random(1.5)).to.throw("got 1.5");
  });

  it("refuses to pick from nothing", () => {
    expect(() => new Random(1).pick([])).to.throw("the list is empty");
  });

  it("goes on from its state, also between the two numbers of a normal pair", () => {
    const alone = new Random(8);
    draw(alone, 3);
    alone.normal();
    const second = new Random(1);
    second.restore(JSON.parse(JSON.stringify(alone.state())) as number[]);
    expect([second.normal(), second.normal(), second.uniform()]).to.deep.equal([
      alone.normal(),
      alone.normal(),
      alone.uniform(),
    ]);
    expect(() => second.restore([1, 2, 3])).to.throw("its state is 4 or 5 numbers, got [1,2,3]");
  });
});

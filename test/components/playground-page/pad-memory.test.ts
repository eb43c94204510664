import { expect } from "@esm-bundle/chai";
import { PadMemory } from "../../../components/playground-page/pad-memory.ts";
import { BLANK, type PadPicture } from "../../../src/playground/pad.ts";

/** A picture of one pixel, which is enough to tell it from another. */
const picture = (ink: number): PadPicture => ({ pixels: Float32Array.of(ink), hole: Uint8Array.of(0) });

describe("the memory of the pad", () => {
  let memory: PadMemory;
  let changes: number;

  beforeEach(() => {
    changes = 0;
    memory = new PadMemory(() => changes++);
  });

  it("starts as blank paper, which is nobody's, and has nothing to take back", () => {
    expect(memory.picture).to.equal(BLANK);
    expect([memory.label, memory.isOwn, memory.canUndo]).to.deep.equal([null, false, false]);
    expect(memory.undo()).to.equal(false);
    expect(changes).to.equal(0);
  });

  it("takes a stroke back as one step, however many places the pen went through", () => {
    const [digit, first, second] = [picture(0.1), picture(0.2), picture(0.3)];
    memory.begin(digit, 7);
    expect(memory.draw(first, "begun")).to.equal(false);
    expect(memory.draw(second, "going")).to.equal(false);
    expect(memory.canUndo, "the pen is still down").to.equal(false);
    expect(memory.draw(second, "ended")).to.equal(true);
    expect([memory.picture, memory.label]).to.deep.equal([second, 7]);
    expect(memory.undo()).to.equal(true);
    expect(memory.picture).to.equal(digit);
    expect(memory.canUndo).to.equal(false);
    expect(changes).to.equal(5);
  });

  it("knows a digit again when a visitor's picture is taken back", () => {
    memory.begin(picture(0.1), 7);
    memory.put(picture(0.9), null);
    expect([memory.label, memory.isOwn]).to.deep.equal([null, true]);
    memory.undo();
    expect([memory.label, memory.isOwn]).to.deep.equal([7, false]);
  });

  it("does not let a late digit write over a visitor's picture", () => {
    const isFree = memory.awaitDigit();
    expect(isFree()).to.equal(true);
    memory.put(picture(0.9), null);
    expect(isFree()).to.equal(false);
    expect(memory.awaitDigit()(), "one that is asked for after it").to.equal(true);
  });

  it("lets the picture win that came last, also where an earlier one was read later", () => {
    const isFirstLast = memory.awaitPicture();
    const isSecondLast = memory.awaitPicture();
    expect([isFirstLast(), isSecondLast()]).to.deep.equal([false, true]);
  });

  it("has nothing before a digit that it begins with", () => {
    memory.put(picture(0.9), null);
    memory.begin(picture(0.1), 3);
    expect(memory.canUndo).to.equal(false);
  });

  it("takes back a hundred steps and forgets those before", () => {
    for (let step = 0; step <= 100; step++) memory.put(picture(step), null);
    let undone = 0;
    while (memory.undo()) undone++;
    expect(undone).to.equal(100);
    expect([...memory.picture.pixels]).to.deep.equal([0]);
  });
});

import { expect } from "@esm-bundle/chai";
import { toUnit } from "../../../src/data/batches.ts";
import { evaluate, testCase } from "../../../src/metrics/evaluate.ts";
import { leaveBlack } from "../../../src/restorers/leave-black.ts";
import type { Restorer } from "../../../src/restorers/restorer.ts";
import { tinyImages } from "../../backends.ts";

const originals = toUnit(tinyImages(20, 1).pixels);
const damaged = testCase({ kind: "patch", sizePx: 10 }, originals);

const returns = (name: string, pixels: Float32Array): Restorer => ({
  name,
  keepsKnownPixels: false,
  restore: () => Promise.resolve(pixels),
});

describe("the yardstick", () => {
  it("gives every caller the same holes", () => {
    expect([...testCase({ kind: "patch", sizePx: 10 }, originals).holes]).to.deep.equal([...damaged.holes]);
    expect([...testCase({ kind: "patch", sizePx: 11 }, originals).holes]).not.to.deep.equal([...damaged.holes]);
  });

  it("gives the first images the same holes however many are measured", () => {
    const fewer = testCase({ kind: "patch", sizePx: 10 }, originals.slice(0, 5 * 784));
    expect([...fewer.holes]).to.deep.equal([...damaged.holes.slice(0, 5 * 784)]);
  });

  it("scores a perfect restorer 0 and SSIM 1", async () => {
    const [raw, pasted] = await evaluate(returns("oracle", originals), damaged);
    expect(raw?.mseAll.mean).to.equal(0);
    expect(raw?.ssim.mean).to.be.closeTo(1, 1e-9);
    expect(pasted?.composited).to.equal(true);
  });

  it("pastes known pixels back: an all-white answer errs in the hole only", async () => {
    const [raw, pasted] = await evaluate(returns("white", new Float32Array(originals.length).fill(1)), damaged);
    expect(raw?.composited).to.equal(false);
    expect(pasted?.mseHole.mean).to.be.closeTo(raw?.mseHole.mean as number, 1e-12);
    expect(pasted?.mseAll.mean).to.be.closeTo(((pasted?.mseHole.mean as number) * 100) / 784, 1e-9);
    expect(raw?.mseAll.mean).to.be.above(pasted?.mseAll.mean as number);
  });

  it("reads a restorer that keeps known pixels once only", async () => {
    const readings = await evaluate(leaveBlack, damaged);
    expect(readings.map(({ composited }) => composited)).to.deep.equal([true]);
    expect(readings[0]?.mseAll.count).to.equal(20);
    expect(readings[0]?.mseAll.ci95).to.be.above(0);
  });

  it("clips what leaves the range of a picture", async () => {
    const over = await evaluate(returns("over", new Float32Array(originals.length).fill(7)), damaged);
    const white = await evaluate(returns("white", new Float32Array(originals.length).fill(1)), damaged);
    expect(over[0]?.mseAll.mean).to.equal(white[0]?.mseAll.mean);
  });

  it("has every restored picture judged where labels are known", async () => {
    const labels = tinyImages(20, 1).labels;
    const judge = {
      about: "always 5",
      read: (pixels: Float32Array) => Promise.resolve(new Uint8Array(pixels.length / 784).fill(5)),
    };
    const [judged] = await evaluate(leaveBlack, testCase({ kind: "patch", sizePx: 10 }, originals, labels), judge);
    expect(judged?.accuracy?.mean).to.equal(0.5);
    expect(judged?.accuracy?.ci95).to.be.closeTo(1.96 * Math.sqrt(0.25 / 20), 1e-12);
    const [unlabelled] = await evaluate(leaveBlack, damaged, judge);
    expect(unlabelled?.accuracy).to.equal(null);
  });

  it("says each image's error in the hole, for comparisons image by image", async () => {
    const [reading] = await evaluate(leaveBlack, damaged);
    const errors = [...(reading?.holeMseByImage ?? [])];
    expect(errors.length).to.equal(20);
    expect(errors.reduce((sum, error) => sum + error, 0) / 20).to.be.closeTo(reading?.mseHole.mean as number, 1e-12);
  });

  it("refuses an answer of another size", async () => {
    let message = "";
    await evaluate(returns("short", new Float32Array(3)), damaged).catch(
      (error: unknown) => (message = (error as Error).message),
    );
    expect(message).to.contain("short: it returned 3 pixels for 15680");
  });
});

import { expect } from "@esm-bundle/chai";
import {
  between,
  codesAt,
  gridPoints,
  planeOfAxes,
  randomPlane,
  REACH,
  usualPlane,
  withinReach,
} from "../../../src/playground/plane.ts";

describe("a plane of codes", () => {
  it("is the space itself where codes have two numbers", () => {
    expect([...codesAt(usualPlane(2), [{ x: 1, y: -2 }])]).to.deep.equal([1, -2]);
  });

  it("moves two numbers of a longer code, and leaves the others 0", () => {
    expect([...codesAt(planeOfAxes(4, 3, 1), [{ x: 1, y: -2 }])]).to.deep.equal([0, -2, 0, 1]);
  });

  it("goes through long codes in two directions at right angles, each as long as codes are at its end", () => {
    const codes = codesAt(randomPlane(100, 1), [
      { x: REACH, y: 0 },
      { x: 0, y: REACH },
    ]);
    const [right, up] = [codes.subarray(0, 100), codes.subarray(100)];
    const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
    expect(dot(right, right)).to.be.closeTo(100, 1e-3);
    expect(dot(up, up)).to.be.closeTo(100, 1e-3);
    expect(dot(right, up)).to.be.closeTo(0, 1e-3);
    expect([...codesAt(randomPlane(100, 2), [{ x: 1, y: 0 }])]).to.not.deep.equal([
      ...codesAt(randomPlane(100, 1), [{ x: 1, y: 0 }]),
    ]);
  });

  it("is shown by tiles from the top left, each standing for its middle", () => {
    const points = gridPoints(5);
    expect(points.length).to.equal(25);
    expect(points[0]).to.deep.equal({ x: -2, y: 2 });
    expect(points[4]).to.deep.equal({ x: 2, y: 2 });
    expect(points[24]).to.deep.equal({ x: 2, y: -2 });
  });

  it("morphs along a straight line, and keeps a point within reach", () => {
    expect(between({ x: 0, y: 2 }, { x: 2, y: 0 }, 0.25)).to.deep.equal({ x: 0.5, y: 1.5 });
    expect(withinReach({ x: 9, y: -1 })).to.deep.equal({ x: REACH, y: -1 });
  });
});

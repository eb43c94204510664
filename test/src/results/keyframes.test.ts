import { expect } from "@esm-bundle/chai";
import type { Figure, TileFigure } from "../../../src/results/figure.ts";
import {
  momentWords,
  packFigure,
  unpackFigure,
  withKeyframe,
  type FigureHistory,
} from "../../../src/results/keyframes.ts";

const sheet = (columns: number, ink: number): TileFigure => ({
  kind: "tiles",
  id: "sheet",
  title: "Sheet",
  caption: "",
  columns: Array<string>(columns).fill(""),
  rows: [{ label: "", role: "image", pixels: new Float32Array(784 * columns).fill(ink) }],
});

function shown(figures: readonly Figure[]): FigureHistory[] {
  return figures.reduce<FigureHistory[]>((histories, figure, i) => withKeyframe(histories, figure, `step ${i}`), []);
}

describe("how a figure came about", () => {
  it("is kept whole while it is short", () => {
    const [history] = shown([sheet(1, 0), sheet(1, 0.5), sheet(1, 1)]);
    expect(history?.frames.map(({ when }) => when)).to.deep.equal(["step 0", "step 1", "step 2"]);
    const packed = history?.frames[2]?.figure;
    expect(packed?.kind === "tiles" ? packed.rows[0]?.pixels[0] : null).to.equal(255);
  });

  it("is thinned evenly to sixty frames, the first and the newest among them", () => {
    const [history] = shown(Array.from({ length: 1000 }, () => sheet(1, 0)));
    const places = history?.frames.map(({ place }) => place) ?? [];
    expect(places.length).to.equal(60);
    expect([places[0], places.at(-1)]).to.deep.equal([0, 999]);
    const gaps = places.slice(1).map((place, i) => place - (places[i] as number));
    expect(Math.max(...gaps)).to.be.at.most(64);
  });

  it("takes no more than two megabytes, and never fewer frames than two", () => {
    const frames = (columns: number): number =>
      shown(Array.from({ length: 30 }, () => sheet(columns, 0)))[0]?.frames.length ?? 0;
    expect([frames(100), frames(500)]).to.deep.equal([25, 5]);
    expect(shown([sheet(4000, 0), sheet(4000, 0), sheet(4000, 0)])[0]?.frames.map(({ place }) => place)).to.deep.equal([
      0, 2,
    ]);
  });

  it("leaves the histories of other figures as they are", () => {
    const before = shown([sheet(1, 0)]);
    const after = withKeyframe(before, { ...sheet(1, 1), id: "other" }, "");
    expect(after[0]).to.equal(before[0]);
    expect(after.map(({ id }) => id)).to.deep.equal(["sheet", "other"]);
  });

  it("keeps pixels to half a step of 255, and no difference at all exactly", () => {
    const pixels = Float32Array.from({ length: 784 }, (_, i) => i / 783);
    const differences = pixels.map((value) => 2 * value - 1).fill(0, 0, 3);
    const rows = [
      { label: "a", role: "image", pixels },
      { label: "b", role: "difference", pixels: differences },
    ] as const;
    const back = unpackFigure(packFigure({ ...sheet(1, 0), rows }));
    if (back.kind !== "tiles") throw new Error("no tiles");
    expect(Math.max(...pixels.map((value, i) => Math.abs(value - (back.rows[0]?.pixels[i] ?? 9))))).to.be.below(0.002);
    expect(Math.max(...differences.map((value, i) => Math.abs(value - (back.rows[1]?.pixels[i] ?? 9))))).to.be.below(
      0.004,
    );
    expect([...(back.rows[1]?.pixels.slice(0, 3) ?? [])]).to.deep.equal([0, 0, 0]);
  });

  it("says where the training was", () => {
    const plan = { epochs: 50, stepsPerEpoch: 83 };
    expect(momentWords(plan, null)).to.equal("before training");
    expect(momentWords(plan, { epoch: 12, step: 996 })).to.equal("epoch 12 of 50");
    expect(momentWords(plan, { epoch: 12.34, step: 1024 })).to.equal("epoch 12.3 of 50");
    expect(momentWords({ ...plan, epochs: 1 }, { epoch: 0.5, step: 41 })).to.equal("step 41 of 83");
  });
});

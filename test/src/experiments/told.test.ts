import { expect } from "@esm-bundle/chai";
import type { RunUpdate } from "../../../src/experiments/experiment.ts";
import { Told, type ToldMemory } from "../../../src/experiments/told.ts";
import type { TileFigure } from "../../../src/results/figure.ts";
import { withKeyframe, type FigureHistory } from "../../../src/results/keyframes.ts";
import { pack, unpack } from "../../../src/results/packed.ts";

type Tiles = Extract<RunUpdate, { kind: "figure" }> & { readonly figure: TileFigure };

const tiles = (id: string, ink: number): Tiles => ({
  kind: "figure",
  figure: {
    kind: "tiles",
    id,
    title: id,
    caption: "",
    columns: [""],
    rows: [{ label: "", role: "image", pixels: new Float32Array(784).fill(ink) }],
  },
});

const loss = (step: number): RunUpdate => ({
  kind: "points",
  points: [{ series: "train", epoch: step / 10, step, wallMs: step, value: 1 / step }],
});

/** A training of so many steps: a loss and a figure at each, another figure at every third. */
function training(first: number, last: number): RunUpdate[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((step) => [
    loss(step),
    tiles("sheet", (step % 7) / 7),
    ...(step % 3 === 0 ? [{ ...tiles("plane", 0.5), when: `stage ${step}` }] : []),
  ]);
}

/** What stays of a training that told this, once it has been through a checkpoint. */
function kept(updates: readonly RunUpdate[], before?: Told): Told {
  const told = before ?? new Told();
  for (const update of updates) told.add(update);
  const { json, arrays } = pack(told.memory());
  return new Told(unpack({ json: JSON.parse(JSON.stringify(json)) as unknown, arrays }) as ToldMemory);
}

/** As a run's record has them, with the newest step as words. */
function histories(updates: Iterable<RunUpdate>): FigureHistory[] {
  let found: FigureHistory[] = [];
  let step = 0;
  for (const update of updates) {
    if (update.kind === "points") step = update.points.at(-1)?.step ?? step;
    if (update.kind !== "figure") continue;
    found = withKeyframe(found, update.figure, update.when ?? `step ${step}`, update.skipped);
  }
  return found;
}

describe("what a training had told when it was interrupted", () => {
  it("is told again with each figure where it came, from the very first one on", () => {
    const updates = training(1, 12);
    const again = [...kept(updates).again()];
    expect(histories(again)).to.deep.equal(histories(updates));
    expect(again.filter(({ kind }) => kind === "points").length).to.equal(12);
    expect(histories(again)[1]?.frames.map(({ when }) => when)).to.deep.equal(
      [3, 6, 9, 12].map((step) => `stage ${step}`),
    );
  });

  it("leaves out what came after the state was kept, since those steps are made again", () => {
    const resumed = kept(training(1, 4));
    const whole = [...resumed.again(), ...training(5, 9)];
    const [sheet] = histories(whole);
    expect(sheet?.frames.map(({ place, when }) => `${place} ${when}`)).to.deep.equal(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => `${step - 1} step ${step}`),
    );
  });

  it("has the frames of a training that was never interrupted, however long it was and however often it was taken up", () => {
    const resumed = kept(training(301, 700), kept(training(1, 300)));
    const whole = [...resumed.again(), ...training(701, 1000)];
    expect(histories(whole)).to.deep.equal(histories(training(1, 1000)));
    expect(histories(whole)[0]?.frames.length).to.equal(60);
  });

  it("gives back the newest figure bit for bit, also from a state that knows of no other", () => {
    const newest = tiles("sheet", 0.123456);
    const told = kept([...training(1, 3), newest]);
    const { series, points, notices, rows, figures, progress } = told.memory();
    const older = new Told({ series, points, notices, rows, figures, progress });
    for (const each of [told, older]) {
      const shown = [...each.again()].filter(({ kind }) => kind === "figure") as Tiles[];
      const [last] = shown.filter(({ figure }) => figure.id === "sheet").slice(-1);
      expect(last?.figure).to.deep.equal(newest.figure);
    }
  });
});

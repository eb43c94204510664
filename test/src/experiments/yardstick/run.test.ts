import { expect } from "@esm-bundle/chai";
import { PIXELS } from "../../../../src/data/dataset.ts";
import { Stopped, type RunContext, type TrainableRestorer } from "../../../../src/experiments/experiment.ts";
import { run } from "../../../../src/experiments/yardstick/run.ts";
import { yardstick, type YardstickValues } from "../../../../src/experiments/yardstick/spec.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import type { Figure, TileFigure } from "../../../../src/results/figure.ts";
import type { Row } from "../../../../src/results/table.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { memoryShelf, tensorsLeftBy, testContext } from "../../../backends.ts";

const VALUES: YardstickValues = {
  ...yardstick.presets.quick.values,
  testImages: 10,
  judge: false,
  stripeWidths: [],
  patchSizes: [9],
  centreHoles: [6],
  firstPixels: [],
  gaussianNoise: [25],
};

/** Paints everything grey, by a shade that it "learns". It counts how often it is asked. */
function greyRestorer(shade: number): TrainableRestorer & { trained: number; restored: number } {
  return {
    name: "grey",
    label: "Grey",
    experiment: "test",
    trained: 0,
    restored: 0,
    async *train() {
      this.trained++;
      await Promise.resolve();
      yield { kind: "points", points: [{ series: "train", epoch: 1, step: 1, wallMs: 0, value: shade }] };
      yield { kind: "progress", phase: "training", done: 1, total: 2, unit: "steps", label: "epoch 1 of 2" };
      return {
        architecture: "grey",
        about: {},
        weights: [{ name: "shade", shape: [1], values: Float32Array.of(shade) }],
      };
    },
    open({ weights }) {
      return Promise.resolve({
        name: "grey",
        keepsKnownPixels: false,
        restore: ({ count }) => {
          this.restored++;
          return Promise.resolve(new Float32Array(count * PIXELS).fill(weights[0]?.values[0] ?? 0));
        },
        dispose: () => undefined,
      });
    },
  };
}

async function events(context: RunContext, values = VALUES): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of run("quick", values, context)) all.push(event);
  return all;
}

const rowsOf = (all: readonly RunEvent[]): Row[] => all.flatMap((event) => (event.kind === "row" ? [event.row] : []));

describe("the yardstick's matrix", () => {
  before(async () => {
    await chooseEngine("cpu");
  });

  it("has every restorer and baseline on every corruption, each network raw and pasted", async () => {
    const rows = rowsOf(await events(testContext({ restorers: [greyRestorer(0.5)] })));
    const cells = rows.map(({ restorer, corruption, size, composited }) =>
      [restorer, corruption, size, composited ? "pasted" : "raw"].join(" "),
    );
    expect(new Set(cells).size).to.equal(cells.length);
    for (const restorer of ["leave-black", "mean-image", "pca", "linear-fill", "grey"]) {
      for (const corruption of ["patch 9", "centre-hole 6", "gaussian-noise 25"]) {
        expect(cells).to.include(`${restorer} ${corruption} pasted`);
      }
    }
    expect(cells).to.include("grey patch 9 raw");
  });

  it("sets each hole's error beside linear fill's on the same images", async () => {
    const rows = rowsOf(await events(testContext({ restorers: [greyRestorer(0.5)] })));
    const pasted = rows.filter((row) => row["corruption"] === "patch" && row["composited"] === true);
    const linear = pasted.find((row) => row["restorer"] === "linear-fill");
    const grey = pasted.find((row) => row["restorer"] === "grey");
    expect(linear?.["ratio_to_linear"]).to.equal(1);
    expect(grey?.["ratio_to_linear"]).to.be.closeTo(
      (grey?.["mse_hole"] as number) / (linear?.["mse_hole"] as number),
      1e-9,
    );
  });

  it("trains a restorer once, keeps it, and measures no cell twice", async () => {
    const shelf = memoryShelf();
    const first = greyRestorer(0.5);
    const measured = rowsOf(await events(testContext({ restorers: [first], shelf })));
    const second = greyRestorer(0.9); // would be another network, were it trained
    const kept = rowsOf(await events(testContext({ restorers: [second], shelf })));
    expect([first.trained, second.trained]).to.deep.equal([1, 0]);
    expect(kept).to.deep.equal(measured);
    expect(second.restored).to.equal(3); // the figure alone
  });

  it("goes on where it was stopped", async () => {
    const shelf = memoryShelf();
    const restorers = [greyRestorer(0.5)];
    const before: RunEvent[] = [];
    const stopping = testContext({
      restorers,
      shelf,
      breathe: () => (rowsOf(before).length > 5 ? Promise.reject(new Stopped()) : Promise.resolve()),
    });
    let stopped: unknown = null;
    try {
      for await (const event of run("quick", VALUES, stopping)) before.push(event);
    } catch (error) {
      stopped = error;
    }
    expect(stopped).to.be.instanceOf(Stopped);
    expect(rowsOf(before).length).to.be.within(6, 12);
    const whole = rowsOf(await events(testContext({ restorers, shelf })));
    expect(rowsOf(before)).to.deep.equal(whole.slice(0, rowsOf(before).length));
    expect(whole.length).to.equal(rowsOf(await events(testContext({ restorers }))).length);
  });

  it("measures only what is kept when nothing shall be trained, and says what is missing", async () => {
    const all = await events(testContext({ restorers: [greyRestorer(0.5)] }), { ...VALUES, training: "kept" });
    const notices = all.flatMap((event) => (event.kind === "notice" ? [event.text] : []));
    expect(notices).to.include("Not measured, because no trained one is kept here: Grey.");
    expect(rowsOf(all).some(({ restorer }) => restorer === "grey")).to.equal(false);
  });

  it("keeps pictures behind each column: the first image of each digit, and what every restorer made of it", async () => {
    const shelf = memoryShelf();
    const pictures = async (): Promise<Figure[]> => {
      const all = await events(testContext({ restorers: [greyRestorer(0.5)], shelf }));
      const figures = all.flatMap((event) => (event.kind === "figure" ? [event.figure] : []));
      return figures.filter(({ id }) => id.startsWith("pictures-"));
    };
    const measured = await pictures();
    expect(measured.map(({ id }) => id)).to.deep.equal([
      "pictures-patch-9",
      "pictures-centre-hole-6",
      "pictures-gaussian-noise-25",
    ]);
    const [patch] = measured as TileFigure[];
    expect(patch?.columns).to.deep.equal(["5", "7"]);
    const named = ["original", "damaged", "linear-fill", "pca", "mean-image", "leave-black", "grey"];
    expect(patch?.rows.map(({ label }) => label)).to.deep.equal(named);
    const [original, damaged] = patch?.rows ?? [];
    const grey = patch?.rows.at(-1);
    const wrong = [...(grey?.pixels ?? [])].filter((pixel, i) => {
      const wanted = damaged?.holes?.[i] === 1 ? 128 / 255 : original?.pixels[i];
      return Math.abs(pixel - (wanted ?? -1)) > 1e-6;
    });
    expect(wrong).to.deep.equal([]); // grey in the hole, pasted elsewhere
    expect(await pictures()).to.deep.equal(measured); // from the shelf
  });

  it("draws each restorer's training in a panel of its own", async () => {
    const all = await events(testContext({ restorers: [greyRestorer(0.5)] }));
    const points = all.flatMap((event) => (event.kind === "points" ? event.points : []));
    expect(points.map(({ series }) => series)).to.deep.equal(["Loss, Grey/train"]);
    const training = all.filter((event) => event.kind === "progress" && event.label.startsWith("Grey: "));
    expect(training[0]).to.include({ done: 50, total: 100, label: "Grey: epoch 1 of 2" });
  });

  it("leaves no tensor behind", async () => {
    const left = await tensorsLeftBy(async () => void (await events(testContext({ restorers: [greyRestorer(0.5)] }))));
    expect(left).to.equal(0);
  });

  it("refuses a hole that no source has, and no corruption at all", () => {
    expect(() => yardstick.checkTogether({ ...VALUES, centreHoles: [6, 7] })).to.throw(
      "6 and 8 px, the published sizes",
    );
    const none = { ...VALUES, patchSizes: [], centreHoles: [], gaussianNoise: [] };
    expect(() => yardstick.checkTogether(none)).to.throw("choose at least one corruption");
  });
});

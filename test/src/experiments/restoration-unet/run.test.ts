import { expect } from "@esm-bundle/chai";
import { checkConfig } from "../../../../src/catalog.ts";
import { PIXELS, type Dataset, type ImageSet } from "../../../../src/data/dataset.ts";
import { Stopped, type RunContext } from "../../../../src/experiments/experiment.ts";
import { run } from "../../../../src/experiments/restoration-unet/run.ts";
import { restorationUnet, type RestorationUnetValues } from "../../../../src/experiments/restoration-unet/spec.ts";
import type { RunEvent } from "../../../../src/protocol.ts";
import type { Row } from "../../../../src/results/table.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { onEachBackend, tensorsLeftBy, testContext, tinyDataset } from "../../../backends.ts";

const TINY: RestorationUnetValues = {
  ...restorationUnet.presets.quick.values,
  testImages: 2,
  stripeWidths: [3],
  patchSizes: [9],
  steps: 2,
  batchSize: 2,
  warmUpSteps: 1,
  pcaComponents: 3,
};

async function drive(
  change: Partial<RestorationUnetValues> = {},
  context: Partial<RunContext> = {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run("quick", { ...TINY, ...change }, testContext(context))) events.push(event);
  return events;
}

const rowsOf = (events: readonly RunEvent[]): Row[] =>
  events.flatMap((event) => (event.kind === "row" ? [event.row] : []));
const noticesOf = (events: readonly RunEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));

onEachBackend("a run of the restoration U-Net", () => {
  it("tells data, plan, progress, curves, figures, its network and rows, and leaves no tensor", async () => {
    let events: RunEvent[] = [];
    expect(await tensorsLeftBy(async () => void (events = await drive()))).to.equal(0);
    const kinds = new Set(events.map(({ kind }) => kind));
    expect([...kinds].sort()).to.deep.equal(["data", "figure", "model", "notice", "plan", "points", "progress", "row"]);
    expect(events.find(({ kind }) => kind === "plan")).to.deep.include({ parameters: 155_441 });
    const rows = rowsOf(events);
    expect(rows.length).to.equal(3 * 5 + 4); // two stripes and a patch; four restorers beside linear fill summed up
    const network = rows.find((row) => row["restorer"] === "network" && row["corruption"] === "patch");
    expect(network).to.include({ size_px: 9, digits: "5 7", published_mse: 0.0154, composited: true, n_images: 2 });
  });
});

describe("a run of the restoration U-Net", () => {
  before(async () => void (await chooseEngine("wasm")));

  it("sets every method beside linear fill in the same holes, and sums the masks up by a geometric mean", async () => {
    const rows = rowsOf(await drive({ testImages: 10 }));
    const masks = rows.filter((row) => row["masked_percent"] !== null);
    for (const row of masks) {
      const linear = masks.find(
        (other) =>
          other["restorer"] === "linear-fill" &&
          other["corruption"] === row["corruption"] &&
          other["size_px"] === row["size_px"],
      );
      const ratio = (row["mse_hole"] as number) / (linear?.["mse_hole"] as number);
      expect(row["hole_ratio_to_linear"]).to.be.closeTo(ratio, 1e-9);
    }
    const ratios = masks
      .filter((row) => row["restorer"] === "mean-image")
      .map((row) => row["hole_ratio_to_linear"] as number);
    const summary = rows.find((row) => row["restorer"] === "mean-image" && row["corruption"] === "all masks");
    expect(ratios.length).to.equal(3);
    expect(summary?.["hole_ratio_to_linear"]).to.be.closeTo(Math.cbrt(ratios.reduce((a, b) => a * b, 1)), 1e-9);
    expect(summary).to.include({ rows_measured: 3, rows_beaten: ratios.filter((ratio) => ratio < 1).length });
  });

  it("lets the judge read clean digits and the 8 × 8 hole of every method, and leaves no tensor", async () => {
    let rows: Row[] = [];
    const left = await tensorsLeftBy(async () => void (rows = rowsOf(await drive({ judge: true }))));
    expect(left).to.equal(0);
    const judged = rows.filter((row) => row["accuracy_percent"] !== null);
    expect(judged.map((row) => row["restorer"])).to.deep.equal([
      "clean",
      "network",
      "leave-black",
      "mean-image",
      "pca",
      "linear-fill",
    ]);
    for (const row of judged) expect(row).to.include({ masked_percent: null, n_images: 10 }); // all, not the first two
  });

  it("gives the same rows for the same seed and others for another", async () => {
    const first = rowsOf(await drive());
    expect(rowsOf(await drive())).to.deep.equal(first);
    const other = rowsOf(await drive({ seed: 2 }));
    expect(other[0]?.["mse_hole"]).not.to.equal(first[0]?.["mse_hole"]);
    expect(other[1]?.["mse_hole"]).to.equal(first[1]?.["mse_hole"]); // a baseline: the holes are the same
  });

  it("leaves no tensor when it is stopped in the middle of training, or of measuring", async () => {
    for (const breaths of [1, 3, 9, 20]) {
      let left = breaths;
      const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
      let stopped = false;
      const tensors = await tensorsLeftBy(async () => {
        await drive({}, { breathe }).catch((error: unknown) => (stopped = error instanceof Stopped));
      });
      expect(stopped).to.equal(true);
      expect(tensors).to.equal(0);
    }
  });

  it("says so when the network does no better than a black hole, and only then", async () => {
    const stuck = noticesOf(await drive({ learningRate: 1e-6 })).filter((text) =>
      text.includes("leaving the hole black"),
    );
    expect(stuck.length).to.equal(1);
    expect(stuck[0]).to.contain("After 2 steps");
    // Where all is nearly white, even a network that has learnt nothing is closer to it than black is.
    const white = { dataset: () => Promise.resolve(whiteDataset()) };
    expect(noticesOf(await drive({ learningRate: 1e-6 }, white)).join()).not.to.contain("leaving the hole black");
  });

  it("says so when the digits chosen are not in the data", async () => {
    let message = "";
    await drive({}, { dataset: () => Promise.resolve(tinyDataset(0, 0)) }).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.contain("Cannot train on tiny: digits 5, 7 give 0 training and 0 test images");
  });

  it("refuses a warm-up as long as the training, and a table without masks", () => {
    const config = (change: Partial<RestorationUnetValues>): unknown =>
      checkConfig({ experiment: "restoration-unet", preset: "quick", engine: "wasm", values: { ...TINY, ...change } });
    expect(() => config({ steps: 20, warmUpSteps: 20 })).to.throw(
      "Cannot train: the warm-up must be shorter than the 20 steps, got 20.",
    );
    expect(() => config({ stripeWidths: [], patchSizes: [] })).to.throw(
      "choose at least one stripe width or patch size",
    );
  });
});

function whiteDataset(): Dataset {
  const images = (count: number): ImageSet => {
    const pixels = Uint8Array.from({ length: count * PIXELS }, (_, i) => 240 + (i % 11)); // it must vary for linear fill
    return { pixels, labels: new Uint8Array(count).fill(5), count };
  };
  const { identity } = tinyDataset(40, 10);
  return { identity, select: (split) => Promise.resolve(images(split === "train" ? 40 : 10)) };
}

import { expect } from "@esm-bundle/chai";
import { keptUnder, readCheckpoint } from "../../../../src/experiments/kept-restorers.ts";
import { Stopped } from "../../../../src/experiments/experiment.ts";
import type { Checkpoint } from "../../../../src/results/checkpoint.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { memoryShelf, tensorsLeftBy, tinyDataset } from "../../../backends.ts";
import { driveZoo as drive, rowsOf, zooEvents } from "./drive.ts";

describe("the zoo", () => {
  before(() => chooseEngine("wasm"));

  it("leaves no tensor when it is stopped, in any model", async () => {
    for (const model of ["sparse", "denoising", "vae", "gan"] as const) {
      for (const breaths of [3, 9, 20]) {
        let left = breaths;
        const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
        let isStopped = false;
        const tensors = await tensorsLeftBy(async () => {
          await drive({ model, epochs: 50, ganSteps: 50 }, { breathe }).catch((error: unknown) => {
            isStopped = error instanceof Stopped;
          });
        });
        expect(isStopped, model).to.equal(true);
        expect(tensors, model).to.equal(0);
      }
    }
  });

  it("sets the published loss of the same epoch beside the measured one", async () => {
    const [first] = rowsOf(await drive({ model: "vanilla", epochs: 2 }));
    expect(first).to.include({ model: "vanilla", epochs: 2, published_loss: 0.013, parameters: 101_200, n_images: 6 });
    const loss = first?.["validation_loss"] as number;
    expect(first?.["difference_percent"]).to.be.closeTo(100 * (loss / 0.013 - 1), 1e-9);
    const [published] = rowsOf(await drive({ model: "sparse", epochs: 0 }));
    expect(published).to.include({ epochs: 15, published_loss: 0.0099 });
    const [beyond] = rowsOf(await drive({ model: "two-unit", epochs: 3 }));
    expect(beyond).to.include({ published_loss: null, difference_percent: null });
  });

  it("says how few epochs, images and steps it took, and on which digits", async () => {
    const notices: string[] = [];
    for await (const event of zooEvents({})) {
      if (event.kind === "plan") break; // the first model begins
      if (event.kind === "notice") notices.push(event.text);
    }
    expect(notices[0]).to.contain("Measured on tiny, published on MNIST");
    expect(notices[1]).to.contain("Trained for 1 epoch each on the first 2000 training images");
    expect(notices[2]).to.contain("The GAN is trained for 2 steps; the source takes 3,000");
  });

  it("tells the sparse model's penalty apart from its error: loss = MSE + penalty on the same images", async () => {
    for (const penaltyOver of ["batch", "image"] as const) {
      const [row] = rowsOf(await drive({ model: "sparse", penaltyOver, sparsePenalty: 0.01 }));
      const [loss, penalty, mse] = ["validation_loss", "penalty", "mse_all"].map((name) => row?.[name] as number);
      expect(loss).to.be.closeTo((penalty as number) + (mse as number), 1e-4 * (loss as number));
      expect(penalty).to.be.greaterThan(0);
    }
  });

  it("validates on held-out training images where asked, and refuses too few", async () => {
    const events = await drive({ model: "vanilla", validation: "held-out" });
    const data = events.find((event) => event.kind === "data");
    expect(data?.kind === "data" && data.trainImages).to.equal(14);
    let message = "";
    await drive({}, { dataset: () => Promise.resolve(tinyDataset(1, 0)) }).catch((error: unknown) => {
      message = (error as Error).message;
    });
    expect(message).to.contain("give 1 training and 0 test images; choose more digits or another data set.");
    await drive({ model: "gan", ganBatchSize: 64 }).catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.contain("a batch of 64 needs as many training images, got 16");
  });

  it("paints the plane seamlessly, the test digits' places, and the GAN's samples over time", async () => {
    const figures = [...(await drive({ model: "vae" })), ...(await drive({ model: "gan", ganSteps: 1 }))].flatMap(
      (event) => (event.kind === "figure" ? [event.figure] : []),
    );
    const manifold = figures.find(({ id }) => id === "manifold");
    if (manifold?.kind !== "tiles") throw new Error("no manifold");
    expect(manifold.seamless).to.equal(true);
    expect(manifold.rows.map(({ label }) => label)).to.deep.equal(manifold.columns);
    expect([manifold.columns[0], manifold.columns.length, manifold.columns.at(-1)]).to.deep.equal([
      "−1.64",
      20,
      "1.64",
    ]);
    const plane = figures.find(({ id }) => id === "plane-vae");
    expect(plane?.kind === "scatter" && plane.points.length).to.equal(12);
    const samples = figures.filter(({ id }) => id === "gan-samples").at(-1);
    if (samples?.kind !== "tiles") throw new Error("no samples");
    const labels = samples.rows.map(({ label }) => label);
    expect(labels).to.include.members([
      "GAN as published, step 0",
      "GAN as published, step 1",
      "the same, each painted alone",
      "GAN corrected, step 1",
    ]);
  });

  it("tables the mean over seeds where it repeats", async () => {
    const rows = rowsOf(await drive({ model: "vanilla", repeats: 2 }));
    expect(rows.map(({ seed }) => seed)).to.deep.equal([1, 2, "mean of 1, 2"]);
    const [first, second, mean] = rows.map((row) => row["mse_all"] as number) as [number, number, number];
    expect(mean).to.be.closeTo((first + second) / 2, 1e-12);
  });

  it("gives the same rows for the same seed", async () => {
    const values = { model: "denoising", noiseDraws: "every-epoch" } as const;
    expect(rowsOf(await drive(values))).to.deep.equal(rowsOf(await drive(values)));
  });

  it("keeps the longest trained generators of all ten digits, under their data's name", async () => {
    const shelf = memoryShelf();
    const { identity } = tinyDataset(16, 6);
    const kept = (what: string): Promise<Checkpoint | null> => readCheckpoint(shelf, keptUnder(what, identity));
    await drive({ model: "vae", digits: [5, 7] }, { shelf });
    expect(await kept("generators/vae-decoder-2")).to.equal(null);
    await drive({ model: "vae", epochs: 2 }, { shelf });
    await drive({ model: "vae", epochs: 1 }, { shelf });
    await drive({ model: "gan", ganVariant: "corrected" }, { shelf });
    const decoder = await kept("generators/vae-decoder-2");
    expect(decoder?.architecture).to.equal("vae-decoder 2");
    expect(decoder?.about["epochs"]).to.equal(2);
    expect((await kept("generators/gan"))?.architecture).to.equal("zoo-gan-generator");
  });
});

import { expect } from "@esm-bundle/chai";
import { PIXELS } from "../../../../src/data/dataset.ts";
import { Stopped, type RunContext, type RunUpdate } from "../../../../src/experiments/experiment.ts";
import { run } from "../../../../src/experiments/latent-inpainting/run.ts";
import type { LatentInpaintingValues } from "../../../../src/experiments/latent-inpainting/parameters.ts";
import { latentInpainting } from "../../../../src/experiments/latent-inpainting/spec.ts";
import { keepCheckpoint, keptUnder } from "../../../../src/experiments/kept-restorers.ts";
import { ParameterError } from "../../../../src/experiments/parameters.ts";
import { checkpointOf } from "../../../../src/networks/checkpoints.ts";
import { variationalDecoder } from "../../../../src/networks/variational-autoencoder.ts";
import { zooGanGenerator } from "../../../../src/networks/zoo-gan-generator.ts";
import { Random } from "../../../../src/random.ts";
import type { Row } from "../../../../src/results/table.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { memoryShelf, onEachBackend, tensorsLeftBy, testContext, tinyDataset } from "../../../backends.ts";

function values(change: Partial<LatentInpaintingValues> = {}): LatentInpaintingValues {
  const small = { N: [300, 500], images: 2, restarts: 3, steps: 6, trainingEpochs: 1 };
  return { ...latentInpainting.presets.quick.values, ...small, ...change };
}

async function drive(
  change: Partial<LatentInpaintingValues> = {},
  context: Partial<RunContext> = {},
): Promise<RunUpdate[]> {
  const updates: RunUpdate[] = [];
  for await (const update of run("quick", values(change), testContext(context))) updates.push(update);
  return updates;
}

const rowsOf = (updates: readonly RunUpdate[]): Row[] =>
  updates.flatMap((update) => (update.kind === "row" ? [update.row] : []));

const seriesOf = (updates: readonly RunUpdate[]): Set<string> =>
  new Set(updates.flatMap((update) => (update.kind === "points" ? update.points.map(({ series }) => series) : [])));

async function messageOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "no fault",
    (error: unknown) => (error as Error).message,
  );
}

/** A generator of one shade whose file brings two pictures, as bytes. */
function shadeFile(): Uint8Array {
  const picture = (value: number): number[] => Array.from({ length: PIXELS }, () => value);
  const file = {
    A1: [[1]],
    B1: [0],
    A2: Array.from({ length: PIXELS }, () => [1]),
    B2: picture(0),
    ideal: [picture(0.25), picture(0.4)],
    noisy: [picture(0.2), picture(0.45)],
  };
  return new TextEncoder().encode(JSON.stringify(file));
}

onEachBackend("a run of latent inpainting", () => {
  it("tells data first, then searches every N, and leaves no tensor", async () => {
    await drive({ N: [500] });
    let updates: RunUpdate[] = [];
    expect(await tensorsLeftBy(async () => void (updates = await drive()))).to.equal(0);
    expect(updates[0]).to.include({ kind: "data", testImages: 2 });
    const rows = rowsOf(updates);
    expect(rows.map((row) => [row["n_kept"], row["image"]])).to.deep.equal([
      [500, 1],
      [500, 2],
      [300, 1],
      [300, 2],
    ]);
    for (const row of rows) {
      expect(row["mse_all"]).to.be.closeTo((row["error_l2"] as number) ** 2 / PIXELS, 1e-6);
      expect(row["j_at_truth"]).to.be.a("number");
    }
    const figures = new Set(updates.flatMap((update) => (update.kind === "figure" ? [update.figure.id] : [])));
    expect([...figures].sort()).to.deep.equal(["forming", "restored-300-adam", "restored-500-adam"]);
    expect([...seriesOf(updates)]).to.include.members(["J, N = 500/image 2 start 3", "J, N = 300/image 1 chosen"]);
  });

  it("trains a generator adversarially or as a decoder, keeps it, and restores real digits with it", async () => {
    const shelf = memoryShelf();
    for (const [generator, curve] of [
      ["train-vae", "train"],
      ["train-gan", "discriminator"],
    ] as const) {
      const change = { generator, source: "real-eights", N: [400], restarts: 1, steps: 2 } as const;
      let updates: RunUpdate[] = [];
      expect(await tensorsLeftBy(async () => void (updates = await drive(change, { shelf })))).to.equal(0);
      expect(seriesOf(updates).has(curve)).to.equal(true);
      expect(rowsOf(updates)).to.have.length(2);
      expect(seriesOf(await drive(change, { shelf })).has(curve)).to.equal(false);
    }
  });
});

onEachBackend("the decoders of the autoencoder zoo", () => {
  it("are searched like any generator, at their own size of code", async () => {
    const shelf = memoryShelf();
    const { identity } = tinyDataset(1, 1);
    for (const [generator, what, architecture, build] of [
      ["trained-vae", "generators/vae-decoder-2", "vae-decoder 2", variationalDecoder],
      ["trained-gan", "generators/gan", "zoo-gan-generator", zooGanGenerator],
    ] as const) {
      const model = build(new Random(1));
      await keepCheckpoint(shelf, keptUnder(what, identity), await checkpointOf(model, architecture, {}));
      model.dispose();
      const small = { generator, N: [400], images: 1, restarts: 2, steps: 2 };
      let rows: Row[] = [];
      expect(await tensorsLeftBy(async () => void (rows = rowsOf(await drive(small, { shelf }))))).to.equal(0);
      expect(rows[0]?.["lowest_j"]).to.satisfy(Number.isFinite);
    }
  });
});

describe("a run of latent inpainting", () => {
  before(async () => void (await chooseEngine("wasm")));

  it("takes the last code of one start as published, and says the same with every optimiser", async () => {
    const { selection } = latentInpainting.presets["as-published"].values;
    const rows = rowsOf(await drive({ optimiser: "all", selection, restarts: 1, steps: 40, N: [500], images: 1 }));
    expect(rows.map((row) => row["optimiser"])).to.deep.equal(["gradient-descent", "power-normalised", "adam"]);
    for (const row of rows) expect(row["success_rate"]).to.equal(row["success_rate_last"]);
    const best = rowsOf(await drive({ restarts: 1, steps: 40, N: [500], images: 1, adamRate: 1 }))[0];
    const last = rowsOf(await drive({ restarts: 1, steps: 40, N: [500], images: 1, adamRate: 1, selection }))[0];
    expect(best?.["lowest_j"]).to.be.lessThan(last?.["lowest_j"] as number);
  });

  it("finds the code that an ideal picture was drawn from, with Adam and a few starts", async () => {
    const [row] = rowsOf(await drive({ N: [784], images: 1, restarts: 4, steps: 300 }));
    expect(row?.["error_l2"]).to.be.lessThan(1);
    expect(row?.["lowest_j"]).to.be.lessThan(row?.["j_at_truth"] as number);
    expect(row?.["kept_rms"]).to.be.closeTo(0.1, 0.01);
    expect(row?.["mse_hole"]).to.equal(0);
  });

  it("restores the pictures that a file brings, noise and all", async () => {
    const updates = await drive(
      { generator: "shade.json", images: 9, steps: 200, N: [784] },
      {
        file: () => Promise.resolve(shadeFile()),
      },
    );
    expect(updates[0]).to.include({ kind: "data", testImages: 2 });
    const rows = rowsOf(updates);
    expect(rows.map((row) => row["error_l2"] as number)).to.satisfy((errors: number[]) =>
      errors.every((error) => Math.abs(error - 28 * 0.05) < 0.05),
    );
    expect(rows[0]).to.include({ j_at_truth: null, published_j: null, generator: "shade.json" });
  });

  it("starts the first of many starts where a single one starts", async () => {
    const one = rowsOf(await drive({ restarts: 1, steps: 1, selection: "last", N: [500] }));
    const many = rowsOf(await drive({ restarts: 5, steps: 1, selection: "last", N: [500] }));
    expect(many.map((row) => row["lowest_j"])).to.deep.equal(one.map((row) => row["lowest_j"]));
  });

  it("gives the same rows for the same seed and others for another", async () => {
    const rows = rowsOf(await drive());
    expect(rowsOf(await drive())).to.deep.equal(rows);
    expect(rowsOf(await drive({ seed: 2 }))[0]?.["lowest_j"]).not.to.equal(rows[0]?.["lowest_j"]);
  });

  it("leaves no tensor when it is stopped in training or in the search, or left by whoever listens", async () => {
    for (const [generator, breaths] of [
      ["train-gan", 1],
      ["own-vae", 0],
      ["own-vae", 9],
    ] as const) {
      let left = breaths as number;
      const breathe = (): Promise<void> => (left-- > 0 ? Promise.resolve() : Promise.reject(new Stopped()));
      let wasStopped = false;
      const tensors = await tensorsLeftBy(async () => {
        await drive({ generator, trainingEpochs: 9 }, { breathe }).catch((error: unknown) => {
          wasStopped = error instanceof Stopped;
        });
      });
      expect([wasStopped, tensors]).to.deep.equal([true, 0]);
    }
    const tensors = await tensorsLeftBy(async () => {
      for await (const update of run("quick", values(), testContext())) if (update.kind === "figure") break;
    });
    expect(tensors).to.equal(0);
  });

  it("says in one sentence what is missing", async () => {
    const broken = { file: () => Promise.resolve(new TextEncoder().encode("{}")) };
    expect(await messageOf(drive({ generator: "my.json" }, broken))).to.contain("Cannot read my.json: A1 is missing");
    for (const generator of ["trained-vae", "trained-gan"]) {
      expect(await messageOf(drive({ generator }))).to.contain(
        "none is kept that was trained on tiny. Run the autoencoder zoo",
      );
    }
    const empty = { dataset: () => Promise.resolve(tinyDataset(0, 0)) };
    expect(await messageOf(drive({ source: "real-eights" }, empty))).to.contain(
      "Cannot restore eights: tiny holds none",
    );
    expect(await messageOf(drive({ generator: "train-vae" }, empty))).to.contain("Cannot train a generator on tiny");
    expect(await messageOf(drive({ gradientDescentRate: 1e38, optimiser: "gradient-descent" }))).to.contain(
      "The search has diverged",
    );
  });
});

describe("the spec of latent inpainting", () => {
  it("names the columns of its table as they are agreed, first to last", () => {
    const agreed =
      "experiment,preset,seed,n_kept,image,optimiser,restarts,lowest_j,error_l2,mse_all,mse_hole,success_rate";
    const names = latentInpainting.columns.map(({ name }) => name).join();
    expect(names.startsWith(agreed)).to.equal(true);
  });

  it("refuses more codes than a search can hold", () => {
    const { checkTogether } = latentInpainting;
    checkTogether(values({ images: 200, restarts: 100 }));
    expect(() => checkTogether(values({ images: 200, restarts: 101 }))).to.throw(ParameterError, "at most 20000");
  });
});

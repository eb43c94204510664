import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../../../src/data/dataset.ts";
import {
  picturesOf,
  searchCodes,
  type LatentGenerator,
  type SearchUpdate,
} from "../../../src/restorers/latent-search.ts";
import { eachRepeated, lowestStarts, rowsAt } from "../../../src/restorers/latent-starts.ts";
import { LAB_SPACE } from "../../../src/restorers/pixel-space.ts";
import { PowerNormalized } from "../../../src/training/power-normalized.ts";
import { adam } from "../../../src/training/optimizers.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

/** The code's one number as the shade of every pixel: the best code is the mean of what is known, but for the prior. */
const shade: LatentGenerator = {
  latentSize: 1,
  parameters: 0,
  space: LAB_SPACE,
  apply: (codes) => codes.tile<tf.Tensor2D>([1, PIXELS]),
  dispose: () => undefined,
};

/** Known pixels alternate between 0.5 and 0.7; unknown ones would say 9. */
const OBSERVED = Float32Array.from({ length: PIXELS }, (_, i) => (i >= 400 ? 9 : i % 2 === 0 ? 0.5 : 0.7));
const KNOWN = Uint8Array.from({ length: PIXELS }, (_, i) => (i < 400 ? 1 : 0));

const objectiveAt = (z: number): number => 400 * Math.log(200 * ((z - 0.5) ** 2 + (z - 0.7) ** 2)) + z * z;

async function search(
  starts: readonly number[],
  optimizer: tf.Optimizer,
  steps: number,
  tells: (step: number) => boolean = () => false,
): Promise<SearchUpdate[]> {
  const updates: SearchUpdate[] = [];
  const task = {
    generator: shade,
    observed: eachRepeated(OBSERVED, PIXELS, starts.length),
    known: eachRepeated(KNOWN, PIXELS, starts.length),
    starts: Float32Array.from(starts),
    optimizer,
    steps,
    tells,
    breathe: () => Promise.resolve(),
  };
  for await (const update of searchCodes(task)) updates.push(update);
  optimizer.dispose();
  return updates;
}

onEachBackend("a search for codes", () => {
  it("finds from every start what explains the known pixels, and leaves no tensor", async () => {
    let updates: SearchUpdate[] = [];
    const left = await tensorsLeftBy(async () => {
      updates = await search([-1, 2], adam(0.05, 0.5), 50, (step) => step === 0);
    });
    expect(left).to.equal(0);
    const [reading, end] = updates;
    if (reading?.kind !== "reading" || end?.kind !== "end") throw new Error("a reading and an end were wanted");
    expectClose(reading.found.objective, [objectiveAt(-1), objectiveAt(2)], 1e-5);
    expectClose(end.best.codes, [0.6, 0.6], 1e-2);
    expectClose(end.best.objective, [objectiveAt(0.6), objectiveAt(0.6)], 1e-4);
  });

  it("remembers the best code where the last one has run away from it", async () => {
    const updates = await search([0.59], new PowerNormalized(1, 1, 1e-6), 3);
    const end = updates.at(-1);
    if (end?.kind !== "end") throw new Error("an end was wanted");
    expectClose(end.best.codes, [0.59], 1e-5);
    expect(Math.abs((end.last.codes[0] as number) - 0.59)).to.be.greaterThan(0.5);
    expectClose(end.last.objective, [objectiveAt(end.last.codes[0] as number)], 1e-4);
  });

  it("takes the source's own steps under gradient descent", async () => {
    const rate = 1e-4;
    let z = 0.2;
    for (let step = 0; step < 2; step++) {
      const slope = (400 * 2 * (2 * z - 1.2)) / ((z - 0.5) ** 2 + (z - 0.7) ** 2) + 2 * z;
      z -= rate * slope;
    }
    const end = (await search([0.2], tf.train.sgd(rate), 2)).at(-1);
    if (end?.kind !== "end") throw new Error("an end was wanted");
    expectClose(end.last.codes, [z], 1e-4);
  });

  it("says that it has diverged when no start has a finite J", async () => {
    let message = "";
    await tensorsLeftBy(async () => {
      await search([1], tf.train.sgd(1e38), 5).catch((error: unknown) => (message = (error as Error).message));
    });
    expect(message).to.contain("The search has diverged: no start has a finite J");
  });

  it("lets its tensors go when whoever listens leaves early", async () => {
    const optimizer = adam(0.05);
    const left = await tensorsLeftBy(async () => {
      const task = {
        generator: shade,
        observed: OBSERVED,
        known: KNOWN,
        starts: Float32Array.of(1),
        optimizer,
        steps: 9,
        tells: () => true,
        breathe: () => Promise.resolve(),
      };
      for await (const update of searchCodes(task)) if (update.kind === "reading" && update.step === 0) break;
    });
    expect(left).to.equal(0);
    optimizer.dispose();
  });

  it("shows what codes look like", async () => {
    const pictures = await picturesOf(shade, Float32Array.of(0.25, 0.5));
    expect([pictures.length, pictures[0], pictures[PIXELS]]).to.deep.equal([2 * PIXELS, 0.25, 0.5]);
  });
});

describe("many starts for each image", () => {
  it("lie image by image, and the lowest is chosen in each", () => {
    expect([...eachRepeated(Float32Array.of(1, 2, 3, 4), 2, 2)]).to.deep.equal([1, 2, 1, 2, 3, 4, 3, 4]);
    const objective = Float32Array.of(5, 3, 4, NaN, 7, 9);
    expect(lowestStarts({ codes: new Float32Array(6), objective }, 2)).to.deep.equal([1, 4]);
    expect([...rowsAt(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 0], 2)]).to.deep.equal([5, 6, 1, 2]);
  });
});

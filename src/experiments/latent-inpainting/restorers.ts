/** What latent inpainting lends to the yardstick: the search through a decoder that has seen all ten digits. */
import { firstImages, PIXELS } from "../../data/dataset.ts";
import { latentModel } from "../../networks/latent-model.ts";
import { openLatentGenerator } from "../../networks/latent-generator.ts";
import { Random } from "../../random.ts";
import { picturesOf, searchCodes, type Found, type LatentGenerator } from "../../restorers/latent-search.ts";
import { eachRepeated, lowestStarts, rowsAt } from "../../restorers/latent-starts.ts";
import type { DamagedImages } from "../../restorers/restorer.ts";
import { adam } from "../../training/optimizers.ts";
import type { Budget, TrainableRestorer } from "../experiment.ts";
import { trainGenerator } from "./train-generator.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const TRAINING: Readonly<Record<Budget, { images: number; epochs: number; batch: number }>> = {
  glimpse: { images: 2000, epochs: 6, batch: 64 },
  quick: { images: 5000, epochs: 6, batch: 64 },
  full: { images: Infinity, epochs: 40, batch: 128 },
};

/** Of every search, however long the training was; few, because a thousand images are searched for each corruption. */
const STARTS = 4;
const STEPS = 100;
const RATE = 0.1;

/** Images that are searched at once. */
const BATCH = 125;

/**
 * A variational autoencoder's decoder, its codes searched by Adam for what explains the known pixels. A generator of eights
 * would make eights of all digits.
 */
export const latentSearch: TrainableRestorer = {
  name: "latent-search",
  label: "Latent search, VAE decoder",
  experiment: "latent-inpainting",
  train: async function* (dataset, budget, context) {
    const { images, epochs, batch } = TRAINING[budget];
    const all = firstImages(await dataset.select("train", DIGITS), images);
    const about = { data: dataset.identity.name, digits: "all", budget };
    return yield* trainGenerator({ way: "vae", images: all, epochs, batch, seed: 1, about }, context);
  },
  open: (checkpoint, { breathe }) => {
    const generator = latentModel(openLatentGenerator(checkpoint));
    return Promise.resolve({
      name: "latent-search",
      keepsKnownPixels: false,
      restore: (images: DamagedImages) => restore(generator, images, breathe),
      dispose: () => generator.dispose(),
    });
  },
};

async function restore(
  generator: LatentGenerator,
  { pixels, holes, count }: DamagedImages,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const restored = new Float32Array(count * PIXELS);
  const starts = drawStarts(generator.latentSize);
  for (let first = 0; first < count; first += BATCH) {
    const last = Math.min(count, first + BATCH);
    const observed = pixels.subarray(first * PIXELS, last * PIXELS);
    const known = knownPixels(holes.subarray(first * PIXELS, last * PIXELS));
    const best = await search(generator, { observed, known, starts }, breathe);
    const codes = rowsAt(best.codes, lowestStarts(best, last - first), generator.latentSize);
    restored.set(await picturesOf(generator, codes), first * PIXELS);
  }
  return restored;
}

async function search(
  generator: LatentGenerator,
  images: { observed: Float32Array; known: Uint8Array; starts: Float32Array },
  breathe: () => Promise<void>,
): Promise<Found> {
  const optimizer = adam(RATE);
  try {
    const search = searchCodes({
      generator,
      observed: eachRepeated(images.observed, PIXELS, STARTS),
      known: eachRepeated(images.known, PIXELS, STARTS),
      starts: eachRepeated(images.starts, images.starts.length, images.observed.length / PIXELS),
      optimizer,
      steps: STEPS,
      tells: () => false,
      breathe,
    });
    for await (const update of search) if (update.kind === "end") return update.best;
    throw new Error("Cannot restore: the search ended without a result");
  } finally {
    optimizer.dispose();
  }
}

/** The mean code, and others that are the same for every image and every call. */
function drawStarts(latentSize: number): Float32Array {
  const random = new Random(1).stream("starts");
  return Float32Array.from({ length: STARTS * latentSize }, (_, i) => (i < latentSize ? 0 : random.normal()));
}

/** Noise hides no pixel: its hole is the whole image, behind which every pixel still tells something. */
function knownPixels(holes: Uint8Array): Uint8Array {
  const known = holes.map((missing) => 1 - missing);
  for (let start = 0; start < known.length; start += PIXELS) {
    const image = known.subarray(start, start + PIXELS);
    if (!image.includes(1)) image.fill(1);
  }
  return known;
}

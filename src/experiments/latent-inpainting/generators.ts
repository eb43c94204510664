/** Which generator is searched, and where it comes from: the lab's own, one trained now, one kept before, or a file. */
import type { Dataset } from "../../data/dataset.ts";
import { latentModel } from "../../networks/latent-model.ts";
import { openLatentGenerator } from "../../networks/latent-generator.ts";
import type { LatentGenerator } from "../../restorers/latent-search.ts";
import { decodeCheckpoint, type Checkpoint } from "../../results/checkpoint.ts";
import { codeVersion } from "../../results/manifest.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { keptOrTrained, keptUnder } from "../kept-restorers.ts";
import { fileOf } from "../parameters.ts";
import { generatorOfFile, readGeneratorFile, type GeneratorFile } from "./generator-file.ts";
import { PARAMETERS, type LatentInpaintingValues } from "./parameters.ts";
import { trainGenerator, type TrainingWay } from "./train-generator.ts";
import { openZooGenerator } from "./zoo-generators.ts";

/** Below `public/`. */
export const OWN_GENERATOR = "generators/eight.lacuna";

/** Images per update where a generator is trained here. */
const BATCH = 64;

/** The digit that seed 001 generates. */
export const EIGHT = 8;

export interface OpenGenerator {
  readonly generator: LatentGenerator;
  /** The file it came from, with the images that it may bring. */
  readonly file: GeneratorFile | null;
}

type Asked = Pick<LatentInpaintingValues, "generator" | "trainingEpochs" | "seed">;

/** Whether digits are needed to have this generator. */
export function needsDigits({ generator }: Asked): boolean {
  return ["train-vae", "train-gan", "trained-vae", "trained-gan"].includes(generator);
}

/**
 * @param dataset - null where `needsDigits` says that none is needed
 * @throws Error, CheckpointError or GeneratorFileError, ready to show
 */
export async function* openGenerator(
  asked: Asked,
  dataset: Dataset | null,
  context: RunContext,
): AsyncGenerator<RunUpdate, OpenGenerator, void> {
  const name = fileOf(PARAMETERS.generator, asked.generator);
  if (name !== null) {
    const file = readGeneratorFile(name, await context.file(name));
    return { generator: generatorOfFile(file), file };
  }
  if (dataset === null) {
    const checkpoint = decodeCheckpoint(await context.asset(OWN_GENERATOR));
    return { generator: latentModel(openLatentGenerator(checkpoint)), file: null };
  }
  const { generator } = asked;
  if (generator === "trained-vae" || generator === "trained-gan") {
    return { generator: await openZooGenerator(generator, dataset.identity, context.shelf), file: null };
  }
  const checkpoint = yield* trainedHere(generator === "train-vae" ? "vae" : "gan", asked, dataset, context);
  return { generator: latentModel(openLatentGenerator(checkpoint)), file: null };
}

/** Trained now, or kept from the last time that the same was asked of the same digits. */
async function* trainedHere(
  way: TrainingWay,
  { trainingEpochs: epochs, seed }: Asked,
  dataset: Dataset,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const key = keptUnder(`generators/eights-${way}/${epochs}-epochs-seed-${seed}`, dataset.identity);
  const train = (own: RunContext): AsyncGenerator<RunUpdate, Checkpoint, void> =>
    trainOnEights(way, { trainingEpochs: epochs, seed }, dataset, own);
  return yield* keptOrTrained({ key, part: "generator", train }, context);
}

async function* trainOnEights(
  way: TrainingWay,
  { trainingEpochs: epochs, seed }: Omit<Asked, "generator">,
  dataset: Dataset,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const images = await dataset.select("train", [EIGHT]);
  if (images.count < 2) {
    throw new Error(
      `Cannot train a generator on ${dataset.identity.name}: it holds ${images.count} eights. Choose other digits.`,
    );
  }
  const { commit } = codeVersion();
  const about = { data: dataset.identity.name, digits: "8", commit };
  return yield* trainGenerator({ way, images, epochs, batch: BATCH, seed, about }, context);
}

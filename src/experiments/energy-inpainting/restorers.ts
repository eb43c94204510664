/** What energy inpainting lends to the yardstick: its generator, and the descent of its energy from where that ends. */
import { firstImages, type Dataset } from "../../data/dataset.ts";
import { disposePair, pairCheckpoint, pairFrom, type EnergyPair } from "../../networks/energy-pair.ts";
import { Random } from "../../random.ts";
import { energyDescent } from "../../restorers/energy-descent.ts";
import { energyGenerator } from "../../restorers/energy-generator.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import type { Budget, OpenRestorer, RunContext, RunUpdate, TrainableRestorer } from "../experiment.ts";
import { trainedOnce } from "../kept-restorers.ts";
import { CORRECTED } from "./spec.ts";
import { trainPair, type PairTraining } from "./training.ts";

const ALL_DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const SETTINGS: Readonly<Record<Budget, PairTraining & { readonly trainImages: number }>> = {
  /** 200 steps of 100 images. */
  glimpse: { ...CORRECTED, trainImages: 2000, epochs: 10 },
  /** 1,000 of them. */
  quick: { ...CORRECTED, trainImages: 2000, epochs: 50 },
  full: CORRECTED,
};

export const energyGeneratorRestorer: TrainableRestorer = {
  name: "energy-generator",
  label: "Energy generator, corrected",
  experiment: "energy-inpainting",
  train: trainForYardstick,
  open: (checkpoint, context) =>
    opened(checkpoint, context, ({ generator }) => energyGenerator(generator, context.breathe)),
};

/** The same pair of networks, put to another use: whoever has the generator need not train again. */
export const energyDescentRestorer: TrainableRestorer = {
  name: "energy-descent",
  label: "Energy descent, corrected",
  experiment: "energy-inpainting",
  train: (dataset, budget, context) => trainedOnce(energyGeneratorRestorer, dataset, budget, context),
  open: (checkpoint, context) => opened(checkpoint, context, (pair) => descentFromGenerator(pair, context)),
};

/** Whether a run with these settings trains what the yardstick takes for "full". */
export function trainsFull(training: PairTraining & { readonly trainImages: number }): boolean {
  const names = [
    "trainImages",
    "generatorInput",
    "hiddenUnits",
    "epochs",
    "batchSize",
    "learningRate",
    "seed",
  ] as const;
  return names.every((name) => training[name] === CORRECTED[name]);
}

export function keptAs(pair: EnergyPair, training: PairTraining): Promise<Checkpoint> {
  const { generatorInput, epochs, batchSize, learningRate, seed, hiddenUnits } = training;
  return pairCheckpoint(pair, hiddenUnits, { generatorInput, epochs, batchSize, learningRate, seed });
}

async function* trainForYardstick(
  dataset: Dataset,
  budget: Budget,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const settings = SETTINGS[budget];
  const images = firstImages(await dataset.select("train", ALL_DIGITS), settings.trainImages);
  const { pair } = yield* trainPair(images, settings, { repeats: 1, repeat: 0 }, context);
  try {
    return await keptAs(pair, settings);
  } finally {
    disposePair(pair);
  }
}

function descentFromGenerator({ energy, generator }: EnergyPair, { breathe }: RunContext): Restorer {
  const descent = { steps: CORRECTED.descentSteps, rate: CORRECTED.descentRate };
  return energyDescent(energy, energyGenerator(generator, breathe), descent, breathe);
}

async function opened(
  checkpoint: Checkpoint,
  { breathe }: RunContext,
  restorerOf: (pair: EnergyPair) => Restorer,
): Promise<OpenRestorer> {
  await breathe();
  const pair = pairFrom(checkpoint, CORRECTED.hiddenUnits, new Random(0));
  return { ...restorerOf(pair), dispose: () => disposePair(pair) };
}

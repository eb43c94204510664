/** What the hole-filling GAN lends to the yardstick: its generator as published, and corrected. */
import type { Budget, RunUpdate, TrainableRestorer } from "../experiment.ts";
import { openGenerator } from "./generator-restorer.ts";
import { holeFillingGan, type HoleFillingGanValues } from "./spec.ts";
import { trainGenerator, type TrainingValues } from "./train.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Some seconds' worth on two cores, and five times that. */
const SHORTER: Readonly<Record<Budget, Partial<HoleFillingGanValues>>> = {
  glimpse: { trainImages: 240, epochs: 1, batchSize: 16 },
  quick: { trainImages: 1280, epochs: 1, batchSize: 16 },
  full: {},
};

export const RESTORERS: readonly TrainableRestorer[] = [
  lent("hole-filling-gan", "Hole-filling GAN, as published", holeFillingGan.presets["as-published"].values),
  lent("hole-filling-gan-as-logged", "Hole-filling GAN, as logged", holeFillingGan.presets["as-logged"].values),
  lent("hole-filling-gan-corrected", "Hole-filling GAN, corrected", holeFillingGan.presets.corrected.values),
];

/** The restorer whose full training is what these values ask for; null where there is none. */
export function restorerTrainedBy(values: HoleFillingGanValues): string | null {
  const { presets } = holeFillingGan;
  if (learnTheSame(values, presets["as-published"].values)) return "hole-filling-gan";
  if (learnTheSame(values, presets["as-logged"].values)) return "hole-filling-gan-as-logged";
  return learnTheSame(values, presets.corrected.values) ? "hole-filling-gan-corrected" : null;
}

function learnTheSame(one: TrainingValues, other: TrainingValues): boolean {
  const keys = [
    ...(["trainImages", "epochs", "seed", "batchSize", "maskDraws", "generatorRate", "discriminatorRate"] as const),
    ...(["originalLabel", "fakes", "composite", "reconstruction", "reconstructionWeight"] as const),
  ] satisfies readonly (keyof TrainingValues)[];
  return keys.every((key) => one[key] === other[key]);
}

function lent(name: string, label: string, values: HoleFillingGanValues): TrainableRestorer {
  return {
    name,
    label,
    experiment: "hole-filling-gan",
    async *train(dataset, budget, context) {
      const images = await dataset.select("train", DIGITS);
      const asked = { ...values, ...SHORTER[budget] };
      return yield* trainGenerator(images, asked, context, silently);
    },
    // Async, so that a checkpoint of something else rejects.

    open: async (checkpoint, context) => openGenerator(name, checkpoint, context),
  };
}

/** Curves and progress are enough. */

async function* silently(): AsyncGenerator<RunUpdate, void, void> {}

/** What the U-Net's experiment lends to the yardstick: the networks of its presets “All digits” and “8 × 8 hole”. */
import { checkpointOf, giveWeights } from "../../networks/checkpoints.ts";
import { RESTORATION_UNET, restorationUnet } from "../../networks/restoration-unet.ts";
import { Random } from "../../random.ts";
import { holeAwareRestorer } from "../../restorers/hole-aware-restorer.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import type { Budget, TrainableRestorer } from "../experiment.ts";
import { ALL_DIGITS, CENTRE_HOLE, type RestorationUnetValues } from "./spec.ts";
import { trainUnet, watchedApart, type Recipe } from "./training.ts";

/** Some seconds' worth on two cores, and four times that. */
const SHORTER = {
  glimpse: { steps: 30, batchSize: 16, learningRate: 4e-3, warmUpSteps: 10 },
  quick: { steps: 120, batchSize: 16, learningRate: 4e-3, warmUpSteps: 20 },
} as const;

export const RESTORERS: readonly TrainableRestorer[] = [
  {
    ...lent("restoration-unet", "Restoration U-Net", ALL_DIGITS),
    shipped: "networks/restoration-unet.lacuna",
  },
  lent("restoration-unet-centre-hole", "Restoration U-Net, 8 × 8 hole", CENTRE_HOLE),
];

function lent(name: string, label: string, values: RestorationUnetValues): TrainableRestorer {
  const { holes } = values;
  const recipes: Readonly<Record<Budget, Recipe>> = {
    glimpse: { ...SHORTER.glimpse, holes },
    quick: { ...SHORTER.quick, holes },
    full: values,
  };
  return {
    name,
    label,
    experiment: "restoration-unet",
    train: async function* (dataset, budget, context) {
      const { digits, seed } = values;
      const recipe = recipes[budget];
      const random = new Random(seed);
      const network = restorationUnet(random.stream("weights"));
      try {
        const material = watchedApart(await dataset.select("train", digits), recipe.holes, random);
        yield* trainUnet(network, material, recipe, random, context);
        const about = aboutUnet(dataset.identity.name, recipe, digits, seed);
        return await checkpointOf(network, RESTORATION_UNET, about);
      } finally {
        network.dispose();
      }
    },
    open: async (checkpoint, { breathe }) => {
      const network = restorationUnet(new Random(0));
      try {
        giveWeights(network, RESTORATION_UNET, checkpoint);
      } catch (error) {
        network.dispose();
        throw error;
      }
      return { ...holeAwareRestorer(name, network, breathe), dispose: () => void network.dispose() };
    },
  };
}

/** The name under which others may use what these values train; null where it is another network than those lent. */
export function lentName(values: RestorationUnetValues): string | null {
  if (trainTheSame(values, ALL_DIGITS)) return "restoration-unet";
  return trainTheSame(values, CENTRE_HOLE) ? "restoration-unet-centre-hole" : null;
}

function trainTheSame(one: RestorationUnetValues, other: RestorationUnetValues): boolean {
  const decisive = ["digits", "holes", "steps", "batchSize", "learningRate", "warmUpSteps", "seed"] as const;
  return decisive.every((name) => String(one[name]) === String(other[name]));
}

/** What a checkpoint says of its training. */
export function aboutUnet(
  trainedOn: string,
  { holes, steps, batchSize, learningRate }: Recipe,
  digits: readonly number[],
  seed: number,
): Checkpoint["about"] {
  return { trainedOn, digits: digits.join(" "), holes, steps, batchSize, learningRate, seed };
}

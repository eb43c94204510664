/** What the U-Net's experiment lends to the yardstick: the network of its preset “All digits”. */
import { checkpointOf, giveWeights } from "../../networks/checkpoints.ts";
import { RESTORATION_UNET, restorationUnet } from "../../networks/restoration-unet.ts";
import { Random } from "../../random.ts";
import { holeAwareRestorer } from "../../restorers/hole-aware-restorer.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import type { Budget, TrainableRestorer } from "../experiment.ts";
import { ALL_DIGITS, type RestorationUnetValues } from "./spec.ts";
import { trainUnet, watchedApart, type Recipe } from "./training.ts";

const NAME = "restoration-unet";

const RECIPES: Readonly<Record<Budget, Recipe>> = {
  full: ALL_DIGITS,
  quick: { steps: 160, batchSize: 16, learningRate: 4e-3, warmUpSteps: 20 },
};

const unet: TrainableRestorer = {
  name: NAME,
  label: "Restoration U-Net",
  experiment: "restoration-unet",
  train: async function* (dataset, budget, context) {
    const { digits, seed } = ALL_DIGITS;
    const random = new Random(seed);
    const network = restorationUnet(random.stream("weights"));
    try {
      const material = watchedApart(await dataset.select("train", digits), random);
      yield* trainUnet(network, material, RECIPES[budget], random, context);
      return await checkpointOf(
        network,
        RESTORATION_UNET,
        aboutUnet(dataset.identity.name, RECIPES[budget], digits, seed),
      );
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
    return { ...holeAwareRestorer(NAME, network, breathe), dispose: () => void network.dispose() };
  },
};

export const RESTORERS: readonly TrainableRestorer[] = [unet];

/** The name under which others may use what these values train; null where it is another network than the one lent. */
export function lentName(values: RestorationUnetValues): string | null {
  const decisive = ["digits", "steps", "batchSize", "learningRate", "warmUpSteps", "seed"] as const;
  return decisive.every((name) => String(values[name]) === String(ALL_DIGITS[name])) ? NAME : null;
}

/** What a checkpoint says of its training. */
export function aboutUnet(
  trainedOn: string,
  { steps, batchSize, learningRate }: Recipe,
  digits: readonly number[],
  seed: number,
): Checkpoint["about"] {
  return { trainedOn, digits: digits.join(" "), steps, batchSize, learningRate, seed };
}

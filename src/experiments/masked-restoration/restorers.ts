/** What masked restoration lends to the yardstick: its network on all ten digits, as published and as its best preset has it. */
import { checkpointOf, giveWeights } from "../../networks/checkpoints.ts";
import { maskedRestorationMlp } from "../../networks/masked-restoration-mlp.ts";
import { Random } from "../../random.ts";
import { networkRestorer } from "../../restorers/network-restorer.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import type { Budget, TrainableRestorer } from "../experiment.ts";
import { maskedRestoration, type MaskedRestorationValues } from "./spec.ts";
import { splitImages, trainMlp } from "./training.ts";

const ALL_DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** On two CPU cores some seconds, and ten or so. */
const FEWER_STEPS: Readonly<Record<Exclude<Budget, "full">, number>> = { glimpse: 250, quick: 800 };

const { "as-published": published, best } = maskedRestoration.presets;

export const RESTORERS: readonly TrainableRestorer[] = [
  lend("masked-mlp", "Masked MLP, as published", { ...published.values, digits: ALL_DIGITS }),
  lend("masked-mlp-best", "Masked MLP, fresh and wider masks", { ...best.values, digits: ALL_DIGITS }),
];

/** What the weights of a network of this width fit. */
export function mlpArchitecture(hiddenUnits: number): string {
  return `masked-restoration-mlp ${hiddenUnits}`;
}

/** What a checkpoint says of its training. */
export function aboutMlp(trainedOn: string, values: MaskedRestorationValues, seed: number): Checkpoint["about"] {
  const { digits, epochs, batchSize, learningRate, maskLaw, maskDraws } = values;
  return { trainedOn, digits: digits.join(" "), epochs, batchSize, learningRate, maskLaw, maskDraws, seed };
}

/** The name under which others may use what these values train; null where it is another network than those lent. */
export function lentName(values: MaskedRestorationValues): string | null {
  const decisive = [
    "digits",
    "maskLaw",
    "maskDraws",
    "hiddenUnits",
    "epochs",
    "batchSize",
    "learningRate",
    "seed",
  ] as const;
  const isSame = (lent: MaskedRestorationValues): boolean =>
    decisive.every((name) => String(values[name]) === String(lent[name]));
  if (isSame({ ...published.values, digits: ALL_DIGITS })) return "masked-mlp";
  return isSame({ ...best.values, digits: ALL_DIGITS }) ? "masked-mlp-best" : null;
}

function lend(name: string, label: string, values: MaskedRestorationValues): TrainableRestorer {
  const { hiddenUnits, seed, batchSize } = values;
  const architecture = mlpArchitecture(hiddenUnits);
  return {
    name,
    label,
    experiment: "masked-restoration",
    train: async function* (dataset, budget, context) {
      const images = splitImages(await dataset.select("train", ALL_DIGITS));
      const stepsPerEpoch = Math.max(1, Math.ceil(images.train.count / batchSize));
      const epochs = budget === "full" ? values.epochs : Math.max(1, Math.round(FEWER_STEPS[budget] / stepsPerEpoch));
      const given = { ...values, epochs };
      const network = maskedRestorationMlp(hiddenUnits, new Random(seed).stream("weights"));
      try {
        yield* trainMlp(network, images, given, 0, context);
        return await checkpointOf(network, architecture, aboutMlp(dataset.identity.name, given, seed));
      } finally {
        network.dispose();
      }
    },
    open: async (checkpoint, { breathe }) => {
      const network = maskedRestorationMlp(hiddenUnits, new Random(0));
      try {
        giveWeights(network, architecture, checkpoint);
      } catch (error) {
        network.dispose();
        throw error;
      }
      return { ...networkRestorer(name, network, breathe), dispose: () => void network.dispose() };
    },
  };
}

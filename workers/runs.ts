/** Which run belongs to which experiment: the worker's half of the catalog, and the only list to extend beside it. */
import { ZOO_RESTORERS as autoencoders } from "../src/experiments/autoencoder-zoo/restorers.ts";
import { run as autoencoderZoo } from "../src/experiments/autoencoder-zoo/run.ts";
import { run as embeddedDigits } from "../src/experiments/embedded-digits/run.ts";
import { energyDescentRestorer, energyGeneratorRestorer } from "../src/experiments/energy-inpainting/restorers.ts";
import { run as energyInpainting } from "../src/experiments/energy-inpainting/run.ts";
import type { Run, TrainableRestorer } from "../src/experiments/experiment.ts";
import { RESTORERS as holeFillers } from "../src/experiments/hole-filling-gan/restorers.ts";
import { run as holeFillingGan } from "../src/experiments/hole-filling-gan/run.ts";
import { latentSearch } from "../src/experiments/latent-inpainting/restorers.ts";
import { run as latentInpainting } from "../src/experiments/latent-inpainting/run.ts";
import { RESTORERS as maskedMlps } from "../src/experiments/masked-restoration/restorers.ts";
import { run as maskedRestoration } from "../src/experiments/masked-restoration/run.ts";
import type { ParameterValues } from "../src/experiments/parameters.ts";
import { RESTORERS as unets } from "../src/experiments/restoration-unet/restorers.ts";
import { run as restorationUnet } from "../src/experiments/restoration-unet/run.ts";
import { run as twoUnitEmbedding } from "../src/experiments/two-unit-embedding/run.ts";
import { run as yardstick } from "../src/experiments/yardstick/run.ts";

export const RUNS: Readonly<Record<string, Run<ParameterValues>>> = {
  "masked-restoration": checked(maskedRestoration),
  "two-unit-embedding": checked(twoUnitEmbedding),
  "latent-inpainting": checked(latentInpainting),
  "energy-inpainting": checked(energyInpainting),
  "autoencoder-zoo": checked(autoencoderZoo),
  "hole-filling-gan": checked(holeFillingGan),
  "restoration-unet": checked(restorationUnet),
  yardstick: checked(yardstick),
  "embedded-digits": checked(embeddedDigits),
};

/** What the experiments lend to the yardstick, in the order of its table. */
export const RESTORERS: readonly TrainableRestorer[] = [
  ...maskedMlps,
  latentSearch,
  energyGeneratorRestorer,
  energyDescentRestorer,
  ...autoencoders,
  ...holeFillers,
  ...unets,
];

/** The values a run is given have been checked against its own spec, which is what makes this widening safe. */
function checked<Values>(run: Run<Values>): Run<ParameterValues> {
  return run as unknown as Run<ParameterValues>;
}

/** Which run belongs to which experiment: the worker's half of the catalog, and the only list to extend beside it. */
import { ZOO_RESTORERS } from "../src/experiments/autoencoder-zoo/restorers.ts";
import { run as autoencoderZoo } from "../src/experiments/autoencoder-zoo/run.ts";
import { run as embeddedDigits } from "../src/experiments/embedded-digits/run.ts";
import type { Run, TrainableRestorer } from "../src/experiments/experiment.ts";
import { run as maskedRestoration } from "../src/experiments/masked-restoration/run.ts";
import type { ParameterValues } from "../src/experiments/parameters.ts";

/** The values a run is given have been checked against its own spec, which is what makes this widening safe. */
export const RUNS: Readonly<Record<string, Run<ParameterValues>>> = {
  "masked-restoration": maskedRestoration as unknown as Run<ParameterValues>,
  "autoencoder-zoo": autoencoderZoo as unknown as Run<ParameterValues>,
  "embedded-digits": embeddedDigits as unknown as Run<ParameterValues>,
};

/** What the experiments lend to the yardstick, in the order of its table. */
export const RESTORERS: readonly TrainableRestorer[] = [...ZOO_RESTORERS];

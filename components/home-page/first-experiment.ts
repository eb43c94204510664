/** What the first button of the lab runs. */
import { CATALOG } from "../../src/catalog.ts";
import type { ExperimentSpec } from "../../src/experiments/experiment.ts";

export const FIRST_EXPERIMENT: ExperimentSpec = CATALOG[0] as ExperimentSpec;

/** From what a run was to the form that asks for it again, with exactly these values. */
import { addedText, checkFormerConfig, findExperiment } from "../../src/catalog.ts";
import { formatValue, ParameterError } from "../../src/experiments/parameters.ts";
import type { RunConfig } from "../../src/protocol.ts";
import { USUAL_SWEEP } from "../run-configurator/sweep-draft.ts";
import { experimentHash } from "../url-state.ts";

/** The form's address and what had to be added ("" for nothing), or why this version of the lab can no longer run it. */
export type Rerun = { readonly hash: string; readonly added: string } | { readonly fault: string };

export function rerunOf(config: RunConfig): Rerun {
  try {
    const former = checkFormerConfig(config);
    const { experiment, preset, engine, values } = former.config;
    const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatValue(value)]));
    const draft = { preset, engine, texts, sweep: USUAL_SWEEP };
    return { hash: experimentHash(findExperiment(experiment), draft), added: addedText(former) };
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    return { fault: `This version of the lab cannot run it again as it was. ${error.message}` };
  }
}

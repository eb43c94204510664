/** Every experiment's spec, in reading order. Light: the page and the command line import it; no run is reached. */
import { autoencoderZoo } from "./experiments/autoencoder-zoo/spec.ts";
import { embeddedDigits } from "./experiments/embedded-digits/spec.ts";
import { energyInpainting } from "./experiments/energy-inpainting/spec.ts";
import type { ExperimentSpec, Preset } from "./experiments/experiment.ts";
import { holeFillingGan } from "./experiments/hole-filling-gan/spec.ts";
import { latentInpainting } from "./experiments/latent-inpainting/spec.ts";
import { maskedRestoration } from "./experiments/masked-restoration/spec.ts";
import { checkValues, ParameterError, type ParameterValues } from "./experiments/parameters.ts";
import { restorationUnet } from "./experiments/restoration-unet/spec.ts";
import { twoUnitEmbedding } from "./experiments/two-unit-embedding/spec.ts";
import { yardstick } from "./experiments/yardstick/spec.ts";
import { didYouMean } from "./nearest.ts";
import { ENGINE_CHOICES, type EngineChoice, type RunConfig } from "./protocol.ts";

export const CATALOG: readonly ExperimentSpec[] = [
  maskedRestoration,
  twoUnitEmbedding,
  latentInpainting,
  energyInpainting,
  autoencoderZoo,
  holeFillingGan,
  restorationUnet,
  yardstick,
  embeddedDigits,
];

/** @throws ParameterError naming the known experiments */
export function findExperiment(name: string): ExperimentSpec {
  const spec = CATALOG.find((candidate) => candidate.name === name);
  if (spec !== undefined) return spec;
  const known = CATALOG.map((candidate) => candidate.name);
  throw new ParameterError(`Cannot find experiment "${name}". Known: ${known.join(", ")}.${didYouMean(name, known)}`);
}

/** @throws ParameterError naming the presets of the experiment */
export function findPreset(spec: ExperimentSpec, name: string): Preset<ParameterValues> {
  const preset = Object.hasOwn(spec.presets, name) ? spec.presets[name] : undefined;
  if (preset !== undefined) return preset;
  const known = Object.keys(spec.presets);
  throw new ParameterError(
    `Cannot find preset "${name}" of ${spec.name}. Known: ${known.join(", ")}.${didYouMean(name, known)}`,
  );
}

/**
 * Checks a configuration that came from outside (a form, a URL, a file, a message).
 *
 * @throws ParameterError for the first fault found
 */
export function checkConfig(config: {
  readonly experiment: string;
  readonly preset: string;
  readonly engine: string;
  readonly values: Readonly<Record<string, unknown>>;
}): RunConfig {
  const spec = findExperiment(config.experiment);
  findPreset(spec, config.preset);
  const values = checkValues(spec.parameters, config.values);
  spec.checkTogether?.(values);
  return { experiment: spec.name, preset: config.preset, engine: checkEngine(config.engine), values };
}

/** @throws ParameterError naming the engines */
export function checkEngine(engine: string): EngineChoice {
  const choice = ENGINE_CHOICES.find((candidate) => candidate === engine);
  if (choice !== undefined) return choice;
  throw new ParameterError(
    `Cannot use engine "${engine}". Known: ${ENGINE_CHOICES.join(", ")}.${didYouMean(engine, ENGINE_CHOICES)}`,
  );
}

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

/** A configuration before anybody has looked at it. */
interface WrittenConfig {
  readonly experiment: string;
  readonly preset: string;
  readonly engine: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Checks a configuration that came from outside (a form, a URL, a file, a message).
 *
 * @throws ParameterError for the first fault found
 */
export function checkConfig(config: WrittenConfig): RunConfig {
  const spec = findExperiment(config.experiment);
  findPreset(spec, config.preset);
  const values = checkValues(spec.parameters, config.values);
  spec.checkTogether?.(values);
  return { experiment: spec.name, preset: config.preset, engine: checkEngine(config.engine), values };
}

export interface FormerConfig {
  readonly config: RunConfig;
  /** Names of the parameters that it said nothing of. */
  readonly added: readonly string[];
}

/**
 * Checks a configuration that an earlier version of the lab wrote: parameters that have come since get the value of its preset,
 * whose runs they were not to change.
 *
 * @throws ParameterError for the first fault found, and where it has no value at all
 */
export function checkFormerConfig(config: WrittenConfig): FormerConfig {
  const spec = findExperiment(config.experiment);
  const usual = findPreset(spec, config.preset).values;
  const names = Object.keys(spec.parameters);
  const added = names.filter((name) => !Object.hasOwn(config.values, name));
  if (added.length === names.length) return { config: checkConfig(config), added: [] };
  const later = Object.fromEntries(added.map((name) => [name, usual[name]]));
  return { config: checkConfig({ ...config, values: { ...config.values, ...later } }), added };
}

/** One sentence on what was added; "" where nothing was. */
export function addedText({ config, added }: FormerConfig): string {
  if (added.length === 0) return "";
  const spec = findExperiment(config.experiment);
  const labels = added.map((name) => spec.parameters[name]?.label ?? name).join(", ");
  const { label } = findPreset(spec, config.preset);
  return `An earlier version of the lab made it, which did not ask for: ${labels}. Taken from the preset “${label}”.`;
}

/** @throws ParameterError naming the engines */
export function checkEngine(engine: string): EngineChoice {
  const choice = ENGINE_CHOICES.find((candidate) => candidate === engine);
  if (choice !== undefined) return choice;
  throw new ParameterError(
    `Cannot use engine "${engine}". Known: ${ENGINE_CHOICES.join(", ")}.${didYouMean(engine, ENGINE_CHOICES)}`,
  );
}

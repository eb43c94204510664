/**
 * A trained network as data, in TensorFlow.js' own layers format: what a run hands out at the end of each training, and the
 * files that it becomes. Plain bytes and JSON; how a network is taken apart is told in `networks/exported-model.ts`.
 */
import type { RunRecord } from "./run-record.ts";

/** Of one weight, as `weightsManifest` lists it. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: "float32";
}

export interface TrainedModel {
  /** Unique within its run: "seed 2", "the pair, generator". */
  readonly name: string;
  /** tfjs' `modelTopology`. */
  readonly topology: Readonly<Record<string, unknown>>;
  readonly specs: readonly WeightSpec[];
  /** Little-endian 32-bit floats, one weight after the other in the order of `specs`. */
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly inputs: readonly (readonly (number | null)[])[];
  readonly outputs: readonly (readonly (number | null)[])[];
  /** Classes of layers that tfjs does not have; where there are none, `tf.loadLayersModel` reads the model. */
  readonly ownLayers: readonly string[];
}

export interface ModelFile {
  readonly name: "model.json" | "weights.bin" | "model-card.md";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Folder of a model's files: letters, digits, dots and dashes. */
export function modelFolder({ name }: Pick<TrainedModel, "name">): string {
  const safe = name
    .toLowerCase()
    .replaceAll(/[^\w.]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 80);
  return `model-${safe === "" ? "network" : safe}`;
}

/** The folder's files. */
export function modelFiles(model: TrainedModel, record: RunRecord): ModelFile[] {
  return [
    { name: "model.json", bytes: bytesOf(`${JSON.stringify(modelJson(model))}\n`) },
    { name: "weights.bin", bytes: model.weights },
    { name: "model-card.md", bytes: bytesOf(modelCard(model, record)) },
  ];
}

export function parametersOf({ specs }: Pick<TrainedModel, "specs">): number {
  return specs.reduce((sum, { shape }) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
}

/** What `model.json` holds: tfjs reads its own keys, and the lab reads the rest back when a run is imported. */
function modelJson({ name, topology, specs, inputs, outputs, ownLayers }: TrainedModel): Record<string, unknown> {
  return {
    format: "layers-model",
    generatedBy: "Lacuna",
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
    userDefinedMetadata: { lacuna: { name, inputs, outputs, ownLayers } },
  };
}

/** What someone who finds the folder alone needs to know. */
function modelCard(model: TrainedModel, { config, runId, dataset, manifest, engine }: RunRecord): string {
  const { name, inputs, outputs, ownLayers } = model;
  const shapes = (list: TrainedModel["inputs"]): string =>
    list.map((shape) => `[${shape.map((extent) => extent ?? "B").join(", ")}]`).join(" and ");
  const facts: [string, string][] = [
    ["Network", name],
    ["From", `${shapes(inputs)} to ${shapes(outputs)}, B pictures or codes at a time`],
    ["Weights", `${parametersOf(model)} numbers, moving statistics included`],
    ["Experiment", `${config.experiment}, preset ${config.preset}`],
    [
      "Values",
      Object.entries(config.values)
        .map(([key, value]) => `${key} = ${String(value)}`)
        .join("; "),
    ],
    ["Trained on", dataset?.name ?? "not known"],
    ["Engine", engine?.label ?? "not known"],
    ["Run", runId ?? "not known"],
    ["Code", manifest === null ? "not known" : `Lacuna ${manifest.lacuna.version}, commit ${manifest.lacuna.commit}`],
  ];
  return `# ${name}\n\n${facts.map(([fact, value]) => `- ${fact}: ${value}`).join("\n")}\n\n${howToLoad(ownLayers)}\n`;
}

function howToLoad(ownLayers: readonly string[]): string {
  if (ownLayers.length === 0) {
    return 'It is in TensorFlow.js\' layers format: `await tf.loadLayersModel("model.json")` gives the network, ready to predict.';
  }
  return (
    `Its layers ${ownLayers.join(", ")} are the lab's own (\`src/networks\`), so \`tf.loadLayersModel\` reads it only after ` +
    "`tf.serialization.registerClass` was called for each. `tf.io.loadWeights` reads the weights as they are: " +
    "`weightsManifest` in `model.json` lists their names and shapes."
  );
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

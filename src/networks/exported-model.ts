/**
 * From a network to what others can load: tfjs' layers format, with the lab's own layers written as the standard ones that
 * compute the same after training. Only what no standard layer computes keeps the lab's name.
 */
import * as tf from "@tensorflow/tfjs";
import type { TrainedModel, WeightSpec } from "../results/trained-model.ts";
import { BatchNormalizationLayer } from "./batch-normalization-layer.ts";
import { BatchStatisticsLayer } from "./batch-statistics-layer.ts";
import { HardtanhLayer } from "./hardtanh.ts";
import { SeededDropoutLayer } from "./seeded-dropout-layer.ts";
import { SizedTransposedConvolutionLayer } from "./sized-transposed-convolution-layer.ts";

/** A layer as a topology lists it. */
interface LayerJson {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What tfjs calls `modelTopology`; a sequential model lists its layers in the same place as any other. */
interface ModelJson {
  readonly class_name: string;
  readonly config: { readonly layers: readonly LayerJson[] };
}

/** The network as it is now. Nothing may train before it resolves. */
export async function exportedModel(name: string, model: tf.LayersModel): Promise<TrainedModel> {
  const saved: tf.io.ModelArtifacts[] = [];
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      saved.push(artifacts);
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } });
    }),
  );
  const [{ modelTopology, weightSpecs = [], weightData = new ArrayBuffer(0) }] = saved as [tf.io.ModelArtifacts];
  const json = modelTopology as ModelJson;
  const ownLayers = new Set<string>();
  const layers = json.config.layers.flatMap((layer) => {
    const written = standardLayers(
      layer,
      model.layers.find((each) => each.name === layer.config["name"]),
      model,
    );
    if (written === null) ownLayers.add(layer.class_name);
    return written ?? [layer];
  });
  return {
    name,
    topology: { ...json, config: { ...json.config, layers } },
    specs: weightSpecs.map(({ name: weight, shape }): WeightSpec => ({ name: weight, shape, dtype: "float32" })),
    weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
    inputs: model.inputs.map(({ shape }) => shape),
    outputs: model.outputs.map(({ shape }) => shape),
    ownLayers: [...ownLayers],
  };
}

/** The standard layers in place of one; the layer itself where it is one, null where there are none that would do. */
function standardLayers(
  json: LayerJson,
  layer: tf.layers.Layer | undefined,
  model: tf.LayersModel,
): LayerJson[] | null {
  const { name, trainable, dtype } = json.config;
  const common = { name, trainable, dtype };
  if (layer instanceof BatchNormalizationLayer) {
    const { momentum, epsilon } = json.config;
    const config = { ...common, axis: -1, momentum, epsilon, center: true, scale: true };
    return [{ ...json, class_name: "BatchNormalization", config }];
  }
  if (layer instanceof SeededDropoutLayer) {
    return [{ ...json, class_name: "Dropout", config: { ...common, rate: json.config["rate"] } }];
  }
  if (layer instanceof SizedTransposedConvolutionLayer) return transposedConvolution(json, layer, common, model);
  if (layer instanceof HardtanhLayer || layer instanceof BatchStatisticsLayer) return null;
  return [json];
}

/** One that paints too much is cropped, which only a sequential model has a place for. */
function transposedConvolution(
  json: LayerJson,
  layer: SizedTransposedConvolutionLayer,
  common: Readonly<Record<string, unknown>>,
  model: tf.LayersModel,
): LayerJson[] | null {
  const fromPx = (layer.input as tf.SymbolicTensor).shape[1] ?? null;
  const crop = fromPx === null ? null : layer.cropOfStandard(fromPx);
  if (crop === null) return null;
  const { filters, kernelSize, padding, useBias } = layer.settings;
  const size = [kernelSize, kernelSize];
  const config = { ...common, filters, kernel_size: size, strides: [2, 2], padding, use_bias: useBias ?? false };
  const standard = { ...json, class_name: "Conv2DTranspose", config };
  if (crop.top === 0 && crop.bottom === 0) return [standard];
  if (!(model instanceof tf.Sequential)) return null;
  const sides = [crop.top, crop.bottom];
  const cut = { name: `${layer.name}-cropped`, trainable: true, cropping: [sides, sides] };
  return [standard, { class_name: "Cropping2D", config: cut }];
}

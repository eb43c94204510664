/**
 * The autoencoders that only look forward: how each is built, what batches it is given and what its loss is. The sparse one
 * adds a penalty on its code, the denoising one sees noise.
 */
import * as tf from "@tensorflow/tfjs";
import { inBatches, inOrder } from "../../data/batches.ts";
import { IMAGE_SIZE_PX, PIXELS, type ImageSet } from "../../data/dataset.ts";
import { convolutionalAutoencoder } from "../../networks/convolutional-autoencoder.ts";
import { denoisingAutoencoder } from "../../networks/denoising-autoencoder.ts";
import { multilayerAutoencoder } from "../../networks/multilayer-autoencoder.ts";
import { sparseAutoencoder } from "../../networks/sparse-autoencoder.ts";
import { twoDimensionalAutoencoder } from "../../networks/two-dimensional-autoencoder.ts";
import { vanillaAutoencoder } from "../../networks/vanilla-autoencoder.ts";
import type { Random } from "../../random.ts";
import { activityPenalty } from "../../training/activity-penalty.ts";
import type { Batch } from "../../training/fit.ts";
import { fitObjective, type FitPlace, type FitUpdate } from "../../training/fit-objective.ts";
import { binaryCrossEntropy, meanSquaredLoss } from "../../training/losses.ts";
import type { ResumableOptimizer } from "../../training/resumable-optimizer.ts";
import type { Saves } from "../../training/saves.ts";
import type { RunContext } from "../experiment.ts";
import { pixelsOf, type ZooImages } from "./images.ts";
import type { AutoencoderName } from "./models.ts";
import { noisyBatches } from "./noisy-batches.ts";
import type { ZooValues } from "./parameters.ts";
import { legOf, optimizerOf } from "./zoo.ts";

export type FeedForwardName = Exclude<AutoencoderName, "vae">;

const ROW = [PIXELS];
const IMAGE = [IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1];

interface FeedForward {
  readonly build: (random: Random) => tf.Sequential;
  /** Of one picture, in and out. */
  readonly shape: readonly number[];
  readonly loss: (target: tf.Tensor, output: tf.Tensor) => tf.Scalar;
  /** Whether a unit of its code can be dead. */
  readonly hasReluCode: boolean;
}

export const FEED_FORWARD: Readonly<Record<FeedForwardName, FeedForward>> = {
  vanilla: { build: vanillaAutoencoder, shape: ROW, loss: meanSquaredLoss, hasReluCode: true },
  multilayer: { build: multilayerAutoencoder, shape: ROW, loss: meanSquaredLoss, hasReluCode: true },
  convolutional: { build: convolutionalAutoencoder, shape: IMAGE, loss: binaryCrossEntropy, hasReluCode: true },
  sparse: { build: sparseAutoencoder, shape: ROW, loss: meanSquaredLoss, hasReluCode: true },
  denoising: { build: denoisingAutoencoder, shape: IMAGE, loss: binaryCrossEntropy, hasReluCode: true },
  "two-unit": { build: twoDimensionalAutoencoder, shape: ROW, loss: binaryCrossEntropy, hasReluCode: false },
};

/** A network together with its code: one pass gives both. Its weights are the network's; dispose of the network. */
export function withCode(network: tf.Sequential): tf.LayersModel {
  return tf.model({
    inputs: network.inputs,
    outputs: [...network.outputs, network.getLayer("code").output as tf.SymbolicTensor],
  });
}

/** Picture and code of each input `[B, 784]`: `[B, 784]` and `[B, units]`. */
export function reconstruct(
  name: FeedForwardName,
  both: tf.LayersModel,
  pixels: tf.Tensor,
): [tf.Tensor2D, tf.Tensor2D] {
  const size = pixels.shape[0] ?? 0;
  const [picture, code] = both.apply(pixels.reshape([size, ...FEED_FORWARD[name].shape])) as [tf.Tensor, tf.Tensor];
  return [picture.reshape([size, PIXELS]), code.reshape([size, -1])];
}

/** The loss of a batch; the sparse model's holds its penalty. */
export function feedForwardLoss(
  name: FeedForwardName,
  both: tf.LayersModel,
  { input, target, size }: Batch,
  { sparsePenalty, penaltyOver }: Pick<ZooValues, "sparsePenalty" | "penaltyOver">,
): tf.Scalar {
  const [picture, code] = reconstruct(name, both, tf.tensor2d(input, [size, PIXELS]));
  const loss = FEED_FORWARD[name].loss(tf.tensor2d(target, [size, PIXELS]), picture);
  return name === "sparse" ? loss.add<tf.Scalar>(activityPenalty(code, sparsePenalty, penaltyOver)) : loss;
}

/** Trains a network; it and its optimiser stay the caller's to dispose of. */
export function fitFeedForward(
  name: FeedForwardName,
  both: tf.LayersModel,
  optimizer: tf.Optimizer,
  { train, validation }: Omit<ZooImages, "test">,
  values: ZooValues,
  random: Random,
  { breathe, nowMs }: RunContext,
  saves?: Saves<FitPlace>,
): AsyncGenerator<FitUpdate, void, void> {
  const { epochs, stepsPerEpoch } = legOf(name, values, train.count);
  const order = random.stream("batches");
  const noise = random.stream("noise");
  const { batchSize } = values;
  const isDenoising = name === "denoising";
  const batches = (images: ImageSet, indices: Uint32Array, noiseOf: Random, epoch: number): Iterable<Batch> =>
    isDenoising
      ? noisyBatches(images, indices, { ...values, epoch }, noiseOf)
      : wholeBatches(images, indices, batchSize);
  return fitObjective({
    optimizer,
    loss: (batch) => feedForwardLoss(name, both, batch, values),
    epochs,
    stepsPerEpoch,
    batches: (epoch) => batches(train, order.permutation(train.count), noise.stream("train"), epoch),
    validationBatches: () => batches(validation, inOrder(validation.count), noise.stream("validation"), 0),
    streams: [order], // noise is drawn from streams of each epoch and image
    breathe,
    nowMs,
    ...(saves === undefined ? {} : { saves }),
  });
}

/** Initial weights and optimiser of a model, of the run's values. */
export function startFeedForward(
  name: FeedForwardName,
  values: ZooValues,
  random: Random,
): { readonly network: tf.Sequential; readonly both: tf.LayersModel; readonly optimizer: ResumableOptimizer } {
  const network = FEED_FORWARD[name].build(random.stream("weights"));
  return { network, both: withCode(network), optimizer: optimizerOf(name, values) };
}

function* wholeBatches(images: ImageSet, order: Uint32Array, batchSize: number): Generator<Batch, void, void> {
  for (const indices of inBatches(order, batchSize)) {
    const pixels = pixelsOf(images, indices);
    yield { input: pixels, target: pixels, size: indices.length };
  }
}

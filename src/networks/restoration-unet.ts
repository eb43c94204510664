/**
 * A small U-Net (Ronneberger et al., 2015) that fills holes: it is told where the hole is, and skips carry what lies around
 * it past the coarse levels. 155,441 trainable parameters and 768 moving statistics. Convolutions have no bias, because the
 * normalisation after each would take it away again.
 */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { BatchNormalizationLayer } from "./batch-normalization-layer.ts";
import { drawGlorotWeights } from "./glorot-weights.ts";

/** What its checkpoints fit. */
export const RESTORATION_UNET = "restoration-unet 16-32-64";

/** Damaged picture and hole. */
export const UNET_CHANNELS = 2;

/** @returns a model from `[B, 28, 28, 2]` (damaged picture in [0, 1], hole 1 = missing) to `[B, 28, 28, 1]` in (0, 1); dispose of it when done */
export function restorationUnet(random: Random): tf.LayersModel {
  const input = tf.input({ shape: [IMAGE_SIZE_PX, IMAGE_SIZE_PX, UNET_CHANNELS] });
  const fine = convolutions("fine", 16, 2, input); // [B, 28, 28, 16]
  const middle = convolutions("middle", 32, 2, halved("middle-halved", fine)); // [B, 14, 14, 32]
  const coarse = convolutions("coarse", 64, 3, halved("coarse-halved", middle)); // [B, 7, 7, 64]
  const backToMiddle = joined("middle-joined", doubled("coarse-doubled", coarse), middle); // [B, 14, 14, 96]
  const middleAgain = convolutions("middle-again", 32, 2, backToMiddle); // [B, 14, 14, 32]
  const backToFine = joined("fine-joined", doubled("middle-doubled", middleAgain), fine); // [B, 28, 28, 48]
  const fineAgain = convolutions("fine-again", 16, 2, backToFine); // [B, 28, 28, 16]
  const picture = tf.layers.conv2d({
    name: "picture",
    filters: 1,
    kernelSize: 1,
    activation: "sigmoid",
    kernelInitializer: "zeros",
  });
  const model = tf.model({ inputs: input, outputs: picture.apply(fineAgain) as tf.SymbolicTensor });
  drawGlorotWeights(model, random);
  return model;
}

/** 3 × 3 convolutions, each normalised over the batch and rectified. */
function convolutions(name: string, filters: number, count: number, from: tf.SymbolicTensor): tf.SymbolicTensor {
  let x = from;
  for (let i = 1; i <= count; i++) {
    const convolution = tf.layers.conv2d({
      name: `${name}-${i}`,
      filters,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      kernelInitializer: "zeros",
    });
    // A short run: averages that remember ten batches (Keras' 0.99 would remember a hundred) are up to date at its end.
    const normalized = new BatchNormalizationLayer({ name: `${name}-${i}-normalized`, momentum: 0.9, epsilon: 1e-5 });
    x = tf.layers.reLU().apply(normalized.apply(convolution.apply(x))) as tf.SymbolicTensor;
  }
  return x;
}

function halved(name: string, from: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.maxPooling2d({ name, poolSize: 2 }).apply(from) as tf.SymbolicTensor;
}

function doubled(name: string, from: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.upSampling2d({ name, size: [2, 2], interpolation: "nearest" }).apply(from) as tf.SymbolicTensor;
}

function joined(name: string, ...parts: tf.SymbolicTensor[]): tf.SymbolicTensor {
  return tf.layers.concatenate({ name, axis: -1 }).apply(parts) as tf.SymbolicTensor;
}

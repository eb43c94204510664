/**
 * The convolutional autoencoder in jax-js: weights, batches and loss of the tfjs workload, drawn from the same seed. jax-js
 * keeps channels before places, `[B, C, H, W]`, and has no pooling of uneven sides: those are padded with zeros, which are
 * never above what a ReLU lets through.
 */
import { lax, numpy as np } from "@jax-js/jax";
import { multiplyAdds, trainingFlops } from "../../src/bench/arithmetic.ts";
import { drawPictures } from "../../src/bench/pictures.ts";
import { BATCHES } from "../../src/bench/running-workload.ts";
import { IMAGE_SIZE_PX } from "../../src/data/dataset.ts";
import { convolutionalAutoencoder } from "../../src/networks/convolutional-autoencoder.ts";
import type { Random } from "../../src/random.ts";
import { jaxTraining, sigmoid, type Batch, type JaxWorkload, type Weights } from "./workload.ts";

/** One update: cross-entropy, Adam. The input is what it shall return, undamaged. */
export function jaxAutoencoderStep({ batchSize }: { batchSize: number }, random: Random): JaxWorkload {
  const model = convolutionalAutoencoder(random.stream("weights"));
  const weights = model.getWeights().map((weight) => {
    if (weight.rank === 1) return np.array(Float32Array.from(weight.dataSync()), { shape: [1, weight.size, 1, 1] });
    const kernel = weight.transpose([3, 2, 0, 1]); // [H, W, C in, C out] to [C out, C in, H, W]
    const array = np.array(Float32Array.from(kernel.dataSync()), { shape: [...kernel.shape] });
    kernel.dispose();
    return array;
  });
  const flopsPerStep = trainingFlops(multiplyAdds(model), batchSize);
  model.dispose();
  const stream = random.stream("batches");
  const batches = Array.from({ length: BATCHES }, () => drawBatch(batchSize, stream));
  return jaxTraining({ weights, loss, flopsPerStep }, batches);
}

function loss(weights: Weights, input: np.Array, target: np.Array): np.Array {
  const convolution = (x: np.Array, layer: number, padding: "SAME" | "VALID" = "SAME"): np.Array =>
    lax.conv(x, weights[2 * layer] as np.Array, [1, 1], padding).add(weights[2 * layer + 1] as np.Array);
  let x = input; // [B, 1, 28, 28]
  for (const layer of [0, 1, 2]) x = halved(relu(convolution(x, layer))); // to [B, 8, 4, 4], the code
  for (const layer of [3, 4]) x = doubled(relu(convolution(x, layer))); // to [B, 8, 16, 16]
  x = doubled(relu(convolution(x, 5, "VALID"))); // [B, 16, 28, 28]
  return crossEntropy(target, sigmoid(convolution(x, 6)));
}

/** With no slope at 0, where blank paper lies, as in tfjs; that of `nn.relu` has one. */
function relu(x: np.Array): np.Array {
  return np.where(x.ref.greater(0), x, 0);
}

/** The largest of each 2 × 2 places. */
function halved(x: np.Array): np.Array {
  const [count, channels, height] = x.shape as [number, number, number, number];
  const isUneven = height % 2 === 1;
  const padded = isUneven
    ? np.pad(x, [
        [0, 0],
        [0, 0],
        [0, 1],
        [0, 1],
      ])
    : x;
  const half = Math.ceil(height / 2);
  return np.max(padded.reshape([count, channels, half, 2, half, 2]), [3, 5]);
}

/** Each place four times. */
function doubled(x: np.Array): np.Array {
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  return np
    .broadcastTo(x.reshape([count, channels, height, 1, width, 1]), [count, channels, height, 2, width, 2])
    .reshape([count, channels, 2 * height, 2 * width]);
}

/** Mean over pixels; kept from infinity as in the tfjs workload. */
function crossEntropy(target: np.Array, output: np.Array): np.Array {
  const inked = target.ref.mul(np.log(output.ref.add(1e-7)));
  const blank = np.subtract(1, target).mul(np.log(np.subtract(1 + 1e-7, output)));
  return inked.add(blank).mean().mul(-1);
}

function drawBatch(count: number, random: Random): Batch {
  const { whole } = drawPictures(count, random);
  const input = np.array(whole, { shape: [count, 1, IMAGE_SIZE_PX, IMAGE_SIZE_PX] });
  return { input, target: input.ref };
}

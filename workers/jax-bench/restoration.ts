/** The masked-restoration MLP in jax-js: weights, batches and loss of the tfjs workloads, drawn from the same seed. */
import { nn, numpy as np } from "@jax-js/jax";
import { forwardFlops, multiplyAdds, trainingFlops, type MultiplyAdds } from "../../src/bench/arithmetic.ts";
import { drawPictures } from "../../src/bench/pictures.ts";
import { BATCHES } from "../../src/bench/running-workload.ts";
import { PIXELS } from "../../src/data/dataset.ts";
import { maskedRestorationMlp } from "../../src/networks/masked-restoration-mlp.ts";
import type { Random } from "../../src/random.ts";
import { jaxReading, jaxTraining, sigmoid, type Batch, type JaxWorkload, type Weights } from "./workload.ts";

/** One update: mean squared error, Adam. */
export function jaxRestorationStep(size: { hiddenUnits: number; batchSize: number }, random: Random): JaxWorkload {
  const { weights, counted } = drawNetwork(size.hiddenUnits, random.stream("weights"));
  const stream = random.stream("batches");
  const batches = Array.from({ length: BATCHES }, () => drawBatch(size.batchSize, stream));
  return jaxTraining({ weights, loss, flopsPerStep: trainingFlops(counted, size.batchSize) }, batches);
}

/** The MLP restores images. */
export function jaxRestorationReading(size: { hiddenUnits: number; images: number }, random: Random): JaxWorkload {
  const { weights, counted } = drawNetwork(size.hiddenUnits, random.stream("weights"));
  const flopsPerStep = forwardFlops(counted, size.images);
  return jaxReading({ weights, loss, flopsPerStep }, drawBatch(size.images, random.stream("batches")));
}

/** Mean squared error of the restored pictures. */
function loss(weights: Weights, damaged: np.Array, whole: np.Array): np.Array {
  let output = damaged;
  for (let i = 0; i < weights.length; i += 2) {
    const sum = np.matmul(output, weights[i] as np.Array).add(weights[i + 1] as np.Array);
    output = i + 2 < weights.length ? nn.relu(sum) : sigmoid(sum);
  }
  return np.square(output.sub(whole)).mean();
}

/** From the network that the other engines train, built by tfjs on its current backend. */
function drawNetwork(hiddenUnits: number, random: Random): { weights: Weights; counted: MultiplyAdds } {
  const model = maskedRestorationMlp(hiddenUnits, random);
  const weights = model
    .getWeights()
    .map((weight) => np.array(Float32Array.from(weight.dataSync()), { shape: [...weight.shape] }));
  const counted = multiplyAdds(model);
  model.dispose();
  return { weights, counted };
}

function drawBatch(count: number, random: Random): Batch {
  const { damaged, whole } = drawPictures(count, random);
  const shape = [count, PIXELS];
  return { input: np.array(damaged, { shape }), target: np.array(whole, { shape }) };
}

/**
 * The masked-restoration MLP in jax-js: the same weights, batches, loss and Adam as the tfjs workloads, forward, backward and
 * update within one `jit`. jax-js frees arrays by counting references: a function takes its arguments for itself, and
 * `.ref` keeps one for another use.
 */
import { jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import * as tf from "@tensorflow/tfjs";
import { drawPictures, type Pictures } from "../../src/bench/pictures.ts";
import { BATCHES, LEARNING_RATE, multiplyAddsByLayer, trainingFlops } from "../../src/bench/workloads.ts";
import { PIXELS } from "../../src/data/dataset.ts";
import { maskedRestorationMlp } from "../../src/networks/masked-restoration-mlp.ts";
import type { Random } from "../../src/random.ts";

/** A workload built on jax-js. */
export interface JaxWorkload {
  readonly flopsPerStep: number;
  /** One step; resolves with its loss, that of the weights before it, once the device has done all of the step. */
  step(): Promise<number>;
  dispose(): void;
}

/** Kernel and bias of each layer, in order. */
type Weights = np.Array[];

type AdamState = { weights: Weights; first: Weights; second: Weights; power1: np.Array; power2: np.Array };

/** One update: mean squared error, Adam. */
export function jaxRestorationStep(size: { hiddenUnits: number; batchSize: number }, random: Random): JaxWorkload {
  const { values, multiplyAdds } = drawWeights(size.hiddenUnits, random.stream("weights"));
  const stream = random.stream("batches");
  const batches = Array.from({ length: BATCHES }, () => arraysOf(drawPictures(size.batchSize, stream), size.batchSize));
  const lossAndGradients = valueAndGrad(loss);
  const update = jit((state: AdamState, damaged: np.Array, whole: np.Array): [np.Array, AdamState] => {
    const [value, gradients] = lossAndGradients(
      state.weights.map((weight) => weight.ref),
      damaged,
      whole,
    );
    return [value, adam(state, gradients)];
  });
  let state: AdamState = {
    weights: values.map(({ data, shape }) => np.array(data, { shape })),
    first: values.map(({ shape }) => np.zeros(shape)),
    second: values.map(({ shape }) => np.zeros(shape)),
    power1: np.array(1, { dtype: np.float32 }),
    power2: np.array(1, { dtype: np.float32 }),
  };
  let steps = 0;
  return {
    flopsPerStep: trainingFlops(multiplyAdds, size.batchSize),
    step: async () => {
      const { damaged, whole } = batches[steps++ % BATCHES] as Batch;
      const [value, next] = update(state, damaged.ref, whole.ref);
      state = next;
      // The loss needs no update to be known; the step is over when the new weights are.
      await Promise.all(state.weights.map((weight) => weight.blockUntilReady()));
      return await numberOf(value);
    },
    dispose: () => {
      for (const { damaged, whole } of batches) [damaged, whole].forEach((array) => array.dispose());
      for (const array of [...state.weights, ...state.first, ...state.second, state.power1, state.power2]) {
        array.dispose();
      }
      update.dispose();
    },
  };
}

/** The MLP restores images, without training; the loss is there to be waited for. */
export function jaxRestorationReading(size: { hiddenUnits: number; images: number }, random: Random): JaxWorkload {
  const { values, multiplyAdds } = drawWeights(size.hiddenUnits, random.stream("weights"));
  const weights = values.map(({ data, shape }) => np.array(data, { shape }));
  const { damaged, whole } = arraysOf(drawPictures(size.images, random.stream("batches")), size.images);
  const read = jit(loss);
  return {
    flopsPerStep: 2 * size.images * multiplyAdds.reduce((sum, count) => sum + count, 0),
    step: async () => {
      const value = read(
        weights.map((weight) => weight.ref),
        damaged.ref,
        whole.ref,
      );
      return await numberOf(value);
    },
    dispose: () => {
      for (const array of [...weights, damaged, whole]) array.dispose();
      read.dispose();
    },
  };
}

interface Batch {
  readonly damaged: np.Array;
  readonly whole: np.Array;
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

/** As `nn.sigmoid`, whose gradient in jax-js 0.1.25 is not a number below −88; this form's is. */
function sigmoid(x: np.Array): np.Array {
  return np.tanh(x.mul(0.5)).add(1).mul(0.5);
}

const [BETA_1, BETA_2] = [0.9, 0.999];

/** tfjs' Adam: bias correction first, epsilon outside the root, powers of β in 32 bits. */
function adam({ weights, first, second, power1, power2 }: AdamState, gradients: Weights): AdamState {
  const epsilon = tf.backend().epsilon();
  const [next1, next2] = [power1.mul(BETA_1), power2.mul(BETA_2)];
  const moments = gradients.map((gradient, i) => ({
    first: (first[i] as np.Array).mul(BETA_1).add(gradient.ref.mul(1 - BETA_1)),
    second: (second[i] as np.Array).mul(BETA_2).add(np.square(gradient).mul(1 - BETA_2)),
  }));
  const updated = weights.map((weight, i) => {
    const moment = moments[i] as (typeof moments)[number];
    const mean = moment.first.ref.div(np.subtract(1, next1.ref));
    const spread = np.sqrt(moment.second.ref.div(np.subtract(1, next2.ref))).add(epsilon);
    return weight.sub(mean.div(spread).mul(LEARNING_RATE));
  });
  return {
    weights: updated,
    first: moments.map((moment) => moment.first),
    second: moments.map((moment) => moment.second),
    power1: next1,
    power2: next2,
  };
}

interface DrawnWeights {
  readonly values: readonly { readonly data: Float32Array; readonly shape: number[] }[];
  readonly multiplyAdds: readonly number[];
}

/** From the network that the other engines train, built by tfjs on its current backend. */
function drawWeights(hiddenUnits: number, random: Random): DrawnWeights {
  const model = maskedRestorationMlp(hiddenUnits, random);
  const values = model.getWeights().map((weight) => ({
    data: Float32Array.from(weight.dataSync()),
    shape: [...weight.shape],
  }));
  const multiplyAdds = multiplyAddsByLayer(model);
  model.dispose();
  return { values, multiplyAdds };
}

function arraysOf({ damaged, whole }: Pictures, count: number): Batch {
  const shape = [count, PIXELS];
  return { damaged: np.array(damaged, { shape }), whole: np.array(whole, { shape }) };
}

async function numberOf(scalar: np.Array): Promise<number> {
  return ((await scalar.data()) as Float32Array)[0] as number;
}

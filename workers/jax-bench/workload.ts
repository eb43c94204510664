/**
 * A step of a workload on jax-js: one update by Adam in tfjs' arithmetic, forward, backward and update within one `jit`, or
 * one reading. jax-js frees arrays by counting references: a function takes its arguments for itself, and `.ref` keeps one for
 * another use. Which network it is does not matter here.
 */
import { jit, numpy as np, valueAndGrad } from "@jax-js/jax";
import * as tf from "@tensorflow/tfjs";
import { LEARNING_RATE } from "../../src/bench/workloads.ts";

/** A workload built on jax-js. */
export interface JaxWorkload {
  readonly flopsPerStep: number;
  /** One step; resolves with its loss, that of the weights before it, once the device has done all of the step. */
  step(): Promise<number>;
  dispose(): void;
}

/** Kernel and bias of each layer, in order. */
export type Weights = np.Array[];

/** Takes its arguments for itself. */
export type Loss = (weights: Weights, input: np.Array, target: np.Array) => np.Array;

export interface Batch {
  readonly input: np.Array;
  readonly target: np.Array;
}

export interface JaxNetwork {
  readonly weights: Weights;
  readonly loss: Loss;
  readonly flopsPerStep: number;
}

type AdamState = { weights: Weights; first: Weights; second: Weights; power1: np.Array; power2: np.Array };

/** One update; steps go round the batches. */
export function jaxTraining({ weights, loss, flopsPerStep }: JaxNetwork, batches: readonly Batch[]): JaxWorkload {
  const lossAndGradients = valueAndGrad(loss);
  const update = jit((state: AdamState, input: np.Array, target: np.Array): [np.Array, AdamState] => {
    const [value, gradients] = lossAndGradients(
      state.weights.map((weight) => weight.ref),
      input,
      target,
    );
    return [value, adam(state, gradients)];
  });
  let state: AdamState = {
    weights,
    first: weights.map(({ shape }) => np.zeros(shape)),
    second: weights.map(({ shape }) => np.zeros(shape)),
    power1: np.array(1, { dtype: np.float32 }),
    power2: np.array(1, { dtype: np.float32 }),
  };
  let steps = 0;
  return {
    flopsPerStep,
    step: async () => {
      const { input, target } = batches[steps++ % batches.length] as Batch;
      const [value, next] = update(state, input.ref, target.ref);
      state = next;
      // The loss needs no update to be known; the step is over when the new weights are.
      await Promise.all(state.weights.map((weight) => weight.blockUntilReady()));
      return await numberOf(value);
    },
    dispose: () => {
      for (const { input, target } of batches) [input, target].forEach((array) => array.dispose());
      for (const array of [...state.weights, ...state.first, ...state.second, state.power1, state.power2]) {
        array.dispose();
      }
      update.dispose();
    },
  };
}

/** One reading, without training; the loss is there to be waited for. */
export function jaxReading({ weights, loss, flopsPerStep }: JaxNetwork, { input, target }: Batch): JaxWorkload {
  const read = jit(loss);
  return {
    flopsPerStep,
    step: async () => {
      const value = read(
        weights.map((weight) => weight.ref),
        input.ref,
        target.ref,
      );
      return await numberOf(value);
    },
    dispose: () => {
      for (const array of [...weights, input, target]) array.dispose();
      read.dispose();
    },
  };
}

/** As `nn.sigmoid`, whose gradient in jax-js 0.1.25 is not a number below −88; this form's is. */
export function sigmoid(x: np.Array): np.Array {
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

async function numberOf(scalar: np.Array): Promise<number> {
  return ((await scalar.data()) as Float32Array)[0] as number;
}

/** Optimiser steps on the lab's own module: new values out, states changed where they are. */
import * as tf from "@tensorflow/tfjs";
import type { UpdateKernel } from "../../../src/training/fused-optimizer.ts";
import type {
  AdadeltaAttributes,
  AdamAttributes,
  MomentumAttributes,
  RmsPropAttributes,
} from "../../../src/training/optimizers.ts";
import type { KernelModule } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";
import { runUpdate, type UpdateRuleName } from "./update-job.ts";

/** Each rule's job, and its numbers in the order in which `assembly/updates.ts` reads them. */
interface Rule {
  readonly job: UpdateRuleName;
  readonly numbers: (attributes: tf.NamedAttrMap) => number[];
}

const RULES: Readonly<Record<UpdateKernel, Rule>> = {
  FusedAdam: {
    job: "adam",
    numbers: (attributes) => {
      const { beta1, beta2, correction1, correction2, learningRate, epsilon } = attributes as unknown as AdamAttributes;
      return [beta1, 1 - beta1, beta2, 1 - beta2, correction1, correction2, learningRate, epsilon];
    },
  },
  FusedMomentum: {
    job: "momentum",
    numbers: (attributes) => {
      const { learningRate, momentum, nesterov } = attributes as unknown as MomentumAttributes;
      return [learningRate, momentum, nesterov ? 1 : 0, nesterov ? momentum : 1];
    },
  },
  FusedRmsProp: {
    job: "rmsProp",
    numbers: (attributes) => {
      const { learningRate, decay, momentum, epsilon } = attributes as unknown as RmsPropAttributes;
      return [learningRate, decay, 1 - decay, momentum, epsilon];
    },
  },
  FusedAdadelta: {
    job: "adadelta",
    numbers: (attributes) => {
      const { learningRate, rho, epsilon } = attributes as unknown as AdadeltaAttributes;
      return [learningRate, rho, 1 - rho, epsilon];
    },
  },
};

/** Every rule's kernel, by its name in tfjs' registry. */
export function updateKernels(memory: TensorMemory, kernels: KernelModule): [name: UpdateKernel, tf.KernelFunc][] {
  return (Object.keys(RULES) as UpdateKernel[]).map((name) => [name, updateKernel(RULES[name], memory, kernels)]);
}

function updateKernel({ job, numbers }: Rule, memory: TensorMemory, kernels: KernelModule): tf.KernelFunc {
  return ({ inputs, attrs }) => {
    const { value, gradient, first, second } = inputs as Record<string, tf.TensorInfo>;
    if (value === undefined || gradient === undefined || first === undefined) {
      throw new Error(`Cannot update by ${job}: a tensor is missing`);
    }
    const result = memory.makeTensor(value.shape);
    runUpdate(kernels, {
      rule: job,
      value: memory.addressOf(value),
      result: memory.addressOf(result),
      gradient: memory.addressOf(gradient),
      first: memory.addressOf(first),
      second: second === undefined ? 0 : memory.addressOf(second),
      count: tf.util.sizeFromShape(value.shape),
      numbers: numbers(attrs as tf.NamedAttrMap),
    });
    return result;
  };
}

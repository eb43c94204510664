/** The update behind `FusedAdam`, on the lab's own module: new values out, moments changed where they are. */
import type * as tf from "@tensorflow/tfjs";
import type { FusedAdamAttributes } from "../../../src/training/fused-adam.ts";
import type { KernelModule } from "./kernel-module.ts";
import type { TensorMemory } from "./tensor-memory.ts";

export function fusedAdam(memory: TensorMemory, kernels: KernelModule): tf.KernelFunc {
  return ({ inputs, attrs }) => {
    const { value, gradient, firstMoment, secondMoment } = inputs as Record<string, tf.TensorInfo>;
    if (value === undefined || gradient === undefined || firstMoment === undefined || secondMoment === undefined) {
      throw new Error("Cannot update by Adam: a tensor is missing");
    }
    const result = memory.makeTensor(value.shape);
    kernels.adam({
      ...(attrs as unknown as FusedAdamAttributes),
      value: memory.addressOf(value),
      result: memory.addressOf(result),
      gradient: memory.addressOf(gradient),
      firstMoment: memory.addressOf(firstMoment),
      secondMoment: memory.addressOf(secondMoment),
      count: value.shape.reduce((product, size) => product * size, 1),
    });
    return result;
  };
}

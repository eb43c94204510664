/**
 * Compares what tfjs computes in plain JavaScript with what the lab's WebGPU kernels make of it. Buffers that a result may
 * be given are filled with not-a-number beforehand, so that an element that nobody writes shows; and it is told whether any
 * of tfjs' own shaders took part, so that a kernel that always falls back cannot pass for one that works.
 */
import * as tf from "@tensorflow/tfjs";
import { Random } from "../../../../src/random.ts";
import { chooseEngine } from "../../../../workers/engine/choose.ts";
import { expectClose } from "../../../backends.ts";

/** Shaders of tfjs that ran on WebGPU. */
export interface Stock {
  readonly runs: number;
}

/** Normally distributed numbers. */
export function noise(shape: number[], seed: number): tf.Tensor {
  const random = new Random(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  );
}

/**
 * Fails unless both engines agree to `tolerance` of the largest value.
 *
 * @param reference - what the CPU computes, where that shall be another road to the same numbers
 */
export async function expectLikeCpu(
  compute: () => tf.Tensor,
  tolerance: number,
  reference: () => tf.Tensor = compute,
): Promise<Stock> {
  await chooseEngine("cpu");
  const wanted = tf.tidy(reference);
  const values = await wanted.data<"float32">();
  const shape = [...wanted.shape];
  wanted.dispose();
  await chooseEngine("webgpu");
  await poison(shape);
  const { result, runs } = countStock(() => tf.tidy(compute));
  const got = await result.data<"float32">();
  if (result.shape.join() !== shape.join())
    throw new Error(`got shape [${result.shape.join()}], wanted [${shape.join()}]`);
  result.dispose();
  expectClose(got, values, tolerance);
  return { runs };
}

/** Puts buffers of this size, full of not-a-number, into tfjs' pool. */
async function poison(shape: number[]): Promise<void> {
  const poisoned = Array.from({ length: 4 }, () => tf.fill(shape, Number.NaN));
  for (const tensor of poisoned) await tensor.add(0).data();
  tf.dispose(poisoned);
}

function countStock<T>(work: () => T): { result: T; runs: number } {
  const backend = tf.backend() as unknown as { runWebGPUProgram?: (...words: unknown[]) => unknown };
  const stock = backend.runWebGPUProgram as (...words: unknown[]) => unknown;
  let runs = 0;
  backend.runWebGPUProgram = (...words) => {
    runs++;
    return stock.apply(backend, words);
  };
  try {
    const result = work();
    return { result, runs };
  } finally {
    delete backend.runWebGPUProgram; // the class's own again
  }
}

/**
 * Kernels that tfjs-wasm lacks or is slow at, put in their places through tfjs' own registry.
 *
 * With the lab's own module at hand, products run there. Without it (a browser that refuses every variant), a product
 * with a transposed operand, which every gradient of a dense layer is, still has that operand transposed first: tfjs runs
 * it in a scalar loop, six to nine times slower. The filter gradient of a convolution does not exist in tfjs-wasm; it is
 * composed of a convolution.
 */
import * as tf from "@tensorflow/tfjs";
import { SEEDED_DROPOUT } from "../../src/training/seeded-dropout.ts";
import { HOLE_SYSTEMS } from "../../src/restorers/solve-holes.ts";
import { RECTIFIER_GRADIENT } from "./gradients.ts";
import { convolutionFilterGradient } from "./wasm/composed-filter-gradient.ts";
import { convolution, filterGradient, fusedConvolution, inputGradient } from "./wasm/convolution-kernels.ts";
import {
  arithmetic,
  ARITHMETIC_KERNELS,
  identity,
  leakyRelu,
  rectifierGradient,
  seededDropout,
  tile,
} from "./wasm/elementwise-kernels.ts";
import { holeSystems } from "./wasm/hole-system-kernels.ts";
import { KernelModule } from "./wasm/kernel-module.ts";
import { poolingGradient, upsampling, upsamplingGradient } from "./wasm/pooling-kernels.ts";
import { batchMatMul, fusedMatMul } from "./wasm/product-kernels.ts";
import { sumOverLeadingAxes } from "./wasm/sum-kernels.ts";
import { TensorMemory } from "./wasm/tensor-memory.ts";
import { transposedFirst } from "./wasm/transposed-first.ts";
import { updateKernels } from "./wasm/update-kernels.ts";

const WASM = "wasm";

/**
 * Puts the kernels in their places; call once per started backend.
 *
 * @returns the lab's own module, or null where tfjs' kernels have to do
 */
export async function installWasmKernels(threads: number): Promise<KernelModule | null> {
  const memory = TensorMemory.ofCurrentBackend();
  const kernels = memory === null ? null : await KernelModule.load(memory, threads);
  if (memory === null || kernels === null) {
    replaceKernel("BatchMatMul", transposedFirst);
    addKernel("Conv2DBackpropFilter", convolutionFilterGradient);
    return null;
  }
  replaceKernel("BatchMatMul", (stock) => batchMatMul(stock, memory, kernels));
  replaceKernel("_FusedMatMul", (stock) => fusedMatMul(stock, memory, kernels));
  replaceKernel("Conv2D", (stock) => convolution(stock, memory, kernels));
  replaceKernel("FusedConv2D", (stock) => fusedConvolution(stock, memory, kernels));
  replaceKernel("Conv2DBackpropInput", (stock) => inputGradient(stock, memory, kernels));
  addKernel("Conv2DBackpropFilter", filterGradient(convolutionFilterGradient, memory, kernels));
  replaceKernel("Sum", (stock) => sumOverLeadingAxes("sum", stock, memory, kernels));
  replaceKernel("Mean", (stock) => sumOverLeadingAxes("mean", stock, memory, kernels));
  replaceKernel("MaxPoolGrad", (stock) => poolingGradient("largest", stock, memory, kernels));
  replaceKernel("AvgPoolGrad", (stock) => poolingGradient("average", stock, memory, kernels));
  replaceKernel("ResizeNearestNeighbor", (stock) => upsampling(stock, memory, kernels));
  replaceKernel("ResizeNearestNeighborGrad", (stock) => upsamplingGradient(stock, memory, kernels));
  for (const name of ARITHMETIC_KERNELS) replaceKernel(name, (stock) => arithmetic(name, stock, memory, kernels));
  replaceKernel("Tile", (stock) => tile(stock, memory, kernels));
  replaceKernel("LeakyRelu", (stock) => leakyRelu(stock, memory, kernels));
  replaceKernel("Identity", () => identity);
  addKernel(RECTIFIER_GRADIENT, rectifierGradient(memory, kernels));
  addKernel(HOLE_SYSTEMS, holeSystems(memory, kernels));
  addKernel(SEEDED_DROPOUT, seededDropout(memory, kernels));
  for (const [name, kernel] of updateKernels(memory, kernels)) addKernel(name, kernel);
  return kernels;
}

function addKernel(kernelName: string, kernelFunc: tf.KernelFunc): void {
  tf.registerKernel({ kernelName, backendName: WASM, kernelFunc });
}

function replaceKernel(kernelName: string, wrap: (stock: tf.KernelFunc) => tf.KernelFunc): void {
  const stock = tf.getKernel(kernelName, WASM);
  if (stock === undefined) throw new Error(`Cannot replace ${kernelName}: tfjs-wasm has no such kernel`);
  tf.unregisterKernel(kernelName, WASM);
  tf.registerKernel({ ...stock, kernelFunc: wrap(stock.kernelFunc) });
}

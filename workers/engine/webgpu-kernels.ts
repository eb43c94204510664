/**
 * Kernels of the lab's own on WebGPU, put in their places through tfjs' own registry, by what the adapter is. On any of
 * them an optimiser's step is one dispatch per variable. On a software adapter (SwiftShader, llvmpipe) products, sums and
 * convolutions run in registers as well; a true GPU keeps tfjs' shaders, which were made for one.
 */
import * as tf from "@tensorflow/tfjs";
import { convolution, convolutionInputGradient, fusedConvolution } from "./webgpu/convolution-kernels.ts";
import type { Gpu } from "./webgpu/device.ts";
import { Dispatcher } from "./webgpu/dispatch.ts";
import { enlarge, enlargementGradient } from "./webgpu/doubling-kernels.ts";
import { binary, BINARY_NAMES, unary, UNARY_NAMES } from "./webgpu/elementwise-kernels.ts";
import { convolutionFilterGradient } from "./webgpu/filter-gradient-kernel.ts";
import { maxPool, maxPoolGradient } from "./webgpu/pooling-kernels.ts";
import { batchMatMul, fusedMatMul } from "./webgpu/product-kernels.ts";
import { mean, sum } from "./webgpu/sum-kernels.ts";
import type { Sharing } from "./webgpu/tiles.ts";
import { updateKernels } from "./webgpu/update-kernels.ts";

const WEBGPU = "webgpu";

/** What an adapter was given. */
export type WebGpuKernels = "updates" | "updates and software";

/** Stock kernels by name, as they were before any was replaced: a device opened anew starts from them. */
const stockKernels = new Map<string, tf.KernelConfig>();

/** Puts the kernels in their places, those of an earlier device out of them; call once per opened device. */
export function installWebGpuKernels({ backend, software, subgroupSize }: Gpu): WebGpuKernels {
  restoreStockKernels();
  const dispatcher = new Dispatcher(backend);
  for (const [kernelName, kernelFunc] of updateKernels(dispatcher)) {
    if (tf.getKernel(kernelName, WEBGPU) !== undefined) tf.unregisterKernel(kernelName, WEBGPU);
    tf.registerKernel({ kernelName, backendName: WEBGPU, kernelFunc });
  }
  if (!software) return "updates";
  const sharing: Sharing = subgroupSize === 4 ? 4 : 1;
  replaceKernel("BatchMatMul", (stock) => batchMatMul(stock, dispatcher, sharing));
  replaceKernel("_FusedMatMul", (stock) => fusedMatMul(stock, dispatcher, sharing));
  replaceKernel("Sum", (stock) => sum(stock, dispatcher));
  replaceKernel("Mean", (stock) => mean(stock, dispatcher));
  replaceKernel("Conv2D", (stock) => convolution(stock, dispatcher, sharing));
  replaceKernel("FusedConv2D", (stock) => fusedConvolution(stock, dispatcher, sharing));
  replaceKernel("Conv2DBackpropInput", (stock) => convolutionInputGradient(stock, dispatcher, sharing));
  replaceKernel("Conv2DBackpropFilter", (stock) => convolutionFilterGradient(stock, dispatcher, sharing));
  replaceKernel("MaxPool", (stock) => maxPool(stock, dispatcher));
  replaceKernel("MaxPoolGrad", (stock) => maxPoolGradient(stock, dispatcher));
  replaceKernel("ResizeNearestNeighbor", (stock) => enlarge(stock, dispatcher));
  replaceKernel("ResizeNearestNeighborGrad", (stock) => enlargementGradient(stock, dispatcher));
  for (const name of BINARY_NAMES) replaceKernel(name, (stock) => binary(name, stock, dispatcher));
  for (const name of UNARY_NAMES) replaceKernel(name, (stock) => unary(name, stock, dispatcher));
  return "updates and software";
}

function restoreStockKernels(): void {
  for (const [kernelName, stock] of stockKernels) {
    tf.unregisterKernel(kernelName, WEBGPU);
    tf.registerKernel(stock);
  }
  stockKernels.clear();
}

function replaceKernel(kernelName: string, wrap: (stock: tf.KernelFunc) => tf.KernelFunc): void {
  const stock = tf.getKernel(kernelName, WEBGPU);
  if (stock === undefined) throw new Error(`Cannot replace ${kernelName}: tfjs-webgpu has no such kernel`);
  stockKernels.set(kernelName, stock);
  tf.unregisterKernel(kernelName, WEBGPU);
  tf.registerKernel({ ...stock, kernelFunc: wrap(stock.kernelFunc) });
}

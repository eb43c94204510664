/**
 * Kernels of the lab's own on WebGPU, put in their places through tfjs' own registry, by what the adapter is. On any of
 * them an optimiser's step is one dispatch per variable. On a software adapter (SwiftShader, llvmpipe) products, sums and
 * convolutions run in registers as well; a true GPU keeps tfjs' shaders, which were made for one.
 */
import * as tf from "@tensorflow/tfjs";
import { OwnKernels } from "./own-kernels.ts";
import { testKernels, type SelfTest } from "./self-test.ts";
import { castToFloats } from "./webgpu/cast-kernel.ts";
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

/** What an adapter was given. */
export type WebGpuKernels = "updates" | "updates and software";

/** One for all devices of a worker: one opened anew starts from tfjs' kernels. */
const own = new OwnKernels("webgpu");

/** Puts the kernels in their places, those of an earlier device out of them; call once per opened device. */
export function installWebGpuKernels({ backend, software, subgroupSize }: Gpu): WebGpuKernels {
  for (const name of own.names) own.switchOff(name);
  const dispatcher = new Dispatcher(backend);
  const add = tf.getKernel("Add", "webgpu").kernelFunc;
  own.replace("Cast", (stock) => castToFloats(stock, add, backend));
  for (const [name, kernel] of updateKernels(dispatcher)) own.add(name, kernel);
  if (!software) return "updates";
  const sharing: Sharing = subgroupSize === 4 ? 4 : 1;
  own.replace("BatchMatMul", (stock) => batchMatMul(stock, dispatcher, sharing));
  own.replace("_FusedMatMul", (stock) => fusedMatMul(stock, dispatcher, sharing));
  own.replace("Sum", (stock) => sum(stock, dispatcher));
  own.replace("Mean", (stock) => mean(stock, dispatcher));
  own.replace("Conv2D", (stock) => convolution(stock, dispatcher, sharing));
  own.replace("FusedConv2D", (stock) => fusedConvolution(stock, dispatcher, sharing));
  own.replace("Conv2DBackpropInput", (stock) => convolutionInputGradient(stock, dispatcher, sharing));
  own.replace("Conv2DBackpropFilter", (stock) => convolutionFilterGradient(stock, dispatcher, sharing));
  own.replace("MaxPool", (stock) => maxPool(stock, dispatcher));
  own.replace("MaxPoolGrad", (stock) => maxPoolGradient(stock, dispatcher));
  own.replace("ResizeNearestNeighbor", (stock) => enlarge(stock, dispatcher));
  own.replace("ResizeNearestNeighborGrad", (stock) => enlargementGradient(stock, dispatcher));
  for (const name of BINARY_NAMES) own.replace(name, (stock) => binary(name, stock, dispatcher));
  for (const name of UNARY_NAMES) own.replace(name, (stock) => unary(name, stock, dispatcher));
  return "updates and software";
}

/** Tests the kernels where they are; the backend must be tfjs' current one. */
export async function testWebGpuKernels({ name }: Gpu): Promise<SelfTest> {
  return await testKernels(own, name);
}

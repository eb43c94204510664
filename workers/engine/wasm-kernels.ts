/**
 * Kernels that tfjs-wasm lacks or is slow at, put in their places through tfjs' own registry.
 *
 * With the lab's own module at hand, products run there. Without it (a browser that refuses every variant), a product
 * with a transposed operand, which every gradient of a dense layer is, still has that operand transposed first: tfjs runs
 * it in a scalar loop, six to nine times slower. The filter gradient of a convolution does not exist in tfjs-wasm; it is
 * composed of a convolution.
 */
import { CHANNEL_PRODUCTS, SCALED_CHANNELS } from "../../src/training/batch-normalization.ts";
import { SEEDED_DROPOUT } from "../../src/training/seeded-dropout.ts";
import { HOLE_SYSTEMS } from "../../src/restorers/solve-holes.ts";
import { RECTIFIER_GRADIENT } from "./gradients.ts";
import { OwnKernels } from "./own-kernels.ts";
import { testKernels, type SelfTest } from "./self-test.ts";
import { convolutionFilterGradient } from "./wasm/composed-filter-gradient.ts";
import { channelProducts, joinedChannels, partedChannels, scaledChannels } from "./wasm/channel-kernels.ts";
import { convolution, filterGradient, fusedConvolution, inputGradient } from "./wasm/convolution-kernels.ts";
import { identity, leakyRelu, rectifierGradient, seededDropout, tile } from "./wasm/elementwise-kernels.ts";
import { holeSystems } from "./wasm/hole-system-kernels.ts";
import { KernelModule } from "./wasm/kernel-module.ts";
import { poolingGradient, upsampling, upsamplingGradient } from "./wasm/pooling-kernels.ts";
import { batchMatMul, fusedMatMul } from "./wasm/product-kernels.ts";
import { sumOverLeadingAxes } from "./wasm/sum-kernels.ts";
import { TensorMemory } from "./wasm/tensor-memory.ts";
import { transposedFirst } from "./wasm/transposed-first.ts";
import { updateKernels } from "./wasm/update-kernels.ts";

const own = new OwnKernels("wasm");

export interface WasmKernels {
  /** The lab's own module, or null where tfjs' kernels have to do. */
  readonly module: KernelModule | null;
  readonly selfTest: SelfTest;
}

/** Puts the kernels in their places and tests them there; call once per started backend. */
export async function installWasmKernels(threads: number): Promise<WasmKernels> {
  const module = await putInPlace(threads);
  const { variant } = module ?? {};
  const selfTest = await testKernels(own, `${variant?.memory} ${variant?.arithmetic} ${module?.threads} threads`);
  return { module, selfTest };
}

async function putInPlace(threads: number): Promise<KernelModule | null> {
  const memory = TensorMemory.ofCurrentBackend();
  const kernels = memory === null ? null : await KernelModule.load(memory, threads);
  if (memory === null || kernels === null) {
    own.replace("BatchMatMul", transposedFirst);
    own.add("Conv2DBackpropFilter", convolutionFilterGradient);
    return null;
  }
  own.replace("BatchMatMul", (stock) => batchMatMul(stock, memory, kernels));
  own.replace("_FusedMatMul", (stock) => fusedMatMul(stock, memory, kernels));
  own.replace("Conv2D", (stock) => convolution(stock, memory, kernels));
  own.replace("FusedConv2D", (stock) => fusedConvolution(stock, memory, kernels));
  own.replace("Conv2DBackpropInput", (stock) => inputGradient(stock, memory, kernels));
  own.add(
    "Conv2DBackpropFilter",
    filterGradient(convolutionFilterGradient, memory, kernels),
    convolutionFilterGradient,
  );
  own.replace("Sum", (stock) => sumOverLeadingAxes("sum", stock, memory, kernels));
  own.replace("Mean", (stock) => sumOverLeadingAxes("mean", stock, memory, kernels));
  own.replace("MaxPoolGrad", (stock) => poolingGradient("largest", stock, memory, kernels));
  own.replace("AvgPoolGrad", (stock) => poolingGradient("average", stock, memory, kernels));
  own.replace("ResizeNearestNeighbor", (stock) => upsampling(stock, memory, kernels));
  own.replace("ResizeNearestNeighborGrad", (stock) => upsamplingGradient(stock, memory, kernels));
  own.replace("Tile", (stock) => tile(stock, memory, kernels));
  own.replace("Concat", (stock) => joinedChannels(stock, memory, kernels));
  own.replace("SplitV", (stock) => partedChannels(stock, memory, kernels));
  own.replace("LeakyRelu", (stock) => leakyRelu(stock, memory, kernels));
  own.replace("Identity", () => identity);
  own.add(RECTIFIER_GRADIENT, rectifierGradient(memory, kernels));
  own.add(CHANNEL_PRODUCTS, channelProducts(memory, kernels));
  own.add(SCALED_CHANNELS, scaledChannels(memory, kernels));
  own.add(HOLE_SYSTEMS, holeSystems(memory, kernels));
  own.add(SEEDED_DROPOUT, seededDropout(memory, kernels));
  for (const [name, kernel] of updateKernels(memory, kernels)) own.add(name, kernel);
  return kernels;
}

/**
 * Kernels that tfjs-wasm lacks or is slow at, put in their places through tfjs' own registry.
 *
 * - A matrix product with a transposed operand runs in a scalar loop there, six to nine times slower than it need be, and
 *   every gradient of a dense layer is one. Here the operand is transposed first.
 * - The filter gradient of a convolution does not exist there. Here it is composed of a convolution: pixels and channels
 *   change places with images, and the outputs' gradients act as the filter.
 */
import * as tf from "@tensorflow/tfjs";

const WASM = "wasm";

/** Idempotent: a second call finds its kernels in place. */
export function installWasmKernels(): void {
  if (tf.getKernel("Conv2DBackpropFilter", WASM) !== undefined) return;
  tf.registerKernel({ kernelName: "Conv2DBackpropFilter", backendName: WASM, kernelFunc: convolutionFilterGradient });
  replaceKernel("BatchMatMul", (stock) => transposedFirst(stock, "transposeA", "transposeB"));
}

function replaceKernel(kernelName: string, wrap: (stock: tf.KernelFunc) => tf.KernelFunc): void {
  const stock = tf.getKernel(kernelName, WASM);
  if (stock === undefined) throw new Error(`Cannot replace ${kernelName}: tfjs-wasm has no such kernel`);
  tf.unregisterKernel(kernelName, WASM);
  tf.registerKernel({ ...stock, kernelFunc: wrap(stock.kernelFunc) });
}

/** `a × b` with operands brought into plain order before the stock kernel sees them. */
function transposedFirst(stock: tf.KernelFunc, flagA: string, flagB: string): tf.KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const [a, b] = [inputs["a"] as tf.TensorInfo, inputs["b"] as tf.TensorInfo];
    const transposeA = attrs?.[flagA] === true;
    const transposeB = attrs?.[flagB] === true;
    const plainA = transposeA ? swapLastAxes(a) : null;
    const plainB = transposeB ? swapLastAxes(b) : null;
    try {
      return stock({
        inputs: { a: plainA ?? a, b: plainB ?? b },
        backend,
        attrs: { ...attrs, [flagA]: false, [flagB]: false },
      });
    } finally {
      plainA?.dispose();
      plainB?.dispose();
    }
  };
}

function swapLastAxes(x: tf.TensorInfo): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  axes.splice(-2, 2, x.shape.length - 1, x.shape.length - 2);
  return run("Transpose", { x }, { perm: axes });
}

/**
 * `dW[i, j, c, d] = Σ x[b, s·p + i, s·q + j, c] · dy[b, p, q, d]`: a convolution of `x` as `[C, H, W, B]` with `dy` as a
 * `[P, Q, B, D]` filter, dilated by the stride. Only NHWC and dilation 1, which is all that the lab uses.
 */
function convolutionFilterGradient({ inputs, attrs }: Parameters<tf.KernelFunc>[0]): tf.TensorInfo {
  const x = inputs["x"] as tf.TensorInfo;
  const dy = inputs["dy"] as tf.TensorInfo;
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as {
    strides: number | [number, number];
    pad: "same" | "valid" | number;
    dataFormat: string;
    dimRoundingMode?: "floor" | "round" | "ceil";
    filterShape: [number, number, number, number];
  };
  if (dataFormat !== "NHWC") {
    throw new Error(`Cannot take a filter gradient on WASM: the data format must be NHWC, got ${dataFormat}`);
  }
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth, outHeight, outWidth } = info;
  // Rows and columns that no output reached carry no gradient and would make the result too large.
  const usedBottom = (outHeight - 1) * strideHeight + filterHeight - padInfo.top - info.inHeight;
  const usedRight = (outWidth - 1) * strideWidth + filterWidth - padInfo.left - info.inWidth;
  return tf.tidy(() => {
    const paddings: [number, number][] = [
      [0, 0],
      [padInfo.top, Math.max(0, usedBottom)],
      [padInfo.left, Math.max(0, usedRight)],
      [0, 0],
    ];
    const padded = run("PadV2", { x }, { paddings, constantValue: 0 });
    const size = [shape[0], (outHeight - 1) * strideHeight + filterHeight, (outWidth - 1) * strideWidth + filterWidth, -1];
    const used = run("Slice", { x: padded }, { begin: [0, 0, 0, 0], size });
    const byChannel = run("Transpose", { x: used }, { perm: [3, 1, 2, 0] }); // [C, H, W, B]
    const asFilter = run("Transpose", { x: dy }, { perm: [1, 2, 0, 3] }); // [P, Q, B, D]
    const gradient = tf.conv2d(
      byChannel as tf.Tensor4D,
      asFilter as tf.Tensor4D,
      1,
      "valid",
      "NHWC",
      [strideHeight, strideWidth],
    ); // [C, I, J, D]
    return tf.transpose(gradient, [1, 2, 0, 3]);
  });
}

/** Runs a kernel under tfjs' own bookkeeping, so that its result is an ordinary tensor. */
function run(kernelName: string, inputs: tf.NamedTensorInfoMap, attrs: Record<string, unknown>): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs as unknown as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as tf.Tensor;
}

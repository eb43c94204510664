/** A matrix product whose operands are brought into plain order before tfjs' own kernel sees them. */
import type * as tf from "@tensorflow/tfjs";
import { runKernel } from "../run-kernel.ts";

export function transposedFirst(stock: tf.KernelFunc): tf.KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const [a, b] = [inputs["a"] as tf.TensorInfo, inputs["b"] as tf.TensorInfo];
    const transposeA = attrs?.["transposeA"] === true;
    const transposeB = attrs?.["transposeB"] === true;
    const plainA = transposeA ? swapLastAxes(a) : null;
    const plainB = transposeB ? swapLastAxes(b) : null;
    try {
      return stock({
        inputs: { a: plainA ?? a, b: plainB ?? b },
        backend,
        attrs: { ...attrs, transposeA: false, transposeB: false },
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
  return runKernel("Transpose", { x }, { perm: axes });
}

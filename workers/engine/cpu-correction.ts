/**
 * A fault of tfjs-cpu 4.22 mended: its gradient of nearest-neighbour resizing reads every image's gradient at the place of
 * an image of the small size, so that with more than one image all but the first are wrong. Here each image goes alone.
 */
import * as tf from "@tensorflow/tfjs";
import { runKernel } from "./run-kernel.ts";

/** A replacement for `ResizeNearestNeighborGrad`. */
export function imageByImage(stock: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    const { images, dy } = call.inputs as { images: tf.TensorInfo; dy: tf.TensorInfo };
    return tf.tidy(() => {
      const count = images.shape[0] ?? 0;
      const gradients = Array.from({ length: count }, (_, image) => {
        const inputs = { images: imageOf(images, image), dy: imageOf(dy, image) };
        return tf.engine().makeTensorFromTensorInfo(stock({ ...call, inputs }) as tf.TensorInfo) as tf.Tensor4D;
      });
      return tf.concat(gradients, 0);
    });
  };
}

function imageOf(batch: tf.TensorInfo, image: number): tf.Tensor {
  const begin = [image, 0, 0, 0];
  return runKernel("Slice", { x: batch }, { begin, size: [1, ...batch.shape.slice(1)] });
}

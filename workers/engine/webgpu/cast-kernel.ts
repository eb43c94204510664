/**
 * `Cast` to float32 that leaves floats in the buffer. tfjs' own passes the buffer on, whole numbers and all, under the new
 * type's name, and every shader of tfjs looks up what is really stored; the lab's shaders go by the name.
 */
import type * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/**
 * A replacement for `Cast`.
 *
 * @param add - tfjs' own `Add`, which reads what is stored and writes floats
 */
export function castToFloats(stock: tf.KernelFunc, add: tf.KernelFunc, backend: WebGPUBackend): tf.KernelFunc {
  return (call) => {
    const cast = stock(call) as tf.TensorInfo;
    if (cast.dtype !== "float32" || backend.tensorMap.get(cast.dataId).dtype === "float32") return cast;
    const zero = backend.makeTensorInfo([], "float32", Float32Array.of(0));
    const floats = add({ ...call, inputs: { a: cast, b: zero } }) as tf.TensorInfo;
    for (const { dataId } of [cast, zero]) backend.disposeData(dataId);
    return floats;
  };
}

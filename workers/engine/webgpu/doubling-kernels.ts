/**
 * Nearest-neighbour enlargement by 2, 4 or 8 and its gradient for WebGPU in software: each input pixel becomes a block, and
 * the gradient of a block is added up. tfjs finds the block by searching twice its neighbourhood, in fractions. Other
 * factors, aligned corners and half-pixel centres, where fractions are what is meant, stay with tfjs.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Dispatcher, Shader } from "./dispatch.ts";

type Kernel = tf.KernelFunc;
type Type = "f32" | "vec4<f32>";

/** A small image `[batch, height, width, channels]` and what its pixels become. */
interface Enlargement {
  readonly small: readonly [number, number, number, number];
  readonly factorY: number;
  readonly factorX: number;
}

const WORKGROUP = 32;

/** A replacement for `ResizeNearestNeighbor` that falls back to the stock kernel. */
export function enlarge(stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const images = call.inputs["images"] as tf.TensorInfo;
    const { alignCorners, halfPixelCenters, size } = call.attrs as unknown as {
      alignCorners: boolean;
      halfPixelCenters: boolean;
      size: [number, number];
    };
    const enlargement = alignCorners || halfPixelCenters ? null : readEnlargement(images, size);
    if (enlargement === null) return stock(call);
    const [batch, , , channels] = enlargement.small;
    return run("enlarge", images, [batch, ...size, channels], enlargement, dispatcher);
  };
}

/** A replacement for `ResizeNearestNeighborGrad` that falls back to the stock kernel. */
export function enlargementGradient(stock: Kernel, dispatcher: Dispatcher): Kernel {
  return (call) => {
    const [images, dy] = [call.inputs["images"], call.inputs["dy"]] as [tf.TensorInfo, tf.TensorInfo];
    const { alignCorners } = call.attrs as unknown as { alignCorners: boolean };
    const enlargement =
      alignCorners || dy.dtype !== "float32" ? null : readEnlargement(images, dy.shape.slice(1, 3) as [number, number]);
    if (enlargement === null) return stock(call);
    return run("add up", dy, [...images.shape], enlargement, dispatcher);
  };
}

function run(
  what: "enlarge" | "add up",
  x: tf.TensorInfo,
  shape: number[],
  { small: [batch, height, width, channels], factorY, factorX }: Enlargement,
  dispatcher: Dispatcher,
): tf.TensorInfo {
  const packed = channels % 4 === 0;
  const vectors = packed ? channels / 4 : channels;
  const count = batch * height * width * vectors;
  const result = dispatcher.makeTensor(shape);
  dispatcher.run(
    blockShader(what, packed ? "vec4<f32>" : "f32"),
    [result, x],
    [count, width, vectors, factorY, factorX],
    Math.ceil(count / WORKGROUP),
  );
  return result;
}

function blockShader(what: "enlarge" | "add up", type: Type): Shader {
  const body = {
    enlarge: { before: "let value = x[invocation];", each: "result[place] = value;", after: "" },
    "add up": {
      before: `var sum = ${type}(0.0);`,
      each: "sum += x[place];",
      after: "result[invocation] = sum;",
    },
  }[what];
  return {
    name: `${what} blocks ${type}`,
    tensors: [
      { name: "result", access: "read_write", type },
      { name: "x", access: "read", type },
    ],
    numbers: ["count", "width", "channels", "factorY", "factorX"].map((name) => ({ name, type: "i32" })),
    workgroup: WORKGROUP,
    usesSubgroups: false,
    // Rows of all images lie one below the other: the image does not matter.
    code: () => `
  if (invocation >= n.count) { return; }
  let channel = invocation % n.channels;
  let column = invocation / n.channels % n.width;
  let row = invocation / (n.channels * n.width);
  ${body.before}
  for (var y = row * n.factorY; y < (row + 1) * n.factorY; y++) {
    for (var column0 = column * n.factorX; column0 < (column + 1) * n.factorX; column0++) {
      let place = (y * n.width * n.factorX + column0) * n.channels + channel;
      ${body.each}
    }
  }
  ${body.after}`,
  };
}

/** null where the stock kernel is needed. */
function readEnlargement(images: tf.TensorInfo, [height, width]: readonly [number, number]): Enlargement | null {
  if (images.dtype !== "float32" || images.shape.length !== 4 || images.shape.includes(0)) return null;
  const small = images.shape as [number, number, number, number];
  const [factorY, factorX] = [height / small[1], width / small[2]];
  const areTaken = [factorY, factorX].every((factor) => [1, 2, 4, 8].includes(factor));
  return areTaken ? { small, factorY, factorX } : null;
}

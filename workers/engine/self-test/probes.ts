/**
 * One small computation for each kernel of the lab's own, that calls it and nothing else of the lab's: sizes that no tile
 * divides, and one large enough for all threads. Where tfjs' CPU backend lacks the kernel, the lab's plain way of doing the
 * same runs there.
 */
import * as tf from "@tensorflow/tfjs";
import { Random } from "../../../src/random.ts";
import { HOLE_SYSTEMS, type HoleSystem } from "../../../src/restorers/solve-holes.ts";
import { solveHolesPlainly } from "../../../src/restorers/solve-holes-plainly.ts";
import {
  CHANNEL_PRODUCTS,
  channelProducts,
  SCALED_CHANNELS,
  scaledChannels,
} from "../../../src/training/batch-normalization.ts";
import { adadelta, adam, momentum, rmsProp } from "../../../src/training/optimizers.ts";
import { SEEDED_DROPOUT, seededDropout } from "../../../src/training/seeded-dropout.ts";
import { RECTIFIER_GRADIENT } from "../gradients.ts";

export type Probe = () => tf.Tensor;

/** Forward convolution behind all four probes, at strides 1 and 2. */
const X_SHAPE = [3, 13, 14, 9];
const FILTER_SHAPE = [3, 3, 9, 13];
const convolution = (strides: number): tf.NamedAttrMap => ({ strides, pad: "same", dataFormat: "NHWC", dilations: 1 });
const outShape = (stride: number): number[] => [3, Math.ceil(13 / stride), Math.ceil(14 / stride), 13];

const POOLING = { filterSize: 2, strides: 2, pad: "same" };

/** More numbers than one thread is left alone with. */
const LONG = [23, 1001];

export const PROBES: Readonly<Record<string, Probe>> = {
  BatchMatMul: () =>
    joined([
      run("BatchMatMul", { a: noise([71, 67]), b: noise([67, 73]) }, { transposeA: false, transposeB: false }),
      run("BatchMatMul", { a: noise([2, 5, 7]), b: noise([2, 5, 11]) }, { transposeA: true, transposeB: false }),
      run("BatchMatMul", { a: noise([11, 9]), b: noise([3, 9]) }, { transposeA: false, transposeB: true }),
      run("BatchMatMul", { a: noise([13, 17]), b: noise([19, 13]) }, { transposeA: true, transposeB: true }),
    ]),
  _FusedMatMul: () =>
    run(
      "_FusedMatMul",
      { a: noise([1, 7, 13]), b: noise([1, 13, 19]), bias: noise([19]) },
      { transposeA: false, transposeB: false, activation: "relu" },
    ),
  Conv2D: () =>
    strided((stride) => run("Conv2D", { x: noise(X_SHAPE), filter: noise(FILTER_SHAPE) }, convolution(stride))),
  FusedConv2D: () =>
    run(
      "FusedConv2D",
      { x: noise(X_SHAPE), filter: noise([3, 3, 9, 1]), bias: noise([1]) },
      { ...convolution(1), activation: "relu" },
    ),
  Conv2DBackpropInput: () =>
    strided((stride) => {
      const inputs = { dy: noise(outShape(stride)), filter: noise(FILTER_SHAPE) };
      return run("Conv2DBackpropInput", inputs, { ...convolution(stride), inputShape: X_SHAPE });
    }),
  Conv2DBackpropFilter: () =>
    strided((stride) => {
      const inputs = { x: noise(X_SHAPE), dy: noise(outShape(stride)) };
      return run("Conv2DBackpropFilter", inputs, { ...convolution(stride), filterShape: FILTER_SHAPE });
    }),
  Sum: () => run("Sum", { x: noise([701, 37]) }, { axis: [0], keepDims: false }),
  Mean: () => run("Mean", { x: noise([701, 37]) }, { axis: [0], keepDims: false }),
  MaxPool: () => run("MaxPool", { x: noise(X_SHAPE) }, POOLING),
  MaxPoolGrad: () => {
    const input = noise(X_SHAPE);
    const output = tf.maxPool(input as tf.Tensor4D, 2, 2, "same");
    return run("MaxPoolGrad", { dy: noise([3, 7, 7, 9]), input, output }, POOLING);
  },
  AvgPoolGrad: () => run("AvgPoolGrad", { dy: noise([3, 7, 7, 9]), input: noise(X_SHAPE) }, POOLING),
  ResizeNearestNeighbor: () =>
    run(
      "ResizeNearestNeighbor",
      { images: noise(X_SHAPE) },
      { alignCorners: false, halfPixelCenters: false, size: [26, 28] },
    ),
  ResizeNearestNeighborGrad: () =>
    run("ResizeNearestNeighborGrad", { images: noise(X_SHAPE), dy: noise([3, 26, 28, 9]) }, { alignCorners: false }),
  Add: () => joined(sides().map(([a, b]) => run("Add", { a, b }, {}))),
  Sub: () => joined(sides().map(([a, b]) => run("Sub", { a, b }, {}))),
  Multiply: () => joined(sides().map(([a, b]) => run("Multiply", { a, b }, {}))),
  RealDiv: () => joined(sides().map(([a, b]) => run("RealDiv", { a, b: tf.sign(b).add(b) }, {}))),
  SquaredDifference: () => joined(sides().map(([a, b]) => run("SquaredDifference", { a, b }, {}))),
  Tile: () =>
    joined([
      run("Tile", { x: noise([1, 37]) }, { reps: [7, 1] }),
      run("Tile", { x: noise([7, 1]) }, { reps: [1, 37] }),
      run("Tile", { x: noise([3, 5]) }, { reps: [2, 2] }),
    ]),
  Concat: () => tf.concat([noise([31, 19, 3]), noise([31, 19, 37], 2), noise([31, 19, 1], 3)], -1),
  SplitV: () => joined(tf.split(noise([31, 19, 41]), [3, 37, 1], -1)),
  [CHANNEL_PRODUCTS]: () =>
    joined([
      channelProducts(noise([701, 37]), null, noise([37], 2)),
      channelProducts(noise([701, 37]), noise([701, 37], 2), noise([37], 3)),
    ]),
  [SCALED_CHANNELS]: () => {
    const [a, b, c] = [noise([37]), noise([37], 2), noise([37], 3)];
    const x = noise([701, 37]);
    return joined([scaledChannels(x, a, c), scaledChannels(x, a, c, noise([701, 37], 2), b)]);
  },
  Cast: () => run("Cast", { x: noise(LONG).greater(0) }, { dtype: "float32" }).mul(noise(LONG, 2)),
  Relu: () => run("Relu", { x: noise(LONG) }, {}),
  LeakyRelu: () => run("LeakyRelu", { x: noise(LONG) }, { alpha: 0.2 }),
  Sigmoid: () => run("Sigmoid", { x: noise(LONG) }, {}),
  Step: () => run("Step", { x: noise(LONG) }, { alpha: 0 }),
  Square: () => run("Square", { x: noise(LONG) }, {}),
  Neg: () => run("Neg", { x: noise(LONG) }, {}),
  Log: () => run("Log", { x: noise(LONG).square().add(0.1) }, {}),
  Identity: () => run("Identity", { x: noise([5, 7]) }, {}),
  [RECTIFIER_GRADIENT]: () => tf.grad((x) => tf.leakyRelu(x, 0.2).sum())(noise(LONG)),
  [SEEDED_DROPOUT]: () => seededDropout(noise(LONG), 0.3, 0x89ab_cdef),
  [HOLE_SYSTEMS]: solvedHoles,
  FusedAdam: () => updated(() => adam(0.1)),
  FusedMomentum: () => updated(() => momentum(0.1, 0.9, { nesterov: true })),
  FusedRmsProp: () => updated(() => rmsProp(0.1, { momentum: 0.5, epsilon: 1e-2 })),
  FusedAdadelta: () => updated(() => adadelta(0.1, { epsilon: 1e-3 })),
};

/** Two holes among 23 pixels, of three and of two images. */
function solvedHoles(): tf.Tensor {
  const size = 23;
  const spread = noise([size]).dataSync();
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return row === column ? 9 : (spread[row] as number) * (spread[column] as number) * 0.5;
  });
  const precision = { pixels: Uint16Array.from(spread.keys()), matrix, timesMean: Float64Array.from(spread) };
  const holes: HoleSystem[] = [
    { places: Uint16Array.of(0, 3, 4, 5, 11, 22), imageCount: 3 },
    { places: Uint16Array.of(7), imageCount: 2 },
  ];
  const inks = noise([5, size], 2);
  if (tf.getKernel(HOLE_SYSTEMS, tf.getBackend()) !== undefined) {
    return run(HOLE_SYSTEMS, { inks }, { precision, holes } as unknown as tf.NamedAttrMap);
  }
  const plain = solveHolesPlainly(precision, holes, inks.dataSync<"float32">());
  for (;;) {
    const piece = plain.next();
    if (piece.done === true) return tf.tensor1d(piece.value);
  }
}

/** Two steps of an optimiser: the second one shows what the first left in its states. */
function updated(make: () => tf.Optimizer): tf.Tensor {
  const optimizer = make();
  const variable = tf.variable(noise(LONG));
  for (const seed of [2, 3] as const) optimizer.applyGradients([{ name: variable.name, tensor: noise(LONG, seed) }]);
  const result = variable.clone();
  variable.dispose();
  optimizer.dispose();
  return result;
}

/** Equal shapes, a row, a column, a number on either side. */
function sides(): [a: tf.Tensor, b: tf.Tensor][] {
  return [
    [noise(LONG), noise(LONG, 2)],
    [noise([7, 37]), noise([37], 2)],
    [noise([37]), noise([7, 37], 2)],
    [noise([7, 37]), noise([7, 1], 2)],
    [noise([7, 37]), noise([], 2)],
  ];
}

function strided(compute: (stride: number) => tf.Tensor): tf.Tensor {
  return joined([compute(1), compute(2)]);
}

function joined(tensors: tf.Tensor[]): tf.Tensor {
  return tf.concat(tensors.map((tensor) => tensor.flatten()));
}

function run(kernelName: string, inputs: tf.NamedTensorMap, attributes: tf.NamedAttrMap): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs, attributes);
}

/** Numbers for any shape here; drawing them anew each time would take longer than the kernels. */
const LONGEST = 32_768;
const DRAWN = [1, 2, 3].map((seed) => {
  const random = new Random(seed);
  return Float32Array.from({ length: LONGEST }, () => random.between(-2, 2));
});

function noise(shape: number[], seed: 1 | 2 | 3 = 1): tf.Tensor {
  const values = (DRAWN[seed - 1] as Float32Array).slice(0, tf.util.sizeFromShape(shape));
  return tf.tensor(values, shape, "float32");
}

import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { quickenCpuFilterGradient } from "../../../workers/engine/cpu-filter-gradient.ts";
import { Random } from "../../../src/random.ts";

type Padding = Parameters<typeof tf.conv2d>[3];

const CASES: [name: string, x: [number, number, number, number], filter: number[], strides: number, pad: Padding][] = [
  ["3 × 3, same", [2, 5, 6, 3], [3, 3, 3, 4], 1, "same"],
  ["3 × 3, valid", [2, 5, 6, 3], [3, 3, 3, 4], 1, "valid"],
  ["stride 2, same, even size", [2, 8, 6, 2], [3, 3, 2, 5], 2, "same"],
  ["stride 2, with a row that no output reaches", [1, 8, 8, 2], [3, 3, 2, 3], 2, "valid"],
  ["5 × 5, stride 3, one channel", [1, 11, 10, 1], [5, 5, 1, 1], 3, "same"],
  [
    "paddings that differ on all sides",
    [2, 5, 6, 2],
    [3, 4, 2, 3],
    2,
    [
      [0, 0],
      [1, 0],
      [2, 1],
      [0, 0],
    ],
  ],
];

describe("the filter gradient in plain JavaScript", () => {
  const stock = tf.getKernel("Conv2DBackpropFilter", "cpu").kernelFunc;

  before(async () => {
    await tf.setBackend("cpu");
    quickenCpuFilterGradient();
    quickenCpuFilterGradient();
  });

  for (const [name, x, filter, strides, pad] of CASES) {
    it(`is tfjs' own to the last bit: ${name}`, async () => {
      const { kernelFunc } = tf.getKernel("Conv2DBackpropFilter", "cpu");
      expect(kernelFunc).not.to.equal(stock);
      const { outHeight, outWidth } = tf.backend_util.computeConv2DInfo(
        x,
        filter as [number, number, number, number],
        strides,
        1,
        pad,
      );
      const random = new Random(3);
      const noise = (shape: number[]): tf.Tensor =>
        tf.tensor(
          Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => random.normal()),
          shape,
        );
      const call = {
        inputs: { x: noise(x), dy: noise([x[0], outHeight, outWidth, filter[3] as number]) },
        backend: tf.backend(),
        attrs: { strides, pad, dataFormat: "NHWC", filterShape: filter } as unknown as tf.NamedAttrMap,
      };
      const [wanted, got] = [stock(call), kernelFunc(call)].map((result) =>
        tf.engine().makeTensorFromTensorInfo(result as tf.TensorInfo),
      ) as [tf.Tensor, tf.Tensor];
      expect(got.shape).to.deep.equal(wanted.shape);
      expect([...(await got.data())]).to.deep.equal([...(await wanted.data())]);
    });
  }
});

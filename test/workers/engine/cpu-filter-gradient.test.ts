import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { rowByRow } from "../../../workers/engine/cpu-filter-gradient.ts";
import { noise } from "./webgpu/against-cpu.ts";

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

  const refuse = (): never => expect.fail("tfjs' own kernel was asked");

  before(() => tf.setBackend("cpu"));

  for (const [name, x, filter, strides, pad] of CASES) {
    it(`is tfjs' own to the last bit: ${name}`, async () => {
      const { outHeight, outWidth } = tf.backend_util.computeConv2DInfo(
        x,
        filter as [number, number, number, number],
        strides,
        1,
        pad,
      );
      const call = {
        inputs: { x: noise(x, 1), dy: noise([x[0], outHeight, outWidth, filter[3] as number], 2) },
        backend: tf.backend(),
        attrs: { strides, pad, dataFormat: "NHWC", filterShape: filter } as unknown as tf.NamedAttrMap,
      };
      const [wanted, got] = [stock(call), rowByRow(refuse)(call)].map((result) =>
        tf.engine().makeTensorFromTensorInfo(result as tf.TensorInfo),
      ) as [tf.Tensor, tf.Tensor];
      expect(got.shape).to.deep.equal(wanted.shape);
      expect([...(await got.data())]).to.deep.equal([...(await wanted.data())]);
    });
  }
});

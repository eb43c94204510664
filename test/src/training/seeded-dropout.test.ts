import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { SeededDropoutLayer } from "../../../src/networks/seeded-dropout-layer.ts";
import { Random } from "../../../src/random.ts";
import { dropoutMask, seededDropout } from "../../../src/training/seeded-dropout.ts";
import { onEachBackend, tensorsLeftBy } from "../../backends.ts";

describe("a dropout mask", () => {
  it("drops the share it is told, and scales what it keeps", () => {
    const mask = dropoutMask(100_000, { rate: 0.2, seed: 7 });
    const dropped = mask.filter((value) => value === 0).length;
    expect(dropped / mask.length).to.be.closeTo(0.2, 0.005); // four standard errors
    expect([...new Set(mask)].sort()).to.deep.equal([0, Math.fround(1.25)]);
  });

  it("is another for another seed, and neighbours in it are independent", () => {
    const [first, second] = [
      dropoutMask(100_000, { rate: 0.5, seed: 1 }),
      dropoutMask(100_000, { rate: 0.5, seed: 2 }),
    ];
    const agree = (a: Float32Array, b: Float32Array): number =>
      a.filter((value, index) => value === b[index]).length / a.length;
    expect(agree(first, second)).to.be.closeTo(0.5, 0.01);
    expect(agree(first.subarray(1), first)).to.be.closeTo(0.5, 0.01);
    expect(agree(first.subarray(28), first)).to.be.closeTo(0.5, 0.01);
  });
});

onEachBackend("seeded dropout", () => {
  it("multiplies by the mask, forward and back, and leaves no tensor", async () => {
    const mask = dropoutMask(13, { rate: 0.4, seed: 99 });
    const left = await tensorsLeftBy(async () => {
      const x = tf.range(1, 14);
      const { value, grad } = tf.valueAndGrad((input: tf.Tensor) => seededDropout(input, 0.4, 99).mul(2).sum())(x);
      const wanted = Array.from(mask, (kept, index) => 2 * kept * (index + 1)).reduce((a, b) => a + b, 0);
      expect((await value.data())[0]).to.be.closeTo(wanted, 1e-3);
      expect([...(await grad.data())]).to.deep.equal([...mask.map((kept) => 2 * kept)]);
      tf.dispose([x, value, grad]);
    });
    expect(left).to.equal(0);
  });

  it("refuses a rate that would drop everything", () => {
    const x = tf.scalar(1);
    expect(() => seededDropout(x, 1, 0)).to.throw("the rate must be 0 to 1, 1 excluded, got 1");
    x.dispose();
  });

  it("as a layer does nothing outside training, and draws another mask each time in it", async () => {
    const layer = new SeededDropoutLayer("dropout", 0.5, new Random(3));
    const x = tf.ones([64]);
    const apply = async (training: boolean): Promise<string> => {
      const y = layer.apply(x, { training }) as tf.Tensor;
      const text = (await y.data()).join();
      y.dispose();
      return text;
    };
    expect(await apply(false)).to.equal(Array(64).fill(1).join());
    const [first, second] = [await apply(true), await apply(true)];
    expect(first).not.to.equal(second);
    x.dispose();
  });
});

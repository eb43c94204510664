import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { checkpointOf, giveWeights } from "../../../src/networks/checkpoints.ts";
import { RESTORATION_UNET, restorationUnet } from "../../../src/networks/restoration-unet.ts";
import { Random } from "../../../src/random.ts";
import { holeAwareRestorer, withHoleChannel } from "../../../src/restorers/hole-aware-restorer.ts";
import { holeSquaredLoss } from "../../../src/training/losses.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

const breathe = (): Promise<void> => Promise.resolve();

/** Two grey pictures with a hole each. */
function damaged(): { pixels: Float32Array; holes: Uint8Array; count: number } {
  const pixels = Float32Array.from({ length: 2 * 784 }, (_, i) => 0.5 + 0.4 * Math.sin(i / 3));
  const holes = new Uint8Array(2 * 784);
  holes.fill(1, 300, 330);
  holes.fill(1, 784, 784 + 56);
  return { pixels, holes, count: 2 };
}

describe("the restoration U-Net", () => {
  it("has 155,441 parameters that it learns and 768 averages that it keeps", async () => {
    await tf.setBackend("cpu");
    const network = restorationUnet(new Random(1));
    const count = (weights: readonly tf.LayerVariable[]): number =>
      weights.reduce((sum, { shape }) => sum + shape.reduce<number>((size, extent) => size * (extent ?? 0), 1), 0);
    expect(count(network.trainableWeights)).to.equal(155_441);
    expect(count(network.nonTrainableWeights)).to.equal(768);
    network.dispose();
  });
});

onEachBackend("the restoration U-Net", () => {
  it("fills the hole alone, from what lies around it and not from what lay in it", async () => {
    const network = restorationUnet(new Random(2));
    const left = await tensorsLeftBy(async () => {
      const restorer = holeAwareRestorer("network", network, breathe);
      const images = damaged();
      const restored = await restorer.restore(images);
      const inked = { ...images, pixels: images.pixels.map((pixel, i) => (images.holes[i] === 1 ? 1 : pixel)) };
      expect([...(await restorer.restore(inked))]).to.deep.equal([...restored]);
      restored.forEach((pixel, i) => {
        if (images.holes[i] === 0) expect(pixel).to.equal(images.pixels[i]);
        else expect(pixel).to.be.within(0, 1);
      });
      const elsewhere = { ...images, pixels: images.pixels.map((pixel, i) => (i === 360 ? 1 - pixel : pixel)) };
      expect((await restorer.restore(elsewhere))[320]).not.to.equal(restored[320]);
    });
    expect(left).to.equal(0);
    network.dispose();
  });

  it("restores from its checkpoint as before", async () => {
    const [network, other] = [restorationUnet(new Random(3)), restorationUnet(new Random(4))];
    giveWeights(other, RESTORATION_UNET, await checkpointOf(network, RESTORATION_UNET, {}));
    const restore = (model: tf.LayersModel): Promise<Float32Array> =>
      holeAwareRestorer("network", model, breathe).restore(damaged());
    expect([...(await restore(other))]).to.deep.equal([...(await restore(network))]);
    network.dispose();
    other.dispose();
  });

  it("takes gradients that agree with finite differences along them", async () => {
    const network = restorationUnet(new Random(5));
    const { pixels, holes, count } = damaged();
    const target = new Float32Array(2 * pixels.length);
    pixels.forEach((pixel, i) => {
      target[2 * i] = 1 - pixel;
      target[2 * i + 1] = (holes[i] as number) / (i < 784 ? 30 : 56);
    });
    const loss = (): tf.Scalar => {
      const input = tf.tensor(withHoleChannel(pixels, holes), [count, 28, 28, 2]);
      const output = network.apply(input, { training: true }) as tf.Tensor;
      return holeSquaredLoss(tf.tensor(target, [count, 28, 28, 2]), output);
    };
    const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(loss, variables);
    value.dispose();
    const norm = async (tensor: tf.Tensor): Promise<number> => (await tf.tidy(() => tensor.norm()).data())[0] as number;
    const checked = variables.filter(({ name }) => /picture|fine-again-2|middle-again-1|coarse-3|fine-1/.test(name));
    expect(checked.length).to.be.greaterThan(5);
    for (const variable of checked) {
      const gradient = grads[variable.name] as tf.Tensor;
      const length = await norm(gradient);
      const before = variable.clone();
      const at = async (share: number): Promise<number> => {
        const moved = tf.tidy(() => before.add(gradient.mul(share / length)));
        variable.assign(moved);
        const scalar = tf.tidy(loss);
        const [result] = await scalar.data();
        tf.dispose([moved, scalar]);
        return result as number;
      };
      const step = 3e-3;
      expectClose([((await at(step)) - (await at(-step))) / (2 * step)], [length], 0.05 + 2e-5 / length);
      variable.assign(before);
      before.dispose();
    }
    tf.dispose(grads);
    network.dispose();
  });
});

onEachBackend("the hole loss", () => {
  it("is the mean over images of the squared error in the hole, and so are its gradients", async () => {
    // Two "pictures" of two pixels: one pixel missing in the first, both in the second.
    const target = tf.tensor([0.5, 1, 9, 0, 0.25, 0.5, 1, 0.5], [2, 1, 2, 2]);
    const output = tf.tensor([0.75, 0, 0.75, 0.5], [2, 1, 2, 1]);
    const loss = holeSquaredLoss(target, output);
    const gradient = tf.grad((y: tf.Tensor) => holeSquaredLoss(target, y))(output);
    const first = 0.25 ** 2;
    const second = (0.5 ** 2 + 0.5 ** 2) / 2;
    expectClose(await loss.data(), [(first + second) / 2], 1e-6);
    expectClose(await gradient.data(), [0.25, 0, 0.25, -0.25], 1e-6);
    tf.dispose([target, output, loss, gradient]);
  });
});

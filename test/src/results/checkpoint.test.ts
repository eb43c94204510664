import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { checkpointOf, giveWeights } from "../../../src/networks/checkpoints.ts";
import { latentGenerator } from "../../../src/networks/latent-generator.ts";
import { maskedRestorationMlp } from "../../../src/networks/masked-restoration-mlp.ts";
import { Random } from "../../../src/random.ts";
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from "../../../src/results/checkpoint.ts";
import { chooseEngine } from "../../../workers/engine/choose.ts";
import { tensorsLeftBy } from "../../backends.ts";

const CHECKPOINT = {
  architecture: "two by three",
  about: { experiment: "test", seed: 1 },
  weights: [
    { name: "kernel", shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
    { name: "bias", shape: [1], values: Float32Array.of(-0.25) },
  ],
};

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).to.be.instanceOf(CheckpointError);
    return (error as Error).message;
  }
  return "";
}

describe("a checkpoint", () => {
  it("comes back from its bytes as it was", () => {
    expect(decodeCheckpoint(encodeCheckpoint(CHECKPOINT))).to.deep.equal(CHECKPOINT);
  });

  it("brings the memory of a training that is not over", () => {
    const memory = { place: { step: 3 }, told: [null, "ä"] };
    expect(decodeCheckpoint(encodeCheckpoint({ ...CHECKPOINT, memory }))).to.deep.equal({ ...CHECKPOINT, memory });
  });

  it("is refused when it is something else, cut off, or its header damaged", () => {
    const bytes = encodeCheckpoint(CHECKPOINT);
    expect(faultOf(() => decodeCheckpoint(Uint8Array.of(1, 2, 3)))).to.match(/does not begin as one of the lab's/);
    expect(faultOf(() => decodeCheckpoint(bytes.slice(0, -1)))).to.match(/ends within bias/);
    bytes[14] = 0;
    expect(faultOf(() => decodeCheckpoint(bytes))).to.match(/header is damaged/);
  });

  it("carries a network's weights into another of its kind", async () => {
    await chooseEngine("cpu");
    const left = await tensorsLeftBy(async () => {
      const [from, to] = [latentGenerator(new Random(1)), latentGenerator(new Random(2))];
      giveWeights(to, "latent-generator", await checkpointOf(from, "latent-generator", {}));
      const z = tf.ones([1, 10]);
      const pictures = [from, to].map((model) => model.predict(z) as tf.Tensor);
      const [drawn, copied] = pictures.map((picture) => [...picture.dataSync()]);
      expect(copied).to.deep.equal(drawn);
      tf.dispose([z, ...pictures]);
      from.dispose();
      to.dispose();
    });
    expect(left).to.equal(0);
  });

  it("is refused by a network of another architecture or other shapes", async () => {
    const wide = maskedRestorationMlp(8, new Random(1));
    const narrow = maskedRestorationMlp(4, new Random(1));
    const checkpoint = await checkpointOf(wide, "masked-restoration-mlp 8", {});
    expect(faultOf(() => giveWeights(narrow, "masked-restoration-mlp 4", checkpoint))).to.equal(
      'Cannot use the checkpoint: it holds "masked-restoration-mlp 8" and "masked-restoration-mlp 4" is needed.',
    );
    expect(faultOf(() => giveWeights(narrow, "masked-restoration-mlp 8", checkpoint))).to.match(
      /kernel is \[784, 8\] and must be \[784, 4\]/,
    );
    wide.dispose();
    narrow.dispose();
  });
});

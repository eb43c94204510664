import { expect } from "@esm-bundle/chai";
import * as tf from "@tensorflow/tfjs";
import { checkpointOf } from "../../../src/networks/checkpoints.ts";
import { latentDiscriminator } from "../../../src/networks/latent-discriminator.ts";
import { latentEncoder } from "../../../src/networks/latent-encoder.ts";
import {
  LATENT_GENERATOR,
  LATENT_SIZE,
  latentGenerator,
  openLatentGenerator,
} from "../../../src/networks/latent-generator.ts";
import { latentModel } from "../../../src/networks/latent-model.ts";
import { Random } from "../../../src/random.ts";
import { picturesOf } from "../../../src/restorers/latent-search.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../../src/results/checkpoint.ts";
import { expectClose, onEachBackend, tensorsLeftBy } from "../../backends.ts";

onEachBackend("the networks of latent inpainting", () => {
  it("have the published generator's 102,544 parameters, and those that they say themselves", async () => {
    const left = await tensorsLeftBy(() => {
      const networks = [
        latentGenerator(new Random(1)),
        latentEncoder(LATENT_SIZE, new Random(1)),
        latentDiscriminator(new Random(1)),
      ];
      expect(networks.map((network) => network.countParams())).to.deep.equal([102_544, 206_100, 233_985]);
      for (const network of networks) network.dispose();
      return Promise.resolve();
    });
    expect(left).to.equal(0);
  });

  it("give the same pictures after a way through a file", async () => {
    const trained = latentGenerator(new Random(3));
    const bytes = encodeCheckpoint(await checkpointOf(trained, LATENT_GENERATOR, { data: "none" }));
    const opened = openLatentGenerator(decodeCheckpoint(bytes));
    const codes = Float32Array.from({ length: 2 * LATENT_SIZE }, (_, i) => Math.sin(i));
    const [before, after] = [latentModel(trained), latentModel(opened)];
    expectClose(await picturesOf(after, codes), await picturesOf(before, codes), 1e-6);
    before.dispose();
    after.dispose();
  });

  it("refuse weights of another network and keep nothing of it", async () => {
    let message = "";
    const left = await tensorsLeftBy(() => {
      try {
        openLatentGenerator({ architecture: "vae-decoder 2", about: {}, weights: [] });
      } catch (error) {
        message = (error as Error).message;
      }
      return Promise.resolve();
    });
    expect(message).to.contain('it holds "vae-decoder 2" and "latent-generator 10-128-784" is needed');
    expect(left).to.equal(0);
  });

  it("paint from 0 to 1 whatever a network's last activation reaches", async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [1] }),
        tf.layers.dense({ units: 784, activation: "tanh", kernelInitializer: "ones" }),
        tf.layers.reshape({ targetShape: [28, 28, 1] }),
      ],
    });
    const generator = latentModel(model, { range: "-1 to 1" });
    const pictures = await picturesOf(generator, Float32Array.of(-9, 0, 9));
    expectClose([pictures[0], pictures[784], pictures[2 * 784]] as number[], [0, 0.5, 1], 1e-3);
    expect([generator.latentSize, pictures.length]).to.deep.equal([1, 3 * 784]);
    generator.dispose();
  });
});

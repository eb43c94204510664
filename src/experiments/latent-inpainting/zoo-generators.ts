/** Decoders that the autoencoder zoo trained and kept on the shelf, as generators. They draw all ten digits. */
import type * as tf from "@tensorflow/tfjs";
import type { DatasetIdentity } from "../../data/dataset.ts";
import { giveWeights } from "../../networks/checkpoints.ts";
import { latentModel, type LatentModelTraits } from "../../networks/latent-model.ts";
import { VARIATIONAL_DECODER, variationalDecoder } from "../../networks/variational-autoencoder.ts";
import { ZOO_GAN_GENERATOR, zooGanGenerator } from "../../networks/zoo-gan-generator.ts";
import { Random } from "../../random.ts";
import type { LatentGenerator } from "../../restorers/latent-search.ts";
import { KEPT_GENERATOR } from "../autoencoder-zoo/run-adversarial.ts";
import { KEPT_DECODER } from "../autoencoder-zoo/run-variational.ts";
import type { Shelf } from "../experiment.ts";
import { keptUnder, readCheckpoint } from "../kept-restorers.ts";

export type ZooGenerator = "trained-vae" | "trained-gan";

interface Decoder {
  /** As its experiment calls it. */
  readonly name: string;
  /** Where it is kept, the digits apart. */
  readonly what: string;
  readonly architecture: string;
  readonly build: (random: Random) => tf.LayersModel;
  readonly traits: LatentModelTraits;
}

const DECODERS: Readonly<Record<ZooGenerator, Decoder>> = {
  "trained-vae": {
    name: "VAE",
    what: KEPT_DECODER,
    architecture: VARIATIONAL_DECODER,
    build: variationalDecoder,
    traits: { range: "0 to 1" },
  },
  "trained-gan": {
    name: "GAN",
    what: KEPT_GENERATOR,
    architecture: ZOO_GAN_GENERATOR,
    build: zooGanGenerator,
    traits: { range: "-1 to 1" },
  },
};

/** @throws Error when the zoo has kept none for these digits, CheckpointError when it kept another network */
export async function openZooGenerator(
  asked: ZooGenerator,
  identity: DatasetIdentity,
  shelf: Shelf,
): Promise<LatentGenerator> {
  const { name, what, architecture, build, traits } = DECODERS[asked];
  const checkpoint = await readCheckpoint(shelf, keptUnder(what, identity));
  if (checkpoint === null) {
    throw new Error(
      `Cannot use the ${name} of the autoencoder zoo: none is kept that was trained on ${identity.name}. ` +
        `Run the autoencoder zoo with its ${name} on the same digits first.`,
    );
  }
  const model = build(new Random(0)); // its weights come from the checkpoint
  try {
    giveWeights(model, architecture, checkpoint);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return latentModel(model, traits);
}

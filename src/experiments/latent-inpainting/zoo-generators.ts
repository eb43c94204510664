/** Decoders that the autoencoder zoo trained and kept on the shelf, as generators. */
import type { DatasetIdentity } from "../../data/dataset.ts";
import type { LatentGenerator } from "../../restorers/latent-search.ts";
import type { Shelf } from "../experiment.ts";
import { readCheckpoint, keptUnder } from "../kept-restorers.ts";

export type ZooGenerator = "trained-vae" | "trained-gan";

const KEPT = {
  "trained-vae": { what: "generators/vae-decoder-2", name: "VAE" },
  "trained-gan": { what: "generators/gan", name: "GAN" },
} as const;

/** @throws Error when the zoo has kept none for these digits */
export async function openZooGenerator(
  asked: ZooGenerator,
  identity: DatasetIdentity,
  shelf: Shelf,
): Promise<LatentGenerator> {
  const { what, name } = KEPT[asked];
  const checkpoint = await readCheckpoint(shelf, keptUnder(what, identity));
  if (checkpoint === null) {
    throw new Error(
      `Cannot use the ${name} of the autoencoder zoo: none is kept that was trained on ${identity.name}. ` +
        `Run the autoencoder zoo with its ${name} on the same digits first.`,
    );
  }
  throw new Error("todo");
}

/** Generators that others search are kept on the shelf: a quick run must not put a worse one in the place of a better. */
import type { Checkpoint } from "../../results/checkpoint.ts";
import type { Shelf } from "../experiment.ts";
import { keepCheckpoint, readCheckpoint } from "../kept-restorers.ts";

/** In a checkpoint's `about`. */
export const IMAGES_SEEN = "images_seen";

/** Keeps a checkpoint unless the one under its key is of the same architecture and has seen more images in training. */
export async function keepLongestTrained(shelf: Shelf, key: string, checkpoint: Checkpoint): Promise<void> {
  const kept = await readCheckpoint(shelf, key);
  const isBetter = kept?.architecture === checkpoint.architecture && imagesSeen(kept) > imagesSeen(checkpoint);
  if (!isBetter) await keepCheckpoint(shelf, key, checkpoint);
}

function imagesSeen({ about }: Checkpoint): number {
  return Number(about[IMAGES_SEEN] ?? 0);
}

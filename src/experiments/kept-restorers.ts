/** Restorers that are trained once: where each is kept, and how it is had, trained only if nobody has done so before. */
import { datasetKey, type Dataset, type DatasetIdentity } from "../data/dataset.ts";
import { CheckpointError, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../results/checkpoint.ts";
import type { Budget, RunContext, RunUpdate, Shelf, TrainableRestorer } from "./experiment.ts";

/** A key of the shelf: another for other digits, because what was learnt from them is another network. */
export function keptUnder(what: string, dataset: DatasetIdentity): string {
  return `${what}/${datasetKey(dataset)}`;
}

/** The checkpoint that is kept under a key; null also for one that can no longer be read. */
export async function readCheckpoint(shelf: Shelf, key: string): Promise<Checkpoint | null> {
  const bytes = await shelf.read(key);
  if (bytes === null) return null;
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    if (error instanceof CheckpointError) return null;
    throw error;
  }
}

export async function keepCheckpoint(shelf: Shelf, key: string, checkpoint: Checkpoint): Promise<void> {
  await shelf.write(key, encodeCheckpoint(checkpoint));
}

/** Where a trainable restorer's checkpoint lies. A run that trains the very same thing keeps it there too. */
export function restorerKey(name: string, budget: Budget, dataset: DatasetIdentity): string {
  return keptUnder(`restorers/${name}/${budget}`, dataset);
}

/** The kept checkpoint, or one trained now and then kept. */
export async function* trainedOnce(
  restorer: TrainableRestorer,
  dataset: Dataset,
  budget: Budget,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const key = restorerKey(restorer.name, budget, dataset.identity);
  const kept = await readCheckpoint(context.shelf, key);
  if (kept !== null) return kept;
  const checkpoint = yield* restorer.train(dataset, budget, context);
  await keepCheckpoint(context.shelf, key, checkpoint);
  return checkpoint;
}

/** Restorers that are trained once: where each is kept, and how it is had, trained only if nobody has done so before. */
import { datasetKey, type Dataset, type DatasetIdentity } from "../data/dataset.ts";
import { CheckpointError, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../results/checkpoint.ts";
import {
  statesOf,
  type Budget,
  type RunContext,
  type RunUpdate,
  type Shelf,
  type TrainableRestorer,
} from "./experiment.ts";

/** A key of the shelf: another for other digits, because what was learnt from them is another network. */
export function keptUnder(what: string, dataset: DatasetIdentity): string {
  return `${what}/${datasetKey(dataset)}`;
}

/** The checkpoint that is kept under a key; null also for one that can no longer be read. */
export async function readCheckpoint(shelf: Shelf, key: string): Promise<Checkpoint | null> {
  const bytes = await shelf.read(key);
  return bytes === null ? null : decoded(bytes);
}

/** The checkpoint that comes with the lab; null also where it cannot be had or read, for it can still be trained here. */
export async function shippedCheckpoint(
  { shipped }: TrainableRestorer,
  { asset }: Pick<RunContext, "asset">,
): Promise<Checkpoint | null> {
  if (shipped === undefined) return null;
  const bytes = await asset(shipped).catch(() => null);
  return bytes === null ? null : decoded(bytes);
}

function decoded(bytes: Uint8Array): Checkpoint | null {
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

export interface KeptTraining {
  /** On the shelf. */
  readonly key: string;
  /** Name of the training among those of the run. */
  readonly part: string;
  /** Whether what is kept may be used. */
  readonly isUsable?: (kept: Checkpoint) => boolean;
  train(context: RunContext): AsyncGenerator<RunUpdate, Checkpoint, void>;
}

/** Marks, among the states of a run, a training that this run began itself. */
const BEGUN: Checkpoint = { architecture: "begun", about: {}, weights: [] };

/**
 * The kept checkpoint, or one trained now and then kept. One that an interrupted run trained itself is had from its states
 * when the run is resumed, so that its curves are told again.
 */
export async function* keptOrTrained(
  { key, part, isUsable = () => true, train }: KeptTraining,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const states = statesOf(part, context.states);
  const kept = await readCheckpoint(context.shelf, key);
  if (kept !== null && isUsable(kept) && (await states.read(BEGUN.architecture)) === null) return kept;
  await states.write(BEGUN.architecture, BEGUN);
  const checkpoint = yield* train({ ...context, states });
  await keepCheckpoint(context.shelf, key, checkpoint);
  return checkpoint;
}

/** The kept checkpoint of a restorer, or one trained now and then kept. */
export function trainedOnce(
  restorer: TrainableRestorer,
  dataset: Dataset,
  budget: Budget,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const key = restorerKey(restorer.name, budget, dataset.identity);
  const train = (own: RunContext): AsyncGenerator<RunUpdate, Checkpoint, void> => restorer.train(dataset, budget, own);
  return keptOrTrained({ key, part: restorer.name, train }, context);
}

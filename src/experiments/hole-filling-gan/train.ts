/**
 * The alternating training of seed 003, told as it goes: the discriminator learns from one batch, then the generator from
 * another, and both losses are drawn against the iteration.
 */
import type * as tf from "@tensorflow/tfjs";
import { firstImages, type ImageSet } from "../../data/dataset.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { Random } from "../../random.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import { LossMeter } from "../../training/loss-meter.ts";
import { requireFinite } from "../../training/require-finite.ts";
import type { Saves } from "../../training/saves.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import { drawsFrom, type Draws, type DrawSettings } from "./draws.ts";
import { GENERATOR } from "./generator-restorer.ts";
import { PairTraining, type PairSettings } from "./pair-training.ts";

/** Everything that decides what is learnt, and nothing else. */
export interface TrainingValues extends DrawSettings, PairSettings {
  /** At most so many training digits, from the first; 0 takes all. */
  readonly trainImages: number;
  readonly epochs: number;
  readonly seed: number;
}

/** Where the training is when someone may want to look. */
export interface Moment {
  readonly iteration: number;
  readonly epoch: number;
  /** "after iteration 1", "after epoch 2 of 5". */
  readonly when: string;
  readonly isEndOfEpoch: boolean;
}

/** What to tell at a moment, beside curves and progress. The generator must not be changed or disposed of. */
export type Look = (generator: tf.LayersModel, moment: Moment) => AsyncIterable<RunUpdate>;

/** Iterations between two looks within an epoch. */
const LOOK_EVERY = 100;

/**
 * Trains the pair and returns the generator's checkpoint. An epoch is as many iterations as whole batches fit into the
 * training digits.
 *
 * @throws Error when a loss is no longer a finite number
 */
export async function* trainGenerator(
  all: ImageSet,
  values: TrainingValues,
  context: RunContext,
  look: Look,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const { epochs, batchSize, seed } = values;
  const images = values.trainImages === 0 ? all : firstImages(all, values.trainImages);
  const iterations = Math.floor(images.count / batchSize);
  if (iterations === 0) {
    throw new Error(
      `Cannot train: a batch must not be larger than the training digits, got a batch of ${batchSize} and ` +
        `${images.count} digits; choose a smaller batch.`,
    );
  }
  const random = new Random(seed);
  const draws = drawsFrom(images, values, random);
  const training = new PairTraining(values, draws, random.stream("weights"));
  const resumed: ResumableTraining<IterationPlace, null> = {
    name: "the pair",
    parts: training.parts,
    train: (saves) => learn({ training, draws, iterations, epochs, batchSize, look }, context, saves),
  };
  try {
    yield { kind: "plan", epochs, stepsPerEpoch: iterations, parameters: training.parameters };
    yield* resumable(resumed, context);
    return await generatorCheckpoint(training.generator, values, epochs);
  } finally {
    training.dispose();
  }
}

/** Between two iterations. */
interface IterationPlace {
  readonly iteration: number;
  readonly streams: readonly (readonly number[])[];
}

interface Learning {
  readonly training: PairTraining;
  readonly draws: Draws;
  /** Of one epoch. */
  readonly iterations: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly look: Look;
}

async function* learn(
  { training, draws, iterations, epochs, batchSize, look }: Learning,
  { breathe, nowMs, turns: openTurns }: RunContext,
  saves: Saves<IterationPlace>,
): AsyncGenerator<RunUpdate, null, void> {
  const meters = [new LossMeter(nowMs), new LossMeter(nowMs)] as const;
  const [discriminatorLoss, generatorLoss] = meters;
  const startedMs = nowMs();
  const total = epochs * iterations;
  saves.from?.streams.forEach((state, i) => draws.streams[i]?.restore(state));
  const turns = openTurns(["discriminator", "generator"]);
  try {
    for (let iteration = (saves.from?.iteration ?? 0) + 1; iteration <= total; iteration++) {
      const moves = await turns.next();
      if (moves.has("discriminator")) discriminatorLoss.add(training.updateDiscriminator(), 2 * batchSize);
      await breathe();
      if (moves.has("generator")) generatorLoss.add(training.updateGenerator(), batchSize);
      await breathe();

      const epoch = iteration / iterations;
      const isEndOfEpoch = iteration % iterations === 0;
      if (discriminatorLoss.isDue() || moves.isByHand || isEndOfEpoch) {
        const position = { epoch, step: iteration, wallMs: nowMs() - startedMs };
        const [ofDiscriminator, ofGenerator] = [
          await readLoss(discriminatorLoss, iteration),
          await readLoss(generatorLoss, iteration),
        ];
        const losses = { discriminator: ofDiscriminator, generator: ofGenerator };
        const points = Object.entries(losses).flatMap(([player, value]) =>
          value === null ? [] : [{ series: `Losses/${player}`, ...position, value }],
        );
        yield { kind: "points", points };
        const [first, second] = [ofDiscriminator, ofGenerator].map((loss) => loss?.toFixed(2) ?? "–");
        const label = `epoch ${Math.ceil(epoch)} of ${epochs}, losses ${first} and ${second}`;
        yield { kind: "progress", phase: "training", done: iteration, total, unit: "iterations", label };
      }
      if (iteration === 1 || iteration % LOOK_EVERY === 0 || isEndOfEpoch) {
        const when = isEndOfEpoch ? `after epoch ${epoch} of ${epochs}` : `after iteration ${iteration} of ${total}`;
        yield* look(training.generator, { iteration, epoch, when, isEndOfEpoch });
      }
      if (generatorLoss.isEmpty && iteration < total) {
        await saves.offer(() => ({ iteration, streams: draws.streams.map((stream) => stream.state()) }));
      }
    }
    return null;
  } finally {
    turns.close();
    for (const meter of meters) meter.dispose();
  }
}

/** @param epochs - how many it has been trained for */
export function generatorCheckpoint(
  generator: tf.LayersModel,
  { batchSize, seed, composite, reconstruction, reconstructionWeight }: TrainingValues,
  epochs: number,
): Promise<Checkpoint> {
  return checkpointOf(generator, GENERATOR, {
    epochs,
    batchSize,
    seed,
    composite: String(composite),
    reconstruction,
    reconstructionWeight,
  });
}

/** Null of a network that did not learn since the last reading. */
async function readLoss(meter: LossMeter, iteration: number): Promise<number | null> {
  const mean = (await meter.read())?.mean ?? null;
  if (mean !== null) requireFinite(mean, iteration);
  return mean;
}

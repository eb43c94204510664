/**
 * How the lab trains a generator of seed 001's shape itself, in two ways: as the decoder of a variational autoencoder
 * (Kingma and Welling, 2014) and adversarially (Goodfellow et al., 2014). The loop is one; what a step does differs.
 */
import * as tf from "@tensorflow/tfjs";
import { gatherRows, inBatches, toUnit } from "../../data/batches.ts";
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { LATENT_GENERATOR } from "../../networks/latent-generator.ts";
import { Random, type Stream } from "../../random.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import { LossMeter } from "../../training/loss-meter.ts";
import { requireFinite } from "../../training/require-finite.ts";
import type { Saves } from "../../training/saves.ts";
import type { TrainingParts } from "../../training/training-parts.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import type { Moves } from "../turns.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import { adversarialLearner } from "./adversarial-learner.ts";
import { variationalLearner } from "./variational-learner.ts";

export type TrainingWay = "vae" | "gan";

/** A generator and what it learns with. */
export interface Learner {
  readonly generator: tf.LayersModel;
  /** Of everything that is trained. */
  readonly parameters: number;
  /** Names of what `step` returns. */
  readonly losses: readonly string[];
  /** All that `step` changes, and what it draws from. */
  readonly parts: TrainingParts;
  readonly streams: readonly Stream[];
  /** Those that can learn alone; none where one network learns. */
  readonly players: readonly string[];
  /**
   * One update on pictures `[B, 784]` in [0, 1].
   *
   * @returns mean losses before it, undefined of what did not learn; the caller owns them
   */
  step(pictures: tf.Tensor2D, moves: Moves): (tf.Scalar | undefined)[];
  dispose(): void;
}

export interface TrainingPlan {
  readonly way: TrainingWay;
  readonly images: ImageSet;
  readonly epochs: number;
  /** Images per update. */
  readonly batch: number;
  readonly seed: number;
  /** What to keep in the checkpoint beside the settings. */
  readonly about: Checkpoint["about"];
}

const LEARNERS: Readonly<Record<TrainingWay, (random: Random) => Learner>> = {
  vae: variationalLearner,
  gan: adversarialLearner,
};

/** @throws Error when a loss is no longer a finite number */
export async function* trainGenerator(
  { way, images, epochs, batch, seed, about }: TrainingPlan,
  context: RunContext,
): AsyncGenerator<RunUpdate, Checkpoint, void> {
  const random = new Random(seed).stream(`generator/${way}`);
  const learner = LEARNERS[way](random);
  const resumed: ResumableTraining<LearnerPlace, null> = {
    name: `the ${way} generator`,
    parts: learner.parts,
    train: (saves) => learn(learner, { images, epochs, batch }, random.stream("batches"), context, saves),
  };
  yield { kind: "plan", epochs, stepsPerEpoch: Math.ceil(images.count / batch), parameters: learner.parameters };
  try {
    yield* resumable(resumed, context);
    return await checkpointOf(learner.generator, LATENT_GENERATOR, {
      ...about,
      training: way === "vae" ? "variational autoencoder" : "adversarial",
      images: images.count,
      epochs,
      batch,
      seed,
    });
  } finally {
    learner.dispose();
  }
}

/** Between two steps. */
interface LearnerPlace {
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps of this epoch. */
  readonly batches: number;
  /** Of the generator of orders, before it drew this epoch's. */
  readonly order: readonly number[];
  /** The learner's, as they are. */
  readonly streams: readonly (readonly number[])[];
}

async function* learn(
  learner: Learner,
  { images, epochs, batch }: Pick<TrainingPlan, "images" | "epochs" | "batch">,
  order: Random,
  { breathe, nowMs, turns: openTurns }: RunContext,
  saves: Saves<LearnerPlace>,
): AsyncGenerator<RunUpdate, null, void> {
  const { from } = saves;
  const stepsPerEpoch = Math.ceil(images.count / batch);
  const total = epochs * stepsPerEpoch;
  const pixels = toUnit(images.pixels);
  const meters = learner.losses.map(() => new LossMeter(nowMs));
  const startedMs = nowMs();
  if (from !== null) order.restore(from.order);
  from?.streams.forEach((state, i) => learner.streams[i]?.restore(state));
  let learnt = from?.batches ?? 0;
  const turns = openTurns(learner.players);
  try {
    for (let epoch = from?.epoch ?? 1; epoch <= epochs; epoch++) {
      const before = order.state();
      let batches = 0;
      for (const indices of inBatches(order.permutation(images.count), batch)) {
        batches++;
        if (batches <= learnt) continue;
        const moves = await turns.next();
        const pictures = tf.tensor2d(gatherRows(pixels, indices, PIXELS), [indices.length, PIXELS]);
        try {
          learner.step(pictures, moves).forEach((loss, i) => {
            if (loss !== undefined) meters[i]?.add(loss, indices.length);
          });
        } finally {
          pictures.dispose();
        }
        const step = (epoch - 1) * stepsPerEpoch + batches;
        if (meters[0]?.isDue() === true || moves.isByHand || step === total) {
          const values = await Promise.all(meters.map(async (meter) => (await meter.read())?.mean ?? null));
          for (const value of values) requireFinite(value ?? 0, step);
          const at = { epoch: step / stepsPerEpoch, step, wallMs: nowMs() - startedMs };
          const points = values.flatMap((value, i) =>
            value === null ? [] : [{ series: learner.losses[i] as string, ...at, value }],
          );
          yield { kind: "points", points };
          const label = `generator, epoch ${epoch} of ${epochs}`;
          yield { kind: "progress", phase: "training", done: step, total, unit: "steps", label };
        }
        await breathe();
        if (meters.every(({ isEmpty }) => isEmpty) && step < total) {
          const streams = learner.streams.map((stream) => stream.state());
          await saves.offer(() => ({ epoch, batches, order: before, streams }));
        }
      }
      learnt = 0;
    }
    return null;
  } finally {
    turns.close();
    for (const meter of meters) meter.dispose();
  }
}

/**
 * How the lab trains a generator of seed 001's shape itself, in two ways: as the decoder of a variational autoencoder
 * (Kingma and Welling, 2014) and adversarially (Goodfellow et al., 2014). The loop is one; what a step does differs.
 */
import * as tf from "@tensorflow/tfjs";
import { gatherRows, inBatches, toUnit } from "../../data/batches.ts";
import { PIXELS, type ImageSet } from "../../data/dataset.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { LATENT_GENERATOR } from "../../networks/latent-generator.ts";
import { Random } from "../../random.ts";
import type { Checkpoint } from "../../results/checkpoint.ts";
import { LossMeter } from "../../training/loss-meter.ts";
import { requireFinite } from "../../training/require-finite.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
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
  /** One update on pictures `[B, 784]` in [0, 1]. @returns mean losses before it; the caller owns them */
  step(pictures: tf.Tensor2D): tf.Scalar[];
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
  const stepsPerEpoch = Math.ceil(images.count / batch);
  const total = epochs * stepsPerEpoch;
  const pixels = toUnit(images.pixels);
  const order = random.stream("batches");
  const learner = LEARNERS[way](random);
  const meters = learner.losses.map(() => new LossMeter(context.nowMs));
  const startedMs = context.nowMs();
  yield { kind: "plan", epochs, stepsPerEpoch, parameters: learner.parameters };
  try {
    let step = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const indices of inBatches(order.permutation(images.count), batch)) {
        const pictures = tf.tensor2d(gatherRows(pixels, indices, PIXELS), [indices.length, PIXELS]);
        try {
          learner.step(pictures).forEach((loss, i) => meters[i]?.add(loss, indices.length));
        } finally {
          pictures.dispose();
        }
        step++;
        if (meters[0]?.isDue() === true || step === total) {
          const values = await Promise.all(meters.map(async (meter) => (await meter.read())?.mean ?? Number.NaN));
          for (const value of values) requireFinite(value, step);
          const at = { epoch: step / stepsPerEpoch, step, wallMs: context.nowMs() - startedMs };
          const points = values.map((value, i) => ({ series: learner.losses[i] as string, ...at, value }));
          yield { kind: "points", points };
          const label = `generator, epoch ${epoch} of ${epochs}`;
          yield { kind: "progress", phase: "training", done: step, total, unit: "steps", label };
        }
        await context.breathe();
      }
    }
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
    for (const meter of meters) meter.dispose();
  }
}

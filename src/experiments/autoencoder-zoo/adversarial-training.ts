/** How the two variants of the GAN differ, and how either is trained. */
import * as tf from "@tensorflow/tfjs";
import { IMAGE_SIZE_PX, type ImageSet } from "../../data/dataset.ts";
import { GAN_LATENT_SIZE, publishedGanGenerator } from "../../networks/published-gan-generator.ts";
import { zooGanDiscriminator } from "../../networks/zoo-gan-discriminator.ts";
import { zooGanGenerator } from "../../networks/zoo-gan-generator.ts";
import { ShuffledPasses } from "../../data/shuffled-passes.ts";
import type { Random, Stream } from "../../random.ts";
import { updateLogitDiscriminator, updateLogitGenerator, type LogitPair } from "../../training/logit-adversarial.ts";
import { LossMeter } from "../../training/loss-meter.ts";
import { requireFinite } from "../../training/require-finite.ts";
import { adam } from "../../training/optimizers.ts";
import type { ResumableOptimizer } from "../../training/resumable-optimizer.ts";
import type { Saves } from "../../training/saves.ts";
import type { RunContext } from "../experiment.ts";
import { pixelsOf } from "./images.ts";
import type { GanVariant } from "./models.ts";
import type { ZooValues } from "./parameters.ts";

interface GanRecipe {
  readonly generator: (random: Random) => tf.Sequential;
  /** What paper and ink are to the discriminator; the generator paints −1 to 1. */
  readonly paper: number;
  readonly ink: number;
  /** Mean of z, whose deviation is 1. */
  readonly latentMean: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly originalLabel: number;
}

export const GAN_RECIPES: Readonly<Record<GanVariant, GanRecipe>> = {
  "as-published": {
    generator: publishedGanGenerator,
    paper: 0,
    ink: 1,
    latentMean: -1,
    learningRate: 1e-3,
    beta1: 0.9,
    originalLabel: 1,
  },
  corrected: {
    generator: zooGanGenerator,
    paper: -1,
    ink: 1,
    latentMean: 0,
    // Radford, Metz and Chintala (2016)
    learningRate: 2e-4,
    beta1: 0.5,
    // Salimans et al. (2016)
    originalLabel: 0.9,
  },
};

/** TensorFlow's tutorial keeps 5,000 of the 60,000 training images for validation: the first ones. */
const KEPT_BACK = 5000 / 60_000;

/** Null of one that did not learn since the last reading. */
export interface GanLosses {
  readonly step: number;
  readonly discriminator: number | null;
  readonly generator: number | null;
}

/** Between two steps. */
export interface GanPlace {
  readonly step: number;
  readonly streams: readonly (readonly number[])[];
}

/** A pair whose training can be left and taken up again. */
export interface GanPair extends LogitPair {
  readonly generatorOptimizer: ResumableOptimizer;
  readonly discriminatorOptimizer: ResumableOptimizer;
}

/** Networks and optimisers; dispose of all four. */
export function startGan(variant: GanVariant, random: Random): GanPair {
  const { generator, learningRate, beta1, originalLabel } = GAN_RECIPES[variant];
  return {
    generator: generator(random.stream("weights/generator")),
    discriminator: zooGanDiscriminator(random.stream("weights/discriminator")),
    generatorOptimizer: adam(learningRate, beta1),
    discriminatorOptimizer: adam(learningRate, beta1),
    originalLabel,
  };
}

/**
 * One update of each network per step, both on the same noise, unless the context moves one alone. Yields after every step: losses where some were read, else
 * the step alone.
 *
 * @throws Error when a loss is no longer a finite number
 */
export async function* trainGan(
  variant: GanVariant,
  pair: LogitPair,
  images: ImageSet,
  { ganSteps, ganBatchSize }: ZooValues,
  random: Random,
  { breathe, nowMs, turns: openTurns }: RunContext,
  saves: Saves<GanPlace>,
): AsyncGenerator<number | GanLosses, void, void> {
  const latents = random.stream("latents/train");
  const first = firstTrained(images, ganBatchSize);
  const passes = new ShuffledPasses(images.count - first, random.stream("batches"));
  const streams: readonly Stream[] = [latents, passes];
  saves.from?.streams.forEach((state, i) => streams[i]?.restore(state));
  const [ofDiscriminator, ofGenerator] = [new LossMeter(nowMs), new LossMeter(nowMs)];
  const turns = openTurns(["discriminator", "generator"]);
  try {
    for (let step = (saves.from?.step ?? 0) + 1; step <= ganSteps; step++) {
      const moves = await turns.next();
      const indices = passes.within(ganBatchSize).map((index) => first + index);
      const [discriminatorLoss, generatorLoss] = tf.tidy((): [tf.Scalar | undefined, tf.Scalar | undefined] => {
        const pixels = scaled(variant, pixelsOf(images, indices));
        const originals = tf.tensor4d(pixels, [ganBatchSize, IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1]);
        const noise = tf.tensor2d(drawLatents(variant, ganBatchSize, latents), [ganBatchSize, GAN_LATENT_SIZE]);
        return [
          moves.has("discriminator") ? updateLogitDiscriminator(pair, originals, noise) : undefined,
          moves.has("generator") ? updateLogitGenerator(pair, noise) : undefined,
        ];
      });
      if (discriminatorLoss !== undefined) ofDiscriminator.add(discriminatorLoss, ganBatchSize);
      if (generatorLoss !== undefined) ofGenerator.add(generatorLoss, ganBatchSize);
      const isDue = ofDiscriminator.isDue() || moves.isByHand || step === ganSteps;
      const readings = isDue ? [await ofDiscriminator.read(), await ofGenerator.read()] : [];
      await breathe();
      const [discriminator, generator] = readings.map((reading) => reading?.mean ?? null);
      if (discriminator === undefined || generator === undefined) {
        yield step;
        continue;
      }
      requireFinite((discriminator ?? 0) + (generator ?? 0), step);
      yield { step, discriminator, generator };
      if (step < ganSteps) await saves.offer(() => ({ step, streams: streams.map((stream) => stream.state()) }));
    }
  } finally {
    turns.close();
    ofDiscriminator.dispose();
    ofGenerator.dispose();
  }
}

/** `[count, 100]`. */
export function drawLatents(variant: GanVariant, count: number, random: Random): Float32Array {
  const { latentMean } = GAN_RECIPES[variant];
  return Float32Array.from({ length: count * GAN_LATENT_SIZE }, () => latentMean + random.normal());
}

/** Pixels in [0, 1] as the discriminator is to see them. */
export function scaled(variant: GanVariant, pixels: Float32Array): Float32Array {
  const { paper, ink } = GAN_RECIPES[variant];
  return pixels.map((pixel) => paper + (ink - paper) * pixel);
}

/** What the generator has painted as pictures in [0, 1]: what lies outside its data's range is cut off. */
export function toPictures(variant: GanVariant, painted: Float32Array): Float32Array {
  const { paper, ink } = GAN_RECIPES[variant];
  return painted.map((value) => Math.min(1, Math.max(0, (value - paper) / (ink - paper))));
}

/** The first image that is trained on; those before it are kept back. */
function firstTrained(images: ImageSet, batchSize: number): number {
  const first = Math.min(Math.floor(images.count * KEPT_BACK), images.count - batchSize);
  if (first >= 0) return first;
  throw new Error(
    `Cannot train the GAN: a batch of ${batchSize} needs as many training images, got ${images.count}; ` +
      "choose more images or a smaller batch.",
  );
}

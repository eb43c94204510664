/** The GAN, as published and corrected: samples over time, and what can be measured of pictures that have no originals. */
import type * as tf from "@tensorflow/tfjs";
import { inOrder } from "../../data/batches.ts";
import { IMAGE_SIZE_PX, PIXELS } from "../../data/dataset.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { GAN_LATENT_SIZE } from "../../networks/published-gan-generator.ts";
import { ZOO_GAN_GENERATOR } from "../../networks/zoo-gan-generator.ts";
import type { LogitPair } from "../../training/logit-adversarial.ts";
import { withMore, type Saves } from "../../training/saves.ts";
import type { RunUpdate } from "../experiment.ts";
import { keptUnder } from "../kept-restorers.ts";
import { resumable, type ResumableTraining } from "../resumable.ts";
import {
  drawLatents,
  GAN_RECIPES,
  scaled,
  startGan,
  toPictures,
  trainGan,
  type GanPair,
  type GanPlace,
} from "./adversarial-training.ts";
import type { Leg } from "./course.ts";
import { samplesFigure, SHOWN } from "./figures.ts";
import { generationQuality, impossiblePercent, picturesToGenerate } from "./generation.ts";
import { firstPictures, pixelsOf } from "./images.ts";
import { IMAGES_SEEN, keepLongestTrained } from "./keep-longest-trained.ts";
import { applyInPieces } from "./measure.ts";
import { GAN_PANELS, GAN_STEP_COSTS, GAN_VARIANTS, type GanVariant } from "./models.ts";
import type { ZooValues } from "./parameters.ts";
import { zooRow } from "./rows.ts";
import type { Zoo } from "./zoo.ts";

/** On the shelf, under the data's own key: the corrected generator. */
export const KEPT_GENERATOR = "generators/gan";

/** Shares of the steps after which samples are drawn. */
const SNAPSHOTS = [0, 1 / 30, 1 / 6, 1 / 3, 2 / 3, 1];

interface Sample {
  readonly label: string;
  readonly pixels: Float32Array;
}

export function ganVariantsOf({ ganVariant }: ZooValues): readonly GanVariant[] {
  return ganVariant === "both" ? GAN_VARIANTS : [ganVariant];
}

export function ganLegOf(variant: GanVariant, { ganSteps, ganBatchSize }: ZooValues): Leg {
  return {
    panel: GAN_PANELS[variant],
    epochs: 1,
    stepsPerEpoch: ganSteps,
    stepCost: (GAN_STEP_COSTS[variant] * ganBatchSize) / 16,
  };
}

export async function* runAdversarial(zoo: Zoo): AsyncGenerator<RunUpdate, void, void> {
  const samples: Sample[] = [];
  for (const variant of ganVariantsOf(zoo.values)) yield* runVariant(variant, samples, zoo);
}

/** @param samples - rows of the figure so far; this variant's are added */
async function* runVariant(variant: GanVariant, samples: Sample[], zoo: Zoo): AsyncGenerator<RunUpdate, void, void> {
  const { values, course, context } = zoo;
  const { ganSteps, ganBatchSize } = values;
  const random = zoo.random.stream(`gan/${variant}`);
  const pair = startGan(variant, random);
  try {
    const leg = ganLegOf(variant, values);
    yield { kind: "plan", epochs: 1, stepsPerEpoch: ganSteps, parameters: pair.generator.countParams() };
    const shown = drawLatents(variant, Math.max(SHOWN, ganBatchSize), random.stream("latents/shown"));
    const { generator, discriminator, generatorOptimizer, discriminatorOptimizer } = pair;
    const training: ResumableTraining<SampledPlace, readonly Sample[]> = {
      name: `gan ${variant}${course.suffix}`,
      parts: {
        networks: { generator, discriminator },
        optimizers: {
          generatorOptimizer: [generatorOptimizer, generator],
          discriminatorOptimizer: [discriminatorOptimizer, discriminator],
        },
      },
      train: (saves) => told(variant, pair, { before: samples, shown, leg }, zoo, saves),
    };
    samples.push(...(yield* resumable(training, context)));
    course.finish(leg);
    yield { kind: "progress", phase: "measuring", done: 0, total: 1, unit: "models", label: leg.panel };
    if (variant === "as-published") {
      samples.push({ label: "the same, each painted alone", pixels: await paintAlone(pair, shown, zoo) });
    }
    yield { kind: "figure", figure: samplesFigure([...samples], `after step ${ganSteps}`) };
    yield {
      kind: "row",
      row: zooRow(zoo, { model: "gan", method: variant, loss: "CE" }, await measure(variant, pair, zoo)),
    };
    if (variant === "corrected") await keep(pair, zoo);
  } finally {
    const { generator, discriminator, generatorOptimizer, discriminatorOptimizer } = pair;
    for (const part of [generator, discriminator, generatorOptimizer, discriminatorOptimizer]) part.dispose();
  }
}

interface Sampling {
  /** Rows of the figure that are there already. */
  readonly before: readonly Sample[];
  /** Latents whose pictures are shown, `[count, 100]`. */
  readonly shown: Float32Array;
  readonly leg: Leg;
}

type SampledPlace = GanPlace & { readonly samples: readonly Sample[] };

/** The training with its curves, its progress and a row of samples now and then: those it returns. */
async function* told(
  variant: GanVariant,
  pair: GanPair,
  { before, shown, leg }: Sampling,
  zoo: Zoo,
  saves: Saves<SampledPlace>,
): AsyncGenerator<RunUpdate, readonly Sample[], void> {
  const { values, images, course, context, random } = zoo;
  const { ganSteps, ganBatchSize } = values;
  const samples: Sample[] = [...(saves.from?.samples ?? [])];
  const snapshotSteps = SNAPSHOTS.map((share) => Math.round(share * ganSteps));
  const snapshot = async (step: number): Promise<RunUpdate> => {
    const painted = toPictures(variant, await paint(pair, shown, zoo));
    samples.push({ label: `${GAN_PANELS[variant]}, step ${step}`, pixels: firstPictures(painted, SHOWN) });
    const when = `step ${step} of ${ganSteps}`;
    return { kind: "figure", figure: samplesFigure([...before, ...samples], `up to ${when}`), when };
  };
  if (saves.from === null) yield await snapshot(0);
  const own = withMore<GanPlace, Pick<SampledPlace, "samples">>(saves, () => ({ samples }));
  const stream = random.stream(`gan/${variant}`);
  for await (const update of trainGan(variant, pair, images.train, values, stream, context, own)) {
    const step = typeof update === "number" ? update : update.step;
    if (typeof update !== "number") {
      const at = { step, epoch: (step * ganBatchSize) / images.train.count };
      for (const player of ["discriminator", "generator"] as const) {
        const loss = update[player];
        if (loss !== null) yield course.point(leg, player, at, loss);
      }
      yield course.progress(leg, step, `step ${step} of ${ganSteps}${course.suffix}`);
    }
    if (snapshotSteps.includes(step)) yield await snapshot(step);
  }
  return samples;
}

async function measure(variant: GanVariant, pair: LogitPair, zoo: Zoo): Promise<Parameters<typeof zooRow>[2]> {
  const { values, images, context } = zoo;
  const { paper, ink } = GAN_RECIPES[variant];
  const latents = zoo.random.stream(`gan/${variant}`).stream("latents/generated");
  const count = picturesToGenerate(images.test.count);
  const painted = await paint(pair, drawLatents(variant, count, latents), zoo);
  const originals = pixelsOf(images.test, inOrder(images.test.count));
  const judged = firstPictures(originals, count);
  const ofOriginals = await shareTakenForOriginals(pair, scaled(variant, judged), zoo);
  const ofFakes = await shareTakenForOriginals(pair, painted, zoo);
  return {
    epochs: (values.ganSteps * values.ganBatchSize) / images.train.count,
    toldApartPercent: 100 * ((ofOriginals + 1 - ofFakes) / 2),
    impossiblePercent: impossiblePercent(painted, paper, ink),
    ...(await generationQuality(toPictures(variant, painted), originals, context.breathe)),
    parameters: pair.generator.trainableWeights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    codeSize: GAN_LATENT_SIZE,
    trainImages: images.train.count,
    testImages: images.test.count,
  };
}

/** @param pixels - `[count, 784]` in the range that the discriminator knows */
async function shareTakenForOriginals({ discriminator }: LogitPair, pixels: Float32Array, zoo: Zoo): Promise<number> {
  const apply = (piece: tf.Tensor): tf.Tensor[] => [
    discriminator.apply(piece.reshape([-1, IMAGE_SIZE_PX, IMAGE_SIZE_PX, 1])) as tf.Tensor,
  ];
  const [logits] = (await applyInPieces(pixels, PIXELS, apply, zoo.context.breathe)) as [Float32Array];
  return logits.filter((logit) => logit > 0).length / logits.length;
}

/** What the generator makes of latents (`[count, 100]`): `[count, 784]` in [−1, 1]. */
async function paint({ generator }: LogitPair, latents: Float32Array, { context }: Zoo): Promise<Float32Array> {
  const apply = (piece: tf.Tensor): tf.Tensor[] => [generator.apply(piece) as tf.Tensor];
  const [painted] = await applyInPieces(latents, GAN_LATENT_SIZE, apply, context.breathe);
  return painted as Float32Array;
}

/** Each of the shown latents in a batch of its own, whose statistics are then its own pixels'. */
async function paintAlone(pair: LogitPair, latents: Float32Array, zoo: Zoo): Promise<Float32Array> {
  const pictures = new Float32Array(SHOWN * PIXELS);
  for (let i = 0; i < SHOWN; i++) {
    const latent = latents.slice(i * GAN_LATENT_SIZE, (i + 1) * GAN_LATENT_SIZE);
    pictures.set(toPictures("as-published", await paint(pair, latent, zoo)), i * PIXELS);
  }
  return pictures;
}

/** Only generators of all ten digits are of use to others. */
async function keep({ generator }: LogitPair, { values, images, seed, dataset, context }: Zoo): Promise<void> {
  if (values.digits.length < 10) return;
  const seen = values.ganSteps * values.ganBatchSize;
  const about = {
    experiment: "autoencoder-zoo",
    seed,
    steps: values.ganSteps,
    train_images: images.train.count,
    [IMAGES_SEEN]: seen,
  };
  const checkpoint = await checkpointOf(generator, ZOO_GAN_GENERATOR, about);
  await keepLongestTrained(context.shelf, keptUnder(KEPT_GENERATOR, dataset), checkpoint);
}

function sizeOf(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((product, extent) => product * (extent ?? 1), 1);
}

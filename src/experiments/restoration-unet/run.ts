/**
 * How the restoration U-Net is done: train it once, then measure it and the baselines mask by mask and, where a judge is
 * asked for, in the 8 × 8 hole.
 */
import type * as tf from "@tensorflow/tfjs";
import { toUnit } from "../../data/batches.ts";
import { firstImages, type Dataset, type ImageSet } from "../../data/dataset.ts";
import { checkpointOf } from "../../networks/checkpoints.ts";
import { RESTORATION_UNET, restorationUnet } from "../../networks/restoration-unet.ts";
import { Random } from "../../random.ts";
import { holeAwareRestorer } from "../../restorers/hole-aware-restorer.ts";
import type { Restorer } from "../../restorers/restorer.ts";
import { trainedJudge } from "../digit-judge.ts";
import { makeBaselines } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { keepCheckpoint, restorerKey } from "../kept-restorers.ts";
import { Showcase } from "../masked-restoration/showcase.ts";
import { tableMasks } from "../masks.ts";
import { measureCentreHole, measureMasks } from "./measuring.ts";
import { aboutUnet, lentName } from "./restorers.ts";
import { NETWORK } from "./rows.ts";
import type { RestorationUnetValues } from "./spec.ts";
import { looksOf, trainUnet, watchedApart, watchedImages, watchedLoss, type Material } from "./training.ts";

export async function* run(
  preset: string,
  values: RestorationUnetValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const { train, test } = await loadImages(dataset, values);
  yield { kind: "data", dataset: dataset.identity, trainImages: train.count, testImages: test.count };
  yield* noticeUnlessMnist(dataset.identity);

  const random = new Random(values.seed);
  const network = restorationUnet(random.stream("weights"));
  try {
    const restorer = holeAwareRestorer(NETWORK, network, context.breathe);
    const material = watchedApart(train, values.holes, random);
    const showcase = new Showcase(toUnit(test.pixels));
    yield* trainUnet(network, material, values, random, context, async (when) => [
      { kind: "figure", figure: await showcase.figure(restorer, when) },
    ]);
    await keepIfLent(network, dataset, values, context);

    const masks = tableMasks(values);
    const baselines = yield* makeBaselines(train, values, masks.length, context);
    const linear = baselines.at(-1) as Restorer;
    yield* levelOf(linear, material, values);
    const besideLinear = { label: "linear fill", restorer: linear };
    const caption = `after step ${values.steps} of ${values.steps}, beside linear fill`;
    yield { kind: "figure", figure: await showcase.figure(restorer, caption, besideLinear) };
    const row = { preset, seed: values.seed, digits: values.digits };
    const restorers = [restorer, ...baselines];
    yield* measureMasks(restorers, toUnit(test.pixels), masks, row, context);
    if (!values.judge) return;
    const judge = yield* trainedJudge(dataset, values.data === "embedded" ? "quick" : "full", context);
    try {
      yield* measureCentreHole(restorers, await dataset.select("test", values.digits), judge, row, context);
    } finally {
      judge.dispose();
    }
  } finally {
    network.dispose();
  }
}

async function loadImages(
  dataset: Dataset,
  { digits, testImages }: RestorationUnetValues,
): Promise<{ readonly train: ImageSet; readonly test: ImageSet }> {
  const train = await dataset.select("train", digits);
  const selected = await dataset.select("test", digits);
  const test = testImages === 0 ? selected : firstImages(selected, testImages);
  if (train.count >= 10 && test.count >= 2) return { train, test };
  throw new Error(
    `Cannot train on ${dataset.identity.name}: digits ${digits.join(", ")} give ${train.count} training and ` +
      `${test.count} test images, of which it needs 10 and 2; choose more digits or another data set.`,
  );
}

/** Keeps the network where the yardstick would train the very same one. */
async function keepIfLent(
  network: tf.LayersModel,
  { identity }: Dataset,
  values: RestorationUnetValues,
  { shelf }: RunContext,
): Promise<void> {
  const name = lentName(values);
  if (name === null) return;
  const about = aboutUnet(identity.name, values, values.digits, values.seed);
  await keepCheckpoint(
    shelf,
    restorerKey(name, "full", identity),
    await checkpointOf(network, RESTORATION_UNET, about),
  );
}

/** Linear fill's error in the validation holes, as a level line from the first look to the last. */
async function* levelOf(
  linearFill: Restorer,
  material: Material,
  { steps, batchSize }: RestorationUnetValues,
): AsyncGenerator<RunUpdate, void, void> {
  const value = watchedLoss(await linearFill.restore(watchedImages(material)), material);
  const looks = looksOf(steps);
  const points = [looks[0] ?? steps, steps].map((step) => {
    const epoch = (step * batchSize) / material.train.count;
    return { series: linearFill.name, epoch, step, wallMs: 0, value };
  });
  yield { kind: "points", points };
}

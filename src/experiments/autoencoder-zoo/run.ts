/**
 * How the zoo is run: one model after the other, each from its first weights to its row, on the same images. What a model is
 * made of lies in the files of its family.
 */
import { Random } from "../../random.ts";
import { pixelMoments } from "../../restorers/pixel-moments.ts";
import { pixelSpectrum } from "../../restorers/pixel-spectrum.ts";
import type { Row } from "../../results/table.ts";
import { prepared } from "../baselines.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { Course, type Leg } from "./course.ts";
import { loadImages } from "./images.ts";
import { MODEL_NAMES, type ModelName } from "./models.ts";
import type { ZooValues } from "./parameters.ts";
import { meanOverSeeds } from "./rows.ts";
import { ganLegOf, ganVariantsOf, runAdversarial } from "./run-adversarial.ts";
import { runFeedForward } from "./run-feed-forward.ts";
import { runVariational } from "./run-variational.ts";
import { legOf, type Zoo } from "./zoo.ts";

export async function* run(
  preset: string,
  values: ZooValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const dataset = await context.dataset(values.data);
  const images = await loadImages(dataset, values);
  const { train, test } = images;
  yield { kind: "data", dataset: dataset.identity, trainImages: train.count, testImages: test.count };
  yield* noticeUnlessMnist(dataset.identity);
  const models = values.model === "all" ? MODEL_NAMES : [values.model];
  yield* noticeOfEpochs(values, models);
  const moments = yield* prepared("mean and covariance of pixels", pixelMoments(train), models.length, context.breathe);
  const spectrum = yield* prepared("principal directions", pixelSpectrum(moments), models.length, context.breathe);
  const legs = models.flatMap((model) => legsOf(model, values, train.count));
  const course = new Course(Array<Leg[]>(values.repeats).fill(legs).flat(), context);
  const rows: Row[] = [];
  for (let repeat = 0; repeat < values.repeats; repeat++) {
    const seed = values.seed + repeat;
    if (values.repeats > 1) course.suffix = ` seed ${seed}`;
    const zoo: Zoo = {
      preset,
      values,
      seed,
      random: new Random(seed),
      images,
      dataset: dataset.identity,
      course,
      context,
      spectrum,
    };
    for (const model of models) {
      for await (const update of runModel(model, zoo)) {
        if (update.kind === "row") rows.push(update.row);
        yield update;
      }
    }
  }
  for (const row of meanOverSeeds(rows)) yield { kind: "row", row };
}

function runModel(model: ModelName, zoo: Zoo): AsyncGenerator<RunUpdate, void, void> {
  switch (model) {
    case "gan":
      return runAdversarial(zoo);
    case "vae":
      return runVariational(zoo);
    default:
      return runFeedForward(model, zoo);
  }
}

function legsOf(model: ModelName, values: ZooValues, trainCount: number): Leg[] {
  return model === "gan"
    ? ganVariantsOf(values).map((variant) => ganLegOf(variant, values))
    : [legOf(model, values, trainCount)];
}

/** A table of a few epochs must not be read as the published one's. */
function* noticeOfEpochs(
  { epochs, ganSteps, trainImages }: ZooValues,
  models: readonly ModelName[],
): Generator<RunUpdate, void, void> {
  const autoencoders = models.some((model) => model !== "gan");
  if (autoencoders && (epochs !== 0 || trainImages !== 0)) {
    const passes =
      epochs === 0 ? "the published number of epochs" : `${epochs} ${epochs === 1 ? "epoch" : "epochs"} each`;
    const images = trainImages === 0 ? "all training images" : `the first ${trainImages} training images`;
    const text = `Trained for ${passes} on ${images}; the source trains for 3 to 50 epochs on 60,000.`;
    yield { kind: "notice", text };
  }
  if (models.includes("gan") && ganSteps < 3000) {
    yield { kind: "notice", text: `The GAN is trained for ${ganSteps} steps; the source takes 3,000.` };
  }
}

/**
 * How latent inpainting is done: have a generator, have pictures, then search codes for every N with every optimiser asked.
 * Everything it may say goes through yielded updates; time, data and stops come in through the context.
 */
import * as tf from "@tensorflow/tfjs";
import { PIXELS } from "../../data/dataset.ts";
import { maskedLatentObjective } from "../../restorers/latent-objective.ts";
import type { LatentGenerator } from "../../restorers/latent-search.ts";
import { noticeUnlessMnist } from "../data-notice.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { needsDigits, openGenerator } from "./generators.ts";
import type { LatentInpaintingValues } from "./parameters.ts";
import { makePictures, type Pictures } from "./pictures.ts";
import { settingRows } from "./rows.ts";
import { searchSetting, settingsOf } from "./search-setting.ts";

export async function* run(
  preset: string,
  values: LatentInpaintingValues,
  context: RunContext,
): AsyncGenerator<RunUpdate, void, void> {
  const isReal = values.source === "real-eights";
  // The published search needs no digits: its pictures come from the generator.
  const dataset = isReal || needsDigits(values) ? await context.dataset(values.data) : null;
  if (dataset !== null) {
    const { identity } = dataset;
    yield {
      kind: "data",
      dataset: identity,
      trainImages: needsDigits(values) ? identity.trainCount : 0,
      testImages: 0,
    };
  }
  const { generator, file } = yield* openGenerator(values, needsDigits(values) ? dataset : null, context);
  try {
    const pictures = await makePictures(values, generator, file, isReal ? dataset : null);
    const identity = dataset?.identity ?? pictures.identity;
    yield { kind: "data", dataset: identity, trainImages: 0, testImages: pictures.count };
    if (dataset !== null) yield* noticeUnlessMnist(dataset.identity);

    const settings = settingsOf(values);
    const stepsPerEpoch = settings.length * values.steps;
    yield { kind: "plan", epochs: 1, stepsPerEpoch, parameters: generator.parameters };
    const search = { generator, pictures, values, context, settings: settings.length, startedMs: context.nowMs() };
    for (const [done, setting] of settings.entries()) {
      const outcome = yield* searchSetting(setting, search, done);
      const truths = await objectiveOfTruth(generator, pictures, outcome.holes);
      for (const row of settingRows(preset, values, setting, pictures, outcome, truths)) yield { kind: "row", row };
    }
  } finally {
    generator.dispose();
  }
}

/** J of the codes that the pictures were drawn from, `[images]`; null where they came from elsewhere. */
async function objectiveOfTruth(
  generator: LatentGenerator,
  { codes, noisy, count }: Pictures,
  holes: Uint8Array,
): Promise<Float32Array | null> {
  if (codes === null) return null;
  const objective = tf.tidy(() => {
    const z = tf.tensor2d(codes, [count, generator.latentSize]);
    const known = Float32Array.from(holes, (lost) => 1 - lost);
    return maskedLatentObjective(
      z,
      generator.apply(z),
      tf.tensor2d(noisy, [count, PIXELS]),
      tf.tensor2d(known, [count, PIXELS]),
    );
  });
  try {
    return Float32Array.from(await objective.data<"float32">());
  } finally {
    objective.dispose();
  }
}

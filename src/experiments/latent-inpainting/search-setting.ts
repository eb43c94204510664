/** One N with one optimiser: the search from all starts, told as it goes, and what came of it. */
import * as tf from "@tensorflow/tfjs";
import { drawHoles } from "../../corruptions/corruption.ts";
import { PIXELS } from "../../data/dataset.ts";
import { Random } from "../../random.ts";
import { picturesOf, searchCodes, type Found, type LatentGenerator } from "../../restorers/latent-search.ts";
import { eachRepeated, lowestStarts, rowsAt } from "../../restorers/latent-starts.ts";
import { exchangeOrder } from "../../restorers/pixel-space.ts";
import { PowerNormalized } from "../../training/power-normalized.ts";
import { adam } from "../../training/optimizers.ts";
import type { RunContext, RunUpdate } from "../experiment.ts";
import { Curves } from "./curves.ts";
import { Forming, restoredFigure } from "./figures.ts";
import { OPTIMISER_LABELS, type LatentInpaintingValues, type OptimiserName } from "./parameters.ts";
import type { Pictures } from "./pictures.ts";

export interface Setting {
  /** N. */
  readonly kept: number;
  readonly optimiser: OptimiserName;
  /** "N = 500", and the optimiser where there are several. */
  readonly name: string;
}

/** What every setting of a run shares. */
export interface Search {
  readonly generator: LatentGenerator;
  readonly pictures: Pictures;
  readonly values: LatentInpaintingValues;
  readonly context: RunContext;
  readonly settings: number;
  readonly startedMs: number;
}

export interface SettingOutcome {
  /** The codes that `selection` takes of each start, image by image, and their errors ‖ideal − restored‖₂, `[images · R]`. */
  readonly taken: Found;
  readonly errors: Float64Array;
  /** The same of each start's last codes. */
  readonly lastErrors: Float64Array;
  /** Which start was chosen for each image, counted through all starts. */
  readonly chosen: readonly number[];
  /** What the chosen codes show, `[images, 784]` in the generator's space. */
  readonly restored: Float32Array;
  /** `[images, 784]` in the generator's space, 1 = lost. */
  readonly holes: Uint8Array;
}

export function settingsOf({ N, optimiser }: LatentInpaintingValues): Setting[] {
  const optimisers: readonly OptimiserName[] =
    optimiser === "all" ? (Object.keys(OPTIMISER_LABELS) as OptimiserName[]) : [optimiser];
  return [...N]
    .sort((a, b) => b - a)
    .flatMap((kept) =>
      optimisers.map((each) => {
        const name = optimisers.length === 1 ? `N = ${kept}` : `N = ${kept}, ${OPTIMISER_LABELS[each]}`;
        return { kept, optimiser: each, name };
      }),
    );
}

/** @param done - how many settings came before */
export async function* searchSetting(
  setting: Setting,
  { generator, pictures, values, context, settings, startedMs }: Search,
  done: number,
): AsyncGenerator<RunUpdate, SettingOutcome, void> {
  const { restarts, steps, selection } = values;
  const holes = holesOf(setting.kept, pictures.count, generator);
  const optimizer = optimizerOf(setting.optimiser, values);
  const curves = new Curves(setting.name, pictures.count, values);
  const forming = new Forming(steps);
  try {
    const search = searchCodes({
      generator,
      observed: eachRepeated(pictures.noisy, PIXELS, restarts),
      known: eachRepeated(holes, PIXELS, restarts).map((lost) => 1 - lost),
      starts: drawStarts(values, pictures.count, generator.latentSize),
      optimizer,
      steps,
      tells: (step) => curves.wants(step) || forming.wants(step),
      breathe: context.breathe,
    });
    for await (const update of search) {
      if (update.kind === "end") {
        const taken = selection === "best" ? update.best : update.last;
        const chosen =
          selection === "best" ? lowestStarts(taken, pictures.count) : firstStarts(pictures.count, restarts);
        const lastErrors = await errorsOf(update.last, generator, pictures, restarts);
        const errors = selection === "best" ? await errorsOf(taken, generator, pictures, restarts) : lastErrors;
        const restored = await picturesOf(generator, rowsAt(taken.codes, chosen, generator.latentSize));
        yield { kind: "points", points: curves.chosen(chosen) };
        yield* figures(chosen, restored, "the chosen start");
        return { taken, errors, lastErrors, chosen, restored, holes };
      }
      const { step, found } = update;
      const at = { epoch: step / steps, step, wallMs: context.nowMs() - startedMs };
      yield { kind: "points", points: curves.add(at, found.objective) };
      const label = `${setting.name}: step ${step} of ${steps}`;
      const total = settings * steps;
      yield { kind: "progress", phase: "measuring", done: done * steps + step, total, unit: "steps", label };
      if (forming.wants(step)) {
        forming.add(step, found.codes);
        const leading = lowestStarts(found, pictures.count);
        const shown = await picturesOf(generator, rowsAt(found.codes, leading, generator.latentSize));
        yield* figures(leading, shown, `after step ${step}, the start with the lowest J so far`);
      }
    }
    throw new Error("Cannot search: it ended without a result");
  } finally {
    optimizer.dispose();
  }

  async function* figures(
    starts: readonly number[],
    restored: Float32Array,
    caption: string,
  ): AsyncGenerator<RunUpdate, void, void> {
    const { space } = generator;
    yield { kind: "figure", figure: restoredFigure(setting, { pictures, restored, holes, space }, caption) };
    const codes = (all: Float32Array): Float32Array => rowsAt(all, starts, generator.latentSize);
    yield { kind: "figure", figure: await forming.figure(setting.name, codes, generator, caption) };
  }
}

function optimizerOf(name: OptimiserName, values: LatentInpaintingValues): tf.Optimizer {
  switch (name) {
    case "gradient-descent":
      return tf.train.sgd(values.gradientDescentRate);
    case "power-normalised":
      return new PowerNormalized(values.normalisedRate, values.powerShare, values.powerFloor);
    case "adam":
      return adam(values.adamRate);
    default:
      name satisfies never;
      throw new Error(`Cannot search: unknown optimiser "${String(name)}"`);
  }
}

/** The same for every N and every optimiser; more starts begin with those that fewer have. `[images · R, L]`. */
function drawStarts({ seed, restarts }: LatentInpaintingValues, images: number, latentSize: number): Float32Array {
  const streams = Array.from({ length: images }, (_, image) => new Random(seed).stream(`starts/${image}`));
  const each = restarts * latentSize;
  const starts = new Float32Array(images * each);
  streams.forEach((random, image) => {
    for (let i = 0; i < each; i++) starts[image * each + i] = random.normal();
  });
  return starts;
}

/** The lab's own corruption, in the generator's space. */
function holesOf(kept: number, images: number, { space }: LatentGenerator): Uint8Array {
  const holes = drawHoles({ kind: "first-pixels", sizePx: kept }, images, new Random(0)); // nothing in it is random
  return exchangeOrder(holes, space);
}

function firstStarts(images: number, restarts: number): number[] {
  return Array.from({ length: images }, (_, image) => image * restarts);
}

/** ‖ideal − restored‖₂ of each start. */
async function errorsOf(
  { codes }: Found,
  generator: LatentGenerator,
  { ideal }: Pictures,
  restarts: number,
): Promise<Float64Array> {
  const restored = await picturesOf(generator, codes);
  return Float64Array.from({ length: restored.length / PIXELS }, (_, row) => {
    const image = Math.floor(row / restarts) * PIXELS;
    let squares = 0;
    for (let i = 0; i < PIXELS; i++) {
      squares += ((restored[row * PIXELS + i] as number) - (ideal[image + i] as number)) ** 2;
    }
    return Math.sqrt(squares);
  });
}

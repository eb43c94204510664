/**
 * The yardstick: one way to measure any restorer, on the same images and the same holes.
 *
 * Test holes come from a stream of their own that no run's seed touches, so that every method, preset and repeat is
 * measured on the very same damage.
 */
import { corrupt, keyOf, type Corruption } from "../corruptions/corruption.ts";
import { PIXELS } from "../data/dataset.ts";
import { Random } from "../random.ts";
import { composite, type DamagedImages, type Restorer } from "../restorers/restorer.ts";
import { meanInterval, shareInterval, type Interval } from "./interval.ts";
import type { Judge } from "./judge.ts";
import { mseAll, mseHole } from "./mse.ts";
import { psnrInterval } from "./psnr.ts";
import { ssim } from "./ssim.ts";

/** Changing it changes every measured figure of the lab. */
const YARDSTICK_SEED = 28;

/** Test images with one corruption: what a restorer is given and what it should have returned. */
export interface TestCase extends DamagedImages {
  readonly corruption: Corruption;
  /** `[count, 784]` in [0, 1]. */
  readonly originals: Float32Array;
  /** `[count]`, the digits they show; without them nothing can be judged. */
  readonly labels?: Uint8Array;
}

/** One restorer on one test case, in one reading. */
export interface Evaluation {
  readonly restorer: string;
  readonly corruption: Corruption;
  /** Whether known pixels were pasted back before measuring. */
  readonly composited: boolean;
  readonly mseAll: Interval;
  readonly mseHole: Interval;
  readonly psnrDb: Interval;
  readonly ssim: Interval;
  /** Share of the restored images that the judge takes for the right digit, 0..1; null without a judge. */
  readonly accuracy: Interval | null;
  /** MSE in the hole of each image, for comparisons image by image. */
  readonly holeMseByImage: Float64Array;
}

/** Damages `originals` (`[count, 784]` in [0, 1]) with the yardstick's own holes and noise, drawn anew for each image. */
export function testCase(corruption: Corruption, originals: Float32Array, labels?: Uint8Array): TestCase {
  const count = originals.length / PIXELS;
  const random = new Random(YARDSTICK_SEED).stream(`yardstick/${keyOf(corruption)}`);
  const test = { corruption, originals, ...corrupt(corruption, originals, random), count };
  return labels === undefined ? test : { ...test, labels };
}

/**
 * Measures one restorer on one test case: the raw reading, then the composited one. A restorer that keeps known pixels
 * has only the latter. Restored values are clipped to [0, 1] first, as a picture would be.
 *
 * @param judge - reads the restored images, where the test case has labels
 */
export async function evaluate(restorer: Restorer, test: TestCase, judge: Judge | null = null): Promise<Evaluation[]> {
  const restored = clip(await restorer.restore(test));
  if (restored.length !== test.pixels.length) {
    throw new Error(
      `Cannot measure ${restorer.name}: it returned ${restored.length} pixels for ${test.pixels.length} damaged ones`,
    );
  }
  const pasted = await measure(restorer.name, test, composite(restored, test), true, judge);
  return restorer.keepsKnownPixels ? [pasted] : [await measure(restorer.name, test, restored, false, judge), pasted];
}

async function measure(
  restorer: string,
  test: TestCase,
  restored: Float32Array,
  composited: boolean,
  judge: Judge | null,
): Promise<Evaluation> {
  const { corruption, originals, holes, labels, count } = test;
  const all = new Float64Array(count);
  const hole = new Float64Array(count);
  const similarity = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    all[i] = mseAll(restored, originals, i);
    hole[i] = mseHole(restored, originals, holes, i);
    similarity[i] = ssim(restored, originals, i);
  }
  const mse = meanInterval(all);
  return {
    restorer,
    corruption,
    composited,
    mseAll: mse,
    mseHole: meanInterval(hole),
    psnrDb: psnrInterval(mse),
    ssim: meanInterval(similarity),
    accuracy: judge === null || labels === undefined ? null : await accuracy(judge, restored, labels),
    holeMseByImage: hole,
  };
}

/** Share of the images that the judge takes for what they show. */
export async function accuracy(judge: Judge, pixels: Float32Array, labels: Uint8Array): Promise<Interval> {
  const read = await judge.read(pixels);
  return shareInterval(labels.filter((label, i) => label === read[i]).length, labels.length);
}

function clip(pixels: Float32Array): Float32Array {
  return pixels.map((pixel) => Math.min(1, Math.max(0, pixel)));
}

/**
 * The yardstick: one way to measure any restorer, on the same images and the same holes.
 *
 * Test holes come from a stream of their own that no run's seed touches, so that every method, preset and repeat is
 * measured on the very same damage.
 */
import { damage, drawHoles, type Corruption } from "../corruptions/corruption.ts";
import { PIXELS } from "../data/dataset.ts";
import { Random } from "../random.ts";
import { composite, type DamagedImages, type Restorer } from "../restorers/restorer.ts";
import { meanInterval, type Interval } from "./interval.ts";
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
}

/** Damages `originals` (`[count, 784]` in [0, 1]) with the yardstick's own holes, one position per image. */
export function testCase(corruption: Corruption, originals: Float32Array): TestCase {
  const count = originals.length / PIXELS;
  const random = new Random(YARDSTICK_SEED).stream(`yardstick/${corruption.kind}/${corruption.sizePx}`);
  const holes = drawHoles(corruption, count, random);
  return { corruption, originals, holes, pixels: damage(originals, holes), count };
}

/**
 * Measures one restorer on one test case: the raw reading, then the composited one. A restorer that keeps known pixels
 * has only the latter. Restored values are clipped to [0, 1] first, as a picture would be.
 */
export async function evaluate(restorer: Restorer, test: TestCase): Promise<Evaluation[]> {
  const restored = clip(await restorer.restore(test));
  if (restored.length !== test.pixels.length) {
    throw new Error(
      `Cannot measure ${restorer.name}: it returned ${restored.length} pixels for ${test.pixels.length} damaged ones`,
    );
  }
  const pasted = measure(restorer.name, test, composite(restored, test), true);
  return restorer.keepsKnownPixels ? [pasted] : [measure(restorer.name, test, restored, false), pasted];
}

function measure(restorer: string, test: TestCase, restored: Float32Array, composited: boolean): Evaluation {
  const { corruption, originals, holes, count } = test;
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
  };
}

function clip(pixels: Float32Array): Float32Array {
  return pixels.map((pixel) => Math.min(1, Math.max(0, pixel)));
}

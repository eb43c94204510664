/**
 * Pictures for the benchmark: a bright bar on black paper, and the same with a patch blanked. Fixed by their seed, there is
 * something in them to learn, and no data set has to be at hand; they are not digits and no result is read from them.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";

export interface Pictures {
  /** `[count, 784]` in [0, 1]. */
  readonly whole: Float32Array;
  /** The same with a patch of zeros in each. */
  readonly damaged: Float32Array;
}

const PATCH_PX = 10;

export function drawPictures(count: number, random: Random): Pictures {
  const whole = new Float32Array(count * PIXELS);
  for (let picture = 0; picture < count; picture++) {
    const { top, left, height, width } = rectangle(random.integer(3, 16), random.integer(3, 16), random);
    const ink = random.between(0.5, 1);
    for (let row = top; row < top + height; row++) {
      const start = picture * PIXELS + row * IMAGE_SIZE_PX + left;
      whole.fill(ink, start, start + width);
    }
  }
  const damaged = whole.slice();
  for (let picture = 0; picture < count; picture++) {
    const { top, left, height, width } = rectangle(PATCH_PX, PATCH_PX, random);
    for (let row = top; row < top + height; row++) {
      const start = picture * PIXELS + row * IMAGE_SIZE_PX + left;
      damaged.fill(0, start, start + width);
    }
  }
  return { whole, damaged };
}

/** A place for a rectangle, wherever it fits, in px. */
function rectangle(
  height: number,
  width: number,
  random: Random,
): { top: number; left: number; height: number; width: number } {
  const top = random.integer(0, IMAGE_SIZE_PX - height);
  const left = random.integer(0, IMAGE_SIZE_PX - width);
  return { top, left, height, width };
}

/**
 * Pictures for the benchmark: a bright bar on black paper, and the same with a patch blanked. Fixed by their seed, there is
 * something in them to learn, and no data set has to be at hand; they are not digits and no result is read from them.
 */
import { damage, drawHoles } from "../corruptions/corruption.ts";
import { rectangle } from "../corruptions/rectangle.ts";
import { PIXELS } from "../data/dataset.ts";
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
  const bar = new Uint8Array(PIXELS);
  for (let picture = 0; picture < count; picture++) {
    rectangle(bar, { height: random.integer(3, 16), width: random.integer(3, 16) }, random);
    const ink = random.between(0.5, 1);
    bar.forEach((inked, pixel) => (whole[picture * PIXELS + pixel] = inked * ink));
  }
  return { whole, damaged: damage(whole, drawHoles({ kind: "patch", sizePx: PATCH_PX }, count, random)) };
}

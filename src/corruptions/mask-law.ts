/**
 * How training holes are drawn: a mixture of the three kinds, each with its own range of sizes.
 * The laws differ only in those ranges; when holes are redrawn is the training loop's affair.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { rectangle } from "./rectangle.ts";

/** Whole numbers from `minimum` to `maximum`, both included, px. */
interface SizeRange {
  readonly minimum: number;
  readonly maximum: number;
}

export interface MaskLaw {
  readonly stripeWidth: SizeRange;
  /** A patch's height and width are drawn independently: rectangles, not squares. */
  readonly patchSide: SizeRange;
}

export const MASK_LAWS = {
  /** Seed 004's code: `randint(3, 16)` and `randint(5, 15)` exclude their upper ends. Its README says 3–16 and 5–15. */
  published: { stripeWidth: { minimum: 3, maximum: 15 }, patchSide: { minimum: 5, maximum: 14 } },
  /** Every size that the tables test. */
  wide: { stripeWidth: { minimum: 3, maximum: 25 }, patchSide: { minimum: 5, maximum: 27 } },
} as const satisfies Record<string, MaskLaw>;

export type MaskLawName = keyof typeof MASK_LAWS;

/** Draws one hole per image: first the kind (each a third), then the size, then the place. `[count, 784]`. */
export function drawLawHoles(law: MaskLaw, count: number, random: Random): Uint8Array {
  const holes = new Uint8Array(count * PIXELS);
  for (let i = 0; i < count; i++) drawLawHole(law, random, holes.subarray(i * PIXELS, (i + 1) * PIXELS));
  return holes;
}

function drawLawHole({ stripeWidth, patchSide }: MaskLaw, random: Random, hole: Uint8Array): void {
  const draw = ({ minimum, maximum }: SizeRange): number => random.integer(minimum, maximum);
  const kind = random.pick(["vertical", "horizontal", "patch"] as const);
  switch (kind) {
    case "vertical":
      return rectangle(hole, { height: IMAGE_SIZE_PX, width: draw(stripeWidth) }, random);
    case "horizontal":
      return rectangle(hole, { height: draw(stripeWidth), width: IMAGE_SIZE_PX }, random);
    case "patch":
      return rectangle(hole, { height: draw(patchSide), width: draw(patchSide) }, random);
    default:
      kind satisfies never;
  }
}

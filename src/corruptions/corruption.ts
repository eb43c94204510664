/**
 * What can happen to an image, as data. A corruption is drawn as a *hole*: one byte per pixel, 1 where the image is
 * missing and 0 where it is known. Holes never change pixels; `damage` does.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { rectangle } from "./rectangle.ts";

export const CORRUPTION_KINDS = ["vertical-stripe", "horizontal-stripe", "patch"] as const;
export type CorruptionKind = (typeof CORRUPTION_KINDS)[number];

/** One kind at one size: a stripe's width or a square patch's side. */
export interface Corruption {
  readonly kind: CorruptionKind;
  /** 1..28. */
  readonly sizePx: number;
}

/** Names for tables and charts. */
export const CORRUPTION_LABELS: Readonly<Record<CorruptionKind, string>> = {
  "vertical-stripe": "Vertical stripe",
  "horizontal-stripe": "Horizontal stripe",
  patch: "Square patch",
};

/**
 * Draws one hole at a random place, uniform over all places where it fits entirely.
 *
 * @param hole - receives 784 bytes, 1 = missing
 * @throws RangeError when the size is not a whole number from 1 to 28
 */
export function drawHole(corruption: Corruption, random: Random, hole: Uint8Array): void {
  const { kind, sizePx } = corruption;
  switch (kind) {
    case "vertical-stripe":
      return rectangle(hole, { height: IMAGE_SIZE_PX, width: sizePx }, random);
    case "horizontal-stripe":
      return rectangle(hole, { height: sizePx, width: IMAGE_SIZE_PX }, random);
    case "patch":
      return rectangle(hole, { height: sizePx, width: sizePx }, random);
    default:
      kind satisfies never;
      throw new RangeError(`Cannot draw a hole: unknown corruption "${String(kind)}"`);
  }
}

/** One hole per image, each at its own place: `[count, 784]`. */
export function drawHoles(corruption: Corruption, count: number, random: Random): Uint8Array {
  const holes = new Uint8Array(count * PIXELS);
  for (let i = 0; i < count; i++) drawHole(corruption, random, holes.subarray(i * PIXELS, (i + 1) * PIXELS));
  return holes;
}

/** Share of the image that a corruption hides, %. */
export function maskedPercent({ kind, sizePx }: Corruption): number {
  const hidden = kind === "patch" ? sizePx * sizePx : sizePx * IMAGE_SIZE_PX;
  return (100 * hidden) / PIXELS;
}

/** Missing pixels become black (0), as in every published system that masks: `images` `[count, 784]` in [0, 1]. */
export function damage(images: Float32Array, holes: Uint8Array): Float32Array {
  if (images.length !== holes.length) {
    throw new RangeError(`Cannot damage images: ${images.length} pixels came with ${holes.length} hole values`);
  }
  return images.map((pixel, i) => (holes[i] === 1 ? 0 : pixel));
}

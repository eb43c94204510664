/**
 * Digits that the lab draws itself, so that it works before any data set is loaded and without a network: a pen follows
 * hand-made strokes with varied construction, slant, thickness and tremor, and the result is boxed and centred as MNIST
 * is. Drawn digits have no blots, broken strokes or wrong labels: what is measured on them is no measurement on MNIST
 * and must be reported as synthetic. Nothing here caches, hashes or touches the DOM.
 */
import { Random } from "../random.ts";
import { PIXELS, type ImageSet, type Split } from "./dataset.ts";
import type { ReadConstruction } from "./embedded-digits/construction.ts";
import { CONSTRUCTIONS } from "./embedded-digits/constructions.ts";
import { pickHand } from "./embedded-digits/hand.ts";
import { fitToBox, inkLines, writeCentred } from "./embedded-digits/raster.ts";
import { blendStrokes, traceStroke, type Stroke } from "./embedded-digits/stroke.ts";
import { bend, tremble, varyEnds } from "./embedded-digits/warp.ts";

const IMAGES_PER_REPORT = 200;

/**
 * Of the first `count` images of a split those that show one of `digits`, in order. Image i shows digit i % 10 and
 * depends on (seed, split, i) alone, so that a subset holds the same images as the whole.
 *
 * @param onProgress - called after every 200 images and after the last
 * @throws RangeError when a digit is not in 0..9, when there is none, or when count is not a positive whole number
 */
export function drawEmbeddedDigits(
  split: Split,
  digits: readonly number[],
  count: number,
  seed: number,
  onProgress?: (done: number, total: number) => void,
): ImageSet {
  if (digits.length === 0) throw new RangeError("Cannot draw embedded digits: name at least one digit, got none");
  for (const digit of digits) checkDigit(digit);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`Cannot draw embedded digits: the count must be a positive whole number, got ${count}`);
  }
  const wanted = new Set(digits);
  const indices = Array.from({ length: count }, (_, index) => index).filter((index) => wanted.has(index % 10));
  const total = indices.length;
  const random = new Random(seed);
  const pixels = new Uint8Array(total * PIXELS);
  indices.forEach((index, i) => {
    drawDigit(index % 10, random.stream(`${split}/${index}`), pixels, i * PIXELS);
    const done = i + 1;
    if (done % IMAGES_PER_REPORT === 0 || done === total) onProgress?.(done, total);
  });
  return { pixels, labels: Uint8Array.from(indices, (index) => index % 10), count: total };
}

/**
 * Draws one digit in a hand of its own: writes 784 bytes, row-major, 0 (paper) to 255 (ink), into `target` from
 * `offset`.
 *
 * @throws RangeError when the digit is not in 0..9 or `target` ends too soon
 */
export function drawDigit(digit: number, random: Random, target: Uint8Array, offset: number): void {
  checkDigit(digit);
  if (!(offset >= 0 && offset + PIXELS <= target.length)) {
    throw new RangeError(
      `Cannot draw embedded digits: the target needs ${PIXELS} bytes from ${offset} on, got ${target.length} in all`,
    );
  }
  const hand = pickHand(random);
  const lines = pickShape(CONSTRUCTIONS[digit] as readonly ReadConstruction[], random).map((stroke) => {
    tremble(stroke, random);
    varyEnds(stroke, random);
    const line = traceStroke(stroke, hand.roundness);
    bend(line, hand);
    return line;
  });
  fitToBox(lines, hand.penRadiusPx);
  writeCentred(inkLines(lines, hand), target, offset);
}

/** A fresh shape somewhere between two extremes of one of the constructions. */
function pickShape(constructions: readonly ReadConstruction[], random: Random): Stroke[] {
  const { shapes } = pickWeighted(constructions, random);
  const from = random.pick(shapes);
  const to = random.pick(shapes);
  const share = random.uniform();
  return from.map((stroke, i) => blendStrokes(stroke, to[i] as Stroke, share));
}

/** One of the items, each as likely as its weight among all weights. */
function pickWeighted<T extends { readonly weight: number }>(items: readonly T[], random: Random): T {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  let left = total * random.uniform();
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return items.at(-1) as T; // rounding left a crumb of the total
}

function checkDigit(digit: number): void {
  if (!Number.isInteger(digit) || digit < 0 || digit > 9) {
    throw new RangeError(`Cannot draw embedded digits: a digit must be a whole number from 0 to 9, got ${digit}`);
  }
}

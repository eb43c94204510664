/**
 * Handwritten-looking digits that the lab draws itself, so that it works before any data set is loaded and with no
 * network at all: a pen follows hand-made strokes with varied construction, slant, thickness and tremor, and the result
 * is boxed and centred as MNIST is. Drawn digits have no blots, broken strokes or wrong labels; errors measured on them
 * are lower than on MNIST and must be reported as synthetic. Hashing and caching are left to the caller.
 */
import { PIXELS, type ImageSet, type Split } from "./dataset.ts";
import { Random } from "../random.ts";
import { lean, pickHand } from "./embedded-digits/hand.ts";
import { coverage, fitToBox, writeCentred } from "./embedded-digits/ink.ts";
import { CONSTRUCTIONS } from "./embedded-digits/styles.ts";
import { blend, parseStrokes, trace, type ControlPoints } from "./embedded-digits/trace.ts";

/** Version of the drawing; goes into the data set's name when the drawing changes. */
export const EMBEDDED_DIGITS_VERSION = 1;

/** How many images lie between two reports of progress. */
const IMAGES_PER_REPORT = 200;

interface ParsedConstruction {
  readonly weight: number;
  readonly shapes: readonly ControlPoints[];
}

const PARSED_CONSTRUCTIONS: readonly (readonly ParsedConstruction[])[] = CONSTRUCTIONS.map((constructions) =>
  constructions.map(({ weight, shapes }) => ({ weight, shapes: shapes.map(parseStrokes) })),
);

/**
 * The chosen digits of the first `count` images of a split, in order. Image i of a split shows digit i % 10 and depends
 * on (seed, split, i) alone, so that a subset holds the same images as the whole.
 *
 * @throws RangeError when a digit is not in 0..9, when there is none, or when count is not a positive whole number
 */
export function drawEmbeddedDigits(
  split: Split,
  digits: readonly number[],
  count: number,
  seed: number,
  onProgress?: (done: number, total: number) => void,
): ImageSet {
  const wanted = wantedDigits(digits);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`Cannot draw embedded digits: the count must be a positive whole number, got ${count}`);
  }
  const indices: number[] = [];
  for (let index = 0; index < count; index++) {
    if (wanted.has(index % 10)) indices.push(index);
  }
  const random = new Random(seed);
  const total = indices.length;
  const pixels = new Uint8Array(total * PIXELS);
  const labels = new Uint8Array(total);
  for (let i = 0; i < total; i++) {
    const index = indices[i] as number;
    labels[i] = index % 10;
    drawDigit(index % 10, random.stream(`${split}/${index}`), pixels, i * PIXELS);
    if ((i + 1) % IMAGES_PER_REPORT === 0 || i + 1 === total) onProgress?.(i + 1, total);
  }
  return { pixels, labels, count: total };
}

/** Draws one digit: writes 784 bytes, 0 (paper) to 255 (ink), row-major, into `target` from `offset`. */
export function drawDigit(digit: number, random: Random, target: Uint8Array, offset: number): void {
  const constructions = PARSED_CONSTRUCTIONS[digit];
  if (constructions === undefined) {
    throw new RangeError(`Cannot draw embedded digits: a digit must be a whole number from 0 to 9, got ${digit}`);
  }
  const construction = pickWeighted(constructions, random);
  const hand = pickHand(random);
  const points = blend(random.pick(construction.shapes), random.pick(construction.shapes), random.uniform());
  for (let i = 0; i < points.x.length; i++) {
    points.x[i] = (points.x[i] as number) + hand.tremor * random.normal();
    points.y[i] = (points.y[i] as number) + hand.tremor * random.normal();
  }
  const path = trace(points, hand.roundness);
  lean(path, hand);
  fitToBox(path, hand.penRadiusPx);
  writeCentred(coverage(path, hand), target, offset);
}

function wantedDigits(digits: readonly number[]): ReadonlySet<number> {
  if (digits.length === 0) throw new RangeError("Cannot draw embedded digits: name at least one digit, got none");
  for (const digit of digits) {
    if (!Number.isInteger(digit) || digit < 0 || digit > 9) {
      throw new RangeError(`Cannot draw embedded digits: a digit must be a whole number from 0 to 9, got ${digit}`);
    }
  }
  return new Set(digits);
}

function pickWeighted<T extends { readonly weight: number }>(items: readonly T[], random: Random): T {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  let left = total * random.uniform();
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return items.at(-1) as T;
}

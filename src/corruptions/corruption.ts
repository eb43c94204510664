/**
 * What can happen to an image, as data. Most corruptions hide pixels: they are drawn as a *hole*, one byte per pixel, 1
 * where the image is missing and 0 where it is known. Noise hides nothing and leaves nothing certain: its hole is the whole
 * image, behind which the noisy pixels still stand.
 */
import { IMAGE_SIZE_PX, PIXELS } from "../data/dataset.ts";
import type { Random } from "../random.ts";
import { rectangle, rectangleAt } from "./rectangle.ts";

export const HOLE_KINDS = ["vertical-stripe", "horizontal-stripe", "patch", "centre-hole", "first-pixels"] as const;
export type HoleKind = (typeof HOLE_KINDS)[number];

export const NOISE_KINDS = ["gaussian-noise", "salt-and-pepper"] as const;
export type NoiseKind = (typeof NOISE_KINDS)[number];

export type CorruptionKind = HoleKind | NoiseKind;

/** One kind of hole at one size. */
export interface HoleCorruption {
  readonly kind: HoleKind;
  /**
   * A stripe's width or the side of a square, 1..28; for `centre-hole` 6 or 8, the published ones; for `first-pixels` how
   * many pixels are *kept*, 1..784, counted down the columns from the left as seed 001 counts them.
   */
  readonly sizePx: number;
}

/** One kind of noise at one strength. */
export interface NoiseCorruption {
  readonly kind: NoiseKind;
  /** Standard deviation as a share of the range from paper to ink, or share of the pixels that are struck, %; 0..100. */
  readonly percent: number;
}

export type Corruption = HoleCorruption | NoiseCorruption;

/** Names for tables and charts. */
export const CORRUPTION_LABELS: Readonly<Record<CorruptionKind, string>> = {
  "vertical-stripe": "Vertical stripe",
  "horizontal-stripe": "Horizontal stripe",
  patch: "Square patch",
  "centre-hole": "Centre hole",
  "first-pixels": "First pixels kept",
  "gaussian-noise": "Gaussian noise",
  "salt-and-pepper": "Salt and pepper",
};

/** Where the top left corner of a centre hole may lie, first and last row and column: seed 000's and seed 003's code. */
const CENTRE_CORNERS: Readonly<Record<number, readonly [first: number, last: number]>> = { 6: [7, 15], 8: [8, 11] };

export function isNoise(corruption: Corruption): corruption is NoiseCorruption {
  return "percent" in corruption;
}

/** The size in the corruption's own unit: px, or % for noise. */
export function sizeOf(corruption: Corruption): number {
  return isNoise(corruption) ? corruption.percent : corruption.sizePx;
}

/** "patch/5": the same for the same corruption, another for any other. */
export function keyOf(corruption: Corruption): string {
  return `${corruption.kind}/${sizeOf(corruption)}`;
}

/** "Square patch 5 px", for people. */
export function nameOf(corruption: Corruption): string {
  return `${CORRUPTION_LABELS[corruption.kind]} ${sizeOf(corruption)} ${isNoise(corruption) ? "%" : "px"}`;
}

/** What a corruption makes of images: the pixels that are left, and where they are not to be trusted. */
export interface Damage {
  /** `[count, 784]`, missing pixels 0. */
  readonly pixels: Float32Array;
  /** `[count, 784]`, 1 = missing or in doubt. */
  readonly holes: Uint8Array;
}

/** Corrupts each image (`[count, 784]` in [0, 1]) anew. */
export function corrupt(corruption: Corruption, images: Float32Array, random: Random): Damage {
  if (isNoise(corruption)) {
    return { pixels: addNoise(corruption, images, random), holes: new Uint8Array(images.length).fill(1) };
  }
  const holes = drawHoles(corruption, images.length / PIXELS, random);
  return { pixels: damage(images, holes), holes };
}

/**
 * Draws one hole at a random place, uniform over all places that its kind allows.
 *
 * @param hole - receives 784 bytes, 1 = missing
 * @throws RangeError when the size is not one that the kind allows
 */
export function drawHole({ kind, sizePx }: HoleCorruption, random: Random, hole: Uint8Array): void {
  switch (kind) {
    case "vertical-stripe":
      return rectangle(hole, { height: IMAGE_SIZE_PX, width: sizePx }, random);
    case "horizontal-stripe":
      return rectangle(hole, { height: sizePx, width: IMAGE_SIZE_PX }, random);
    case "patch":
      return rectangle(hole, { height: sizePx, width: sizePx }, random);
    case "centre-hole":
      return drawCentreHole(sizePx, random, hole);
    case "first-pixels":
      return keepFirstPixels(sizePx, hole);
    default:
      kind satisfies never;
      throw new RangeError(`Cannot draw a hole: unknown corruption "${String(kind)}"`);
  }
}

/** One hole per image, each at its own place: `[count, 784]`. */
export function drawHoles(corruption: HoleCorruption, count: number, random: Random): Uint8Array {
  const holes = new Uint8Array(count * PIXELS);
  for (let i = 0; i < count; i++) drawHole(corruption, random, holes.subarray(i * PIXELS, (i + 1) * PIXELS));
  return holes;
}

/** Share of the image that a corruption hides, %; noise puts all of it in doubt. */
export function maskedPercent(corruption: Corruption): number {
  if (isNoise(corruption)) return 100;
  const { kind, sizePx } = corruption;
  if (kind === "first-pixels") return (100 * (PIXELS - sizePx)) / PIXELS;
  const isSquare = kind === "patch" || kind === "centre-hole";
  return (100 * (isSquare ? sizePx * sizePx : sizePx * IMAGE_SIZE_PX)) / PIXELS;
}

/** Missing pixels become black (0), as in every published system that masks: `images` `[count, 784]` in [0, 1]. */
export function damage(images: Float32Array, holes: Uint8Array): Float32Array {
  if (images.length !== holes.length) {
    throw new RangeError(`Cannot damage images: ${images.length} pixels came with ${holes.length} hole values`);
  }
  return images.map((pixel, i) => (holes[i] === 1 ? 0 : pixel));
}

function drawCentreHole(sizePx: number, random: Random, hole: Uint8Array): void {
  const [first, last] = CENTRE_CORNERS[sizePx] ?? [];
  if (first === undefined || last === undefined) {
    throw new RangeError(`Cannot draw a hole: a centre hole must be 6 or 8 px wide, got ${sizePx}`);
  }
  const [top, left] = [random.integer(first, last), random.integer(first, last)];
  rectangleAt(hole, { height: sizePx, width: sizePx, top, left });
}

function keepFirstPixels(kept: number, hole: Uint8Array): void {
  if (!(Number.isInteger(kept) && kept >= 1 && kept <= PIXELS)) {
    throw new RangeError(`Cannot draw a hole: the pixels kept must be a whole number from 1 to ${PIXELS}, got ${kept}`);
  }
  for (let i = 0; i < PIXELS; i++) {
    const [column, row] = [Math.floor(i / IMAGE_SIZE_PX), i % IMAGE_SIZE_PX];
    hole[row * IMAGE_SIZE_PX + column] = i < kept ? 0 : 1;
  }
}

function addNoise({ kind, percent }: NoiseCorruption, images: Float32Array, random: Random): Float32Array {
  if (!(percent >= 0 && percent <= 100)) {
    throw new RangeError(`Cannot add noise: its strength must be from 0 to 100 %, got ${percent}`);
  }
  const share = percent / 100;
  switch (kind) {
    case "gaussian-noise":
      return images.map((pixel) => Math.min(1, Math.max(0, pixel + share * random.normal())));
    case "salt-and-pepper":
      return images.map((pixel) => (random.uniform() < share ? random.integer(0, 1) : pixel));
    default:
      kind satisfies never;
      throw new RangeError(`Cannot add noise: unknown corruption "${String(kind)}"`);
  }
}

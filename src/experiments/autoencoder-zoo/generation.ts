/** What is measured of generated pictures, which have no originals: how far from digits they are, and how much they vary. */
import * as tf from "@tensorflow/tfjs";
import { inBatches, inOrder } from "../../data/batches.ts";
import { PIXELS } from "../../data/dataset.ts";

/** Pictures to generate for the table: as many as there are test images, at most so many. */
const GENERATED = 500;

/** Generated pictures at once against all test images. */
const PIECE = 50;

/** Beyond the range of the data by more than this is impossible, and not rounding. */
const TOLERANCE = 1e-6;

export interface GenerationQuality {
  /** Mean squared error to the nearest test image, mean over generated pictures. */
  readonly nearestMse: number;
  /** Variance as a share of the test images', %. */
  readonly varietyPercent: number;
}

export function picturesToGenerate(testCount: number): number {
  return Math.min(GENERATED, testCount);
}

/** @param pictures - `[many, 784]` in [0, 1] @param originals - `[count, 784]` in [0, 1] */
export async function generationQuality(
  pictures: Float32Array,
  originals: Float32Array,
  breathe: () => Promise<void>,
): Promise<GenerationQuality> {
  const count = pictures.length / PIXELS;
  const test = tf.tensor2d(originals, [originals.length / PIXELS, PIXELS]);
  const lengths = tf.tidy(() => test.square().sum(1)); // |b|²
  let sum = 0;
  try {
    for (const indices of inBatches(inOrder(count), PIECE)) {
      const first = indices[0] as number;
      const nearest = tf.tidy(() => {
        const piece = pictures.slice(first * PIXELS, (first + indices.length) * PIXELS);
        const a = tf.tensor2d(piece, [indices.length, PIXELS]);
        const products = tf.matMul(a, test, false, true); // [size, count]
        return lengths.sub(products.mul(2)).min(1).add(a.square().sum(1)); // min |b|² − 2ab + |a|²
      });
      for (const square of await nearest.data<"float32">()) sum += Math.max(0, square) / PIXELS;
      nearest.dispose();
      await breathe();
    }
  } finally {
    tf.dispose([test, lengths]);
  }
  return { nearestMse: sum / count, varietyPercent: (100 * variance(pictures)) / variance(originals) };
}

/** Pixels that no data between `minimum` and `maximum` can have, %. */
export function impossiblePercent(pixels: Float32Array, minimum: number, maximum: number): number {
  const outside = pixels.filter((pixel) => pixel < minimum - TOLERANCE || pixel > maximum + TOLERANCE).length;
  return (100 * outside) / pixels.length;
}

/** Summed over pixels, each around its own mean. */
function variance(pictures: Float32Array): number {
  const count = pictures.length / PIXELS;
  const sums = new Float64Array(PIXELS);
  const squares = new Float64Array(PIXELS);
  pictures.forEach((pixel, i) => {
    sums[i % PIXELS] = (sums[i % PIXELS] as number) + pixel;
    squares[i % PIXELS] = (squares[i % PIXELS] as number) + pixel * pixel;
  });
  return squares.reduce((total, square, p) => total + square / count - ((sums[p] as number) / count) ** 2, 0);
}

/** The zoo's images: which to train on, which to validate on, which to measure on. Bytes, until a batch is made of them. */
import { gatherRows, splitForValidation } from "../../data/batches.ts";
import { firstImages, PIXELS, takeImages, type Dataset, type ImageSet } from "../../data/dataset.ts";
import type { ZooValues } from "./parameters.ts";

/** Of the training images, where validation is held out. */
const VALIDATION_SHARE = 0.1;

export interface ZooImages {
  readonly train: ImageSet;
  /** The test images as published, or the last training images. */
  readonly validation: ImageSet;
  readonly test: ImageSet;
}

/** @throws Error saying how many images there are, when they are too few */
export async function loadImages(
  dataset: Dataset,
  { digits, trainImages, testImages, validation }: ZooValues,
): Promise<ZooImages> {
  const firstOf = (images: ImageSet, count: number): ImageSet => (count === 0 ? images : firstImages(images, count));
  const given = firstOf(await dataset.select("train", digits), trainImages);
  const test = firstOf(await dataset.select("test", digits), testImages);
  const held = validation === "test" ? given.count : splitForValidation(given.count, VALIDATION_SHARE).train;
  if (held < 2 || test.count < 2 || (validation === "held-out" && held === given.count)) {
    throw new Error(
      `Cannot train on ${dataset.identity.name}: digits ${digits.join(", ")} give ${given.count} training and ` +
        `${test.count} test images; choose more digits or another data set.`,
    );
  }
  if (validation === "test") return { train: given, validation: test, test };
  const last = Array.from({ length: given.count - held }, (_, i) => held + i);
  return { train: firstImages(given, held), validation: takeImages(given, last), test };
}

/** Images `indices` as `[indices.length, 784]` in [0, 1]. */
export function pixelsOf({ pixels }: ImageSet, indices: Uint32Array): Float32Array {
  const unit = new Float32Array(indices.length * PIXELS);
  indices.forEach((index, i) => {
    for (let p = 0; p < PIXELS; p++) unit[i * PIXELS + p] = (pixels[index * PIXELS + p] as number) / 255;
  });
  return unit;
}

/** The first `count` pictures of `pixels` (`[many, 784]`). */
export function firstPictures(pixels: Float32Array, count: number): Float32Array {
  return gatherRows(
    pixels,
    Uint32Array.from({ length: count }, (_, i) => i),
    PIXELS,
  );
}

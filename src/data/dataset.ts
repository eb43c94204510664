/**
 * What an experiment sees of its data: digit images as bytes, by split and by digit, and who they are.
 * Loading, caching and hashing happen in `workers/datasets.ts`; nothing here touches a file or the network.
 */

/** Width and height of every image in the lab, px. */
export const IMAGE_SIZE_PX = 28;

/** Pixels of one image. */
export const PIXELS = IMAGE_SIZE_PX * IMAGE_SIZE_PX;

export type Split = "train" | "test";

/** Digit images with their labels, in a fixed order. */
export interface ImageSet {
  /** `[count, 784]`, row-major, 0 (paper) to 255 (ink). */
  readonly pixels: Uint8Array;
  /** `[count]`, 0..9. */
  readonly labels: Uint8Array;
  readonly count: number;
}

/** Where a data set came from, in the order in which the lab looks. */
export type DatasetOrigin = "files" | "cache" | "mirror" | "embedded";

/** Enough to name a data set in a manifest. */
export interface DatasetIdentity {
  /** For people: "MNIST", "embedded digits", "unknown 28×28 set". */
  readonly name: string;
  readonly origin: DatasetOrigin;
  /** SHA-256 of each part's uncompressed bytes, hexadecimal, by file name. */
  readonly sha256: Readonly<Record<string, string>>;
  readonly trainCount: number;
  readonly testCount: number;
}

/**
 * A short name that is another for other digits. Embedded digits go by their name, which holds the version of the drawing:
 * their digests cover only what has been drawn so far.
 */
export function datasetKey({ name, origin, sha256 }: DatasetIdentity): string {
  const digest = Object.values(sha256)
    .map((hash) => hash.slice(0, 8))
    .join("-");
  return origin === "embedded" || digest === "" ? name : digest;
}

export interface Dataset {
  readonly identity: DatasetIdentity;
  /** Every image of the split that shows one of the digits, in the data set's own order. */
  select(split: Split, digits: readonly number[]): Promise<ImageSet>;
}

/** The images whose label is among `digits`, in order. */
export function selectDigits(images: ImageSet, digits: readonly number[]): ImageSet {
  const wanted = new Set(digits);
  const indices: number[] = [];
  images.labels.forEach((label, index) => {
    if (wanted.has(label)) indices.push(index);
  });
  return takeImages(images, indices);
}

/** The first `count` images, or all of them where there are fewer. */
export function firstImages(images: ImageSet, count: number): ImageSet {
  if (count >= images.count) return images;
  return { pixels: images.pixels.subarray(0, count * PIXELS), labels: images.labels.subarray(0, count), count };
}

/** The images at `indices`, in that order. */
export function takeImages(images: ImageSet, indices: ArrayLike<number>): ImageSet {
  const pixels = new Uint8Array(indices.length * PIXELS);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i] as number;
    if (!(from >= 0 && from < images.count)) {
      throw new RangeError(`Cannot take image ${from}: the set holds ${images.count} images`);
    }
    pixels.set(images.pixels.subarray(from * PIXELS, (from + 1) * PIXELS), i * PIXELS);
    labels[i] = images.labels[from] as number;
  }
  return { pixels, labels, count: indices.length };
}

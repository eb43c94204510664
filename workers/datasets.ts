/**
 * Real digits: files that someone gave, the cached download, or a public mirror, in that order; embedded digits always.
 * Here bytes are fetched, unpacked, hashed and kept; what they mean is `src/data`'s affair.
 */
import { drawEmbeddedDigits } from "../src/data/embedded-digits.ts";
import { EMBEDDED_DIGITS_NAME } from "../src/data/embedded-name.ts";
import { selectDigits, type Dataset, type DatasetOrigin, type ImageSet, type Split } from "../src/data/dataset.ts";
import { DataFileError, IDX_PARTS, parseIdx, partOfFileName, type IdxPart } from "../src/data/idx.ts";
import { nameOfSet } from "../src/data/known-sets.ts";
import type { DataFile } from "../src/protocol.ts";
import { type DrawnDigits, EMBEDDED_COUNTS, EMBEDDED_SEED } from "./datasets/drawn-digits.ts";
import { gunzip } from "./datasets/gunzip.ts";
import { sha256Hex } from "./datasets/sha256.ts";

const PARTS = Object.keys(IDX_PARTS) as IdxPart[];

/** The four parts' bytes as they came, gzip or not, by part. */
export type PartBytes = Readonly<Record<IdxPart, Uint8Array<ArrayBuffer>>>;

/**
 * Sorts files into the four parts by their names.
 *
 * @throws DataFileError naming what is missing
 */
export function sortFiles(files: readonly DataFile[]): PartBytes {
  const found: Partial<Record<IdxPart, Uint8Array<ArrayBuffer>>> = {};
  for (const { name, bytes } of files) {
    const part = partOfFileName(name);
    if (part !== null) found[part] = new Uint8Array(bytes);
  }
  const missing = PARTS.filter((part) => found[part] === undefined).map((part) => IDX_PARTS[part]);
  if (missing.length === 0) return found as PartBytes;
  const given = files.length === 0 ? "no files" : files.map(({ name }) => name).join(", ");
  throw new DataFileError(
    `Cannot use these files: ${missing.join(", ")} (with or without .gz) ${missing.length === 1 ? "is" : "are"} ` +
      `missing; got ${given}.`,
  );
}

/**
 * Unpacks, checks and identifies a data set.
 *
 * @throws DataFileError for the first fault found
 */
export async function openDataset(parts: PartBytes, origin: DatasetOrigin): Promise<Dataset> {
  const unpacked = {} as Record<IdxPart, Uint8Array<ArrayBuffer>>;
  const sha256: Record<string, string> = {};
  for (const part of PARTS) {
    unpacked[part] = await gunzip(parts[part], IDX_PARTS[part]);
    sha256[IDX_PARTS[part]] = await sha256Hex(unpacked[part]);
  }
  const sets: Record<Split, ImageSet> = {
    train: parseIdx(unpacked.trainImages, unpacked.trainLabels, {
      images: IDX_PARTS.trainImages,
      labels: IDX_PARTS.trainLabels,
    }),
    test: parseIdx(unpacked.testImages, unpacked.testLabels, {
      images: IDX_PARTS.testImages,
      labels: IDX_PARTS.testLabels,
    }),
  };
  return {
    identity: {
      name: nameOfSet(sha256),
      origin,
      sha256,
      trainCount: sets.train.count,
      testCount: sets.test.count,
    },
    select: (split, digits) => Promise.resolve(selectDigits(sets[split], digits)),
  };
}

/**
 * The lab's own digits; images are drawn when first asked for. Its digest covers what was drawn.
 *
 * @param drawn - what was drawn before, and where the rest goes
 */
export function embeddedDataset(drawn: DrawnDigits, onProgress?: (done: number, total: number) => void): Dataset {
  const sha256: Record<string, string> = {};
  return {
    identity: {
      name: EMBEDDED_DIGITS_NAME,
      origin: "embedded",
      sha256, // filled as images are drawn
      trainCount: EMBEDDED_COUNTS.train,
      testCount: EMBEDDED_COUNTS.test,
    },
    select: async (split, digits) => {
      const images = drawn.draw(split, digits, onProgress);
      sha256[`${split}, digits ${digits.join(" ")}`] = await sha256Hex(images.pixels as Uint8Array<ArrayBuffer>);
      return images;
    },
  };
}

/** The first embedded digits of a split that show one of `digits`, out of its first `among`, without drawing the others. */
export function someEmbedded(split: Split, digits: readonly number[], among: number): ImageSet {
  return drawEmbeddedDigits(split, digits, Math.min(among, EMBEDDED_COUNTS[split]), EMBEDDED_SEED);
}

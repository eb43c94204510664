/**
 * The IDX format of MNIST and its relatives: bytes in, images and labels out, every fault a sentence.
 * Uncompressed bytes only; where they come from, and whether they were gzipped, is the worker's affair.
 */
import { IMAGE_SIZE_PX, PIXELS, type ImageSet } from "./dataset.ts";

const IMAGES_MAGIC = 0x00000803; // unsigned bytes, 3 axes
const LABELS_MAGIC = 0x00000801; // unsigned bytes, 1 axis
const IMAGES_HEADER_BYTES = 16;
const LABELS_HEADER_BYTES = 8;

/** The four parts of a data set, under the names that MNIST gave them. */
export const IDX_PARTS = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  testImages: "t10k-images-idx3-ubyte",
  testLabels: "t10k-labels-idx1-ubyte",
} as const;

export type IdxPart = keyof typeof IDX_PARTS;

/** A file that is not what it should be; the message may be shown as it is. */
export class DataFileError extends Error {
  override readonly name = "DataFileError";
}

/** The part that a file name stands for (`.gz`, and `.idx3` for `-idx3`, allowed), or null. */
export function partOfFileName(fileName: string): IdxPart | null {
  const plain = fileName
    .toLowerCase()
    .replace(/\.gz$/, "")
    .replace(/\.idx/, "-idx")
    .replace(/ ?\(\d+\)$/, "");
  for (const [part, name] of Object.entries(IDX_PARTS)) if (name === plain) return part as IdxPart;
  return null;
}

/**
 * Joins an images file and its labels file.
 *
 * @param names - of the two files, for messages
 * @throws DataFileError when either is no IDX file of its kind, is cut short, holds images that are not 28 × 28, holds
 * labels beyond 9, or when their counts differ
 */
export function parseIdx(
  imageBytes: Uint8Array,
  labelBytes: Uint8Array,
  names: { images: string; labels: string },
): ImageSet {
  const pixels = parseImages(imageBytes, names.images);
  const labels = parseLabels(labelBytes, names.labels);
  const count = pixels.length / PIXELS;
  if (count !== labels.length) {
    throw new DataFileError(
      `Cannot use ${names.images}: it holds ${count} images, but ${names.labels} holds ${labels.length} labels.`,
    );
  }
  return { pixels, labels, count };
}

function parseImages(bytes: Uint8Array, name: string): Uint8Array {
  const [count, rows, columns] = parseHeader(bytes, name, IMAGES_MAGIC, IMAGES_HEADER_BYTES) as [
    number,
    number,
    number,
  ];
  if (rows !== IMAGE_SIZE_PX || columns !== IMAGE_SIZE_PX) {
    throw new DataFileError(
      `Cannot use ${name}: its images are ${columns} × ${rows} px; the lab takes ${IMAGE_SIZE_PX} × ${IMAGE_SIZE_PX} px.`,
    );
  }
  return body(bytes, name, IMAGES_HEADER_BYTES, count * PIXELS);
}

function parseLabels(bytes: Uint8Array, name: string): Uint8Array {
  const [count] = parseHeader(bytes, name, LABELS_MAGIC, LABELS_HEADER_BYTES) as [number];
  const labels = body(bytes, name, LABELS_HEADER_BYTES, count);
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new DataFileError(
      `Cannot use ${name}: label ${wrong} is ${labels[wrong] ?? ""}; the lab takes labels 0 to 9.`,
    );
  }
  return labels;
}

/** The sizes of the axes. */
function parseHeader(bytes: Uint8Array, name: string, magic: number, headerBytes: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) {
    throw new DataFileError(`Cannot use ${name}: it is no IDX file, for it holds only ${bytes.length} bytes.`);
  }
  const found = view.getUint32(0);
  if (found !== magic) {
    const kinds: Record<number, string> = { [IMAGES_MAGIC]: "images", [LABELS_MAGIC]: "labels" };
    const what = kinds[found] === undefined ? "is no IDX file" : `holds ${kinds[found]} where ${kinds[magic]} belong`;
    throw new DataFileError(
      `Cannot use ${name}: it ${what} (it begins with 0x${hex(found)}; ${kinds[magic]} begin with 0x${hex(magic)}).`,
    );
  }
  if (bytes.length < headerBytes) {
    throw new DataFileError(`Cannot use ${name}: it is cut short inside its header (${bytes.length} bytes).`);
  }
  const axes: number[] = [];
  for (let at = 4; at < headerBytes; at += 4) axes.push(view.getUint32(at));
  if (axes[0] === 0) throw new DataFileError(`Cannot use ${name}: it holds nothing.`);
  return axes;
}

function body(bytes: Uint8Array, name: string, start: number, length: number): Uint8Array {
  const found = bytes.length - start;
  if (found === length) return bytes.slice(start);
  const fault = found < length ? "cut short" : "too long";
  throw new DataFileError(
    `Cannot use ${name}: it is ${fault}, ${found} bytes of data where its header says ${length}.`,
  );
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

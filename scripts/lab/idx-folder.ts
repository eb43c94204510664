/**
 * Finds the four IDX files of a data set in a folder, under any of their usual names. It opens none of them: what they
 * hold is the worker's to judge.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The folder cannot be used; the message says why and may be shown as it is. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

export interface IdxFile {
  /** The name that MNIST's publishers gave it, whatever the folder calls it. */
  readonly name: string;
  readonly path: string;
}

const PARTS = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
] as const;

/**
 * The four files, raw ones before gzipped ones; "train-images.idx3-ubyte" counts as well.
 *
 * @throws DataFolderError naming the folder and the first file that is missing
 */
export function findIdxFiles(folder: string): IdxFile[] {
  let names: Set<string>;
  try {
    names = new Set(readdirSync(folder));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "there is no such folder" : code === "ENOTDIR" ? "it is not a folder" : String(code);
    throw new DataFolderError(`Cannot read --data ${folder}: ${why}. Name the folder that holds the four IDX files.`);
  }
  return PARTS.map((part) => {
    const dotted = part.replace("-idx", ".idx");
    const found = [part, dotted, `${part}.gz`, `${dotted}.gz`].find((candidate) => names.has(candidate));
    if (found !== undefined) return { name: found.replace(dotted, part), path: join(folder, found) };
    throw new DataFolderError(
      `Cannot read --data ${folder}: it holds no ${part}, with or without .gz. All four files are needed: ${PARTS.join(", ")}.`,
    );
  });
}

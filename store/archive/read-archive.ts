/**
 * Chosen files out of a zip that nobody vouches for. Sizes are limited before anything is unpacked, a file that is damaged is
 * told and left out, and a zip that was cut off gives what lies before the cut. Paths are only names here.
 */
import { Unzip, UnzipInflate, unzipSync } from "fflate";

export interface ArchiveContents {
  /** By path, in the archive's order. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** One sentence each. */
  readonly faults: readonly string[];
}

export interface ArchiveLimits {
  /** Of all chosen files, unpacked. */
  readonly totalBytes: number;
  readonly fileBytes: number;
  readonly files: number;
}

/** A thousand runs with their pictures are far below; a zip bomb is far above. */
export const USUAL_LIMITS: ArchiveLimits = { totalBytes: 2 ** 30, fileBytes: 2 ** 28, files: 50_000 };

/** How much is unpacked in one go; one damaged file costs its whole batch a second try, file by file. */
const BATCH_BYTES = 32 * 2 ** 20;
const BATCH_FILES = 64;

interface Entry {
  readonly path: string;
  readonly bytes: number;
}

export function readArchive(
  zip: Uint8Array,
  isWanted: (path: string) => boolean,
  limits: ArchiveLimits = USUAL_LIMITS,
): ArchiveContents {
  const faults: string[] = [];
  let entries: Entry[];
  try {
    entries = entriesOf(zip, isWanted);
  } catch {
    return readCutArchive(zip, isWanted, limits);
  }
  const chosen = withinLimits(entries, limits, faults);
  const files = new Map<string, Uint8Array>();
  for (const batch of batchesOf(chosen)) {
    for (const [path, bytes] of unpack(zip, batch, faults)) files.set(path, bytes);
  }
  return { files, faults };
}

function entriesOf(zip: Uint8Array, isWanted: (path: string) => boolean): Entry[] {
  const entries: Entry[] = [];
  unzipSync(zip, {
    filter({ name, originalSize }) {
      if (isWanted(name)) entries.push({ path: name, bytes: originalSize });
      return false;
    },
  });
  return entries;
}

function withinLimits(entries: readonly Entry[], limits: ArchiveLimits, faults: string[]): Entry[] {
  let total = 0;
  const chosen: Entry[] = [];
  for (const entry of entries) {
    const isTooLarge = entry.bytes > limits.fileBytes;
    if (isTooLarge || total + entry.bytes > limits.totalBytes || chosen.length === limits.files) {
      faults.push(tooLarge(limits));
      if (!isTooLarge) break;
      continue;
    }
    total += entry.bytes;
    chosen.push(entry);
  }
  return chosen;
}

function* batchesOf(entries: readonly Entry[]): Generator<Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (batch.length > 0 && (batch.length === BATCH_FILES || bytes + entry.bytes > BATCH_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += entry.bytes;
  }
  if (batch.length > 0) yield batch;
}

/** The size that an entry claims is the size of the room it gets, so nothing grows beyond what was checked. */
function unpack(zip: Uint8Array, batch: readonly Entry[], faults: string[]): [string, Uint8Array][] {
  const wanted = new Set(batch.map(({ path }) => path));
  try {
    const files = unzipSync(zip, { filter: ({ name }) => wanted.has(name) });
    return Object.entries(files);
  } catch {
    if (batch.length > 1) return batch.flatMap((entry) => unpack(zip, [entry], faults));
    faults.push(
      `Cannot import ${batch[0]?.path.slice(0, 90) ?? "a file"}: it is damaged inside the zip. It was left out.`,
    );
    return [];
  }
}

/** Without its directory, which stands at the end, a zip can still be read from its beginning. */
function readCutArchive(zip: Uint8Array, isWanted: (path: string) => boolean, limits: ArchiveLimits): ArchiveContents {
  const files = new Map<string, Uint8Array>();
  let [total, isOver] = [0, false];
  const reader = new Unzip((file) => {
    if (!isWanted(file.name) || isOver) return;
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    file.ondata = (fault, piece, isLast) => {
      if (fault !== null || isOver) return;
      bytes += piece.length;
      total += piece.length;
      isOver = total > limits.totalBytes || bytes > limits.fileBytes || files.size >= limits.files;
      if (isOver) return file.terminate();
      pieces.push(piece);
      if (isLast) files.set(file.name, joined(pieces, bytes));
    };
    file.start();
  });
  reader.register(UnzipInflate);
  try {
    for (let at = 0; at < zip.length && !isOver; at += PIECE_BYTES) {
      reader.push(zip.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= zip.length);
    }
  } catch {
    // What came before the damage is in `files`.
  }
  const fault = isOver
    ? tooLarge(limits)
    : files.size === 0
      ? "Cannot import this file: it is no zip, or too damaged to be read. Choose a zip that Export has made here."
      : "This zip is cut off or damaged: what lies before the damage was read, the rest is missing. Import a whole copy to get it.";
  return { files, faults: [fault] };
}

const PIECE_BYTES = 2 ** 16;

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function tooLarge({ totalBytes, fileBytes, files }: ArchiveLimits): string {
  const mega = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  return `Cannot import all of this file: unpacked it may be ${mega(totalBytes)}, each run in it ${mega(fileBytes)}, and ${files} files are the most. The rest was left out.`;
}

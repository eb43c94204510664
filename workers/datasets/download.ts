/**
 * The public mirrors, tried in order, file by file, with progress. A file is taken from the next mirror when one answers
 * with an error, breaks off, or sends other bytes than MNIST's.
 */
import { IDX_PARTS, type IdxPart } from "../../src/data/idx.ts";
import { MNIST_SHA256 } from "../../src/data/known-sets.ts";
import type { DownloadProgress } from "../../src/protocol.ts";
import type { PartBytes } from "../datasets.ts";
import { gunzip } from "./gunzip.ts";
import { sha256Hex } from "./sha256.ts";

/** Each serves `<part>.gz` and allows cross-origin reads. */
export const MIRRORS: readonly string[] = [
  "https://cdn.jsdelivr.net/gh/fgnt/mnist@ae608a0/",
  "https://raw.githubusercontent.com/fgnt/mnist/ae608a0/",
];

/** A mirror that sends nothing for this long is given up. */
const SILENCE_LIMIT_MS = 20_000;

export interface DownloadOptions {
  readonly mirrors?: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly fetch?: typeof fetch;
}

/**
 * Fetches the four files.
 *
 * @throws DOMException "AbortError" when cancelled
 * @throws Error saying what each mirror answered, when none could serve a file
 */
export async function downloadMnist(options: DownloadOptions): Promise<PartBytes> {
  const parts = {} as Record<IdxPart, Uint8Array<ArrayBuffer>>;
  for (const part of Object.keys(IDX_PARTS) as IdxPart[]) parts[part] = await downloadPart(part, options);
  return parts;
}

async function downloadPart(part: IdxPart, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { mirrors = MIRRORS, signal } = options;
  const answers: string[] = [];
  for (const mirror of mirrors) {
    try {
      return await fetchVerified(mirror, part, options);
    } catch (error) {
      signal.throwIfAborted();
      answers.push(`${new URL(mirror).host}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`Cannot download ${IDX_PARTS[part]}.gz: ${answers.join("; ")}.`);
}

async function fetchVerified(
  mirror: string,
  part: IdxPart,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = `${IDX_PARTS[part]}.gz`;
  const silence = new AbortController();
  const timer = { id: setTimeout(() => silence.abort(), SILENCE_LIMIT_MS) };
  const heard = (): void => {
    clearTimeout(timer.id);
    timer.id = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
  };
  try {
    const response = await (options.fetch ?? fetch)(mirror + file, {
      signal: AbortSignal.any([options.signal, silence.signal]),
      credentials: "omit",
    });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    const bytes = await readAll(response, (doneBytes, totalBytes) => {
      heard();
      options.onProgress({ file, mirror: new URL(mirror).host, doneBytes, totalBytes });
    });
    if ((await sha256Hex(await gunzip(bytes, file))) !== MNIST_SHA256[part]) {
      throw new Error(`sent ${bytes.length} bytes that are not MNIST's`);
    }
    return bytes;
  } catch (error) {
    if (silence.signal.aborted) throw new Error(`sent nothing for ${SILENCE_LIMIT_MS / 1000} s`, { cause: error });
    if (error instanceof TypeError) throw new Error("could not be reached", { cause: error });
    throw error;
  } finally {
    clearTimeout(timer.id);
  }
}

async function readAll(
  response: Response,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const totalBytes = Number(response.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let doneBytes = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error("answered without a body");
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    doneBytes += value.length;
    onProgress(doneBytes, totalBytes);
  }
  const bytes = new Uint8Array(doneBytes);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * Trained weights that outlive their run, with what they are and where they come from. As bytes: the magic word, the
 * length of a JSON header, the header, and all weights as little-endian 32-bit floats in the header's order.
 */
import { z } from "zod";

export interface CheckpointWeight {
  /** The layer's own name for it, such as "hidden-1/kernel". */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Checkpoint {
  /** What the weights fit: the network's name and whatever decides its shapes, such as "masked-restoration-mlp 256". */
  readonly architecture: string;
  /** How it was trained, in a few words or the manifest's own fields: shown wherever the checkpoint is used. */
  readonly about: Readonly<Record<string, string | number>>;
  readonly weights: readonly CheckpointWeight[];
  /** What a training that is not over needs besides, as JSON; finished networks have none. */
  readonly memory?: unknown;
}

/** A checkpoint that cannot be used; the message may be shown as it is. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

const MAGIC = "LACUNA01";
/** Magic word and length of the header. */
const PREFIX_BYTES = MAGIC.length + 4;

const HEADER = z.object({
  architecture: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number()])),
  weights: z.array(z.object({ name: z.string(), shape: z.array(z.int().min(0)) })),
  memory: z.unknown().optional(),
});

export function encodeCheckpoint({ architecture, about, weights, memory }: Checkpoint): Uint8Array<ArrayBuffer> {
  // Without a memory the bytes are what they were before there were any: `JSON.stringify` leaves out what is undefined.
  const header = { architecture, about, weights: weights.map(({ name, shape }) => ({ name, shape })), memory };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const floats = weights.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(PREFIX_BYTES + text.length + 4 * floats);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(MAGIC.length, text.length, true);
  bytes.set(text, PREFIX_BYTES);
  let at = PREFIX_BYTES + text.length;
  for (const { values } of weights) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** @throws CheckpointError for bytes that hold none, or only a part of one */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
    throw new CheckpointError("Cannot read the checkpoint: it does not begin as one of the lab's.");
  }
  const headerBytes = view.getUint32(MAGIC.length, true);
  const header = readHeader(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes));
  let at = PREFIX_BYTES + headerBytes;
  const weights = header.weights.map(({ name, shape }) => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    if (at + 4 * count > bytes.length) {
      throw new CheckpointError(`Cannot read the checkpoint: it ends within ${name}. It was cut off.`);
    }
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++, at += 4) values[i] = view.getFloat32(at, true);
    return { name, shape, values };
  });
  const { architecture, about, memory } = header;
  return { architecture, about, weights, ...(memory === undefined ? {} : { memory }) };
}

/** @throws CheckpointError saying what it holds and what was needed */
export function requireArchitecture({ architecture }: Checkpoint, wanted: string): void {
  if (architecture === wanted) return;
  throw new CheckpointError(`Cannot use the checkpoint: it holds "${architecture}" and "${wanted}" is needed.`);
}

function readHeader(bytes: Uint8Array): z.infer<typeof HEADER> {
  try {
    return HEADER.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new CheckpointError("Cannot read the checkpoint: its header is damaged.");
  }
}

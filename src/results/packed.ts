/**
 * JSON with its large arrays taken out, as a checkpoint stores it: figures and curves that a training has told so far
 * consist of little else.
 */
import { CheckpointError, type CheckpointWeight } from "./checkpoint.ts";

export interface Packed {
  /** What JSON can hold; `{"packed": 2, …}` stands where array 2 was, `{"number": "NaN"}` for what JSON has no word for. */
  readonly json: unknown;
  readonly arrays: readonly CheckpointWeight[];
}

const KINDS = { Float32Array, Uint8Array } as const;
type Kind = keyof typeof KINDS;

/** @param value - JSON that may also hold Float32Arrays and Uint8Arrays, at any depth */
export function pack(value: unknown): Packed {
  const arrays: CheckpointWeight[] = [];
  const packed = (part: unknown): unknown => {
    if (part instanceof Float32Array || part instanceof Uint8Array) {
      const [kind, values]: [Kind, Float32Array] =
        part instanceof Float32Array ? ["Float32Array", part.slice()] : ["Uint8Array", floatsOf(part)];
      arrays.push({ name: `packed-${arrays.length}`, shape: [values.length], values });
      return { packed: arrays.length - 1, kind, length: part.length };
    }
    if (typeof part === "number" && !Number.isFinite(part)) return { number: String(part) };
    if (Array.isArray(part)) return part.map(packed);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, packed(inner)]));
  };
  return { json: packed(value), arrays };
}

/** @throws CheckpointError when an array is missing */
export function unpack({ json, arrays }: Packed): unknown {
  const unpacked = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(unpacked);
    if (part === null || typeof part !== "object") return part;
    if ("packed" in part && "kind" in part) {
      const array = arrays[Number(part.packed)];
      if (array === undefined) throw new CheckpointError("Cannot read the state: one of its arrays is missing.");
      // Without a length it is older, and has a float for each byte.
      if (part.kind === "Uint8Array" && "length" in part) return bytesOf(array.values, Number(part.length));
      return KINDS[part.kind as Kind].from(array.values);
    }
    const entries = Object.entries(part);
    if (entries.length === 1 && "number" in part) return Number(part.number);
    return Object.fromEntries(entries.map(([key, inner]) => [key, unpacked(inner)]));
  };
  return unpacked(json);
}

/** A float holds 24 bits exactly. */
const BYTES_IN_A_FLOAT = 3;

function floatsOf(bytes: Uint8Array): Float32Array {
  return Float32Array.from({ length: Math.ceil(bytes.length / BYTES_IN_A_FLOAT) }, (_, i) => {
    const at = i * BYTES_IN_A_FLOAT;
    return (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8) + ((bytes[at + 2] ?? 0) << 16);
  });
}

function bytesOf(floats: Float32Array, length: number): Uint8Array {
  return Uint8Array.from(
    { length },
    (_, i) => (floats[Math.floor(i / BYTES_IN_A_FLOAT)] ?? 0) >> (8 * (i % BYTES_IN_A_FLOAT)),
  );
}

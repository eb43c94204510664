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
      const kind: Kind = part instanceof Float32Array ? "Float32Array" : "Uint8Array";
      arrays.push({ name: `packed-${arrays.length}`, shape: [part.length], values: Float32Array.from(part) });
      return { packed: arrays.length - 1, kind };
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
      return KINDS[part.kind as Kind].from(array.values);
    }
    const entries = Object.entries(part);
    if (entries.length === 1 && "number" in part) return Number(part.number);
    return Object.fromEntries(entries.map(([key, inner]) => [key, unpacked(inner)]));
  };
  return unpacked(json);
}

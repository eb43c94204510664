/**
 * Numbers in JSON without loss: arrays as base64 of their little-endian bytes, and the few numbers that JSON has no word for
 * as objects. What is read back is checked, since it comes from a file.
 */
import { z } from "zod";

type NumberArray = Float32Array | Float64Array | Uint8Array | Uint16Array;

/** Base64 of an array's bytes. */
export function arrayToBase64({ buffer, byteOffset, byteLength }: NumberArray): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let text = "";
  // In pieces, because a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(text);
}

/**
 * A zod schema that reads base64 into an array.
 *
 * @param make - the array over the bytes
 * @param bytesEach - of one element; a text of another length is refused
 */
export function base64Array<Read extends NumberArray>(
  make: (buffer: ArrayBuffer) => Read,
  bytesEach: number,
): z.ZodType<Read> {
  return z.string().transform((text, context) => {
    const bytes = bytesOf(text);
    if (bytes !== null && bytes.length % bytesEach === 0) return make(bytes.buffer);
    context.addIssue({ code: "custom", message: "it is no base64 of whole numbers" });
    return z.NEVER;
  });
}

/** A number, or one of the three that JSON cannot write. */
export const ANY_NUMBER = z.union([
  z.number(),
  z
    .strictObject({ number: z.enum(["NaN", "Infinity", "-Infinity"]) })
    .transform(({ number }): number => Number(number)),
]);

/** For `JSON.stringify`: what `ANY_NUMBER` reads back. */
export function writeAnyNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const read = atob(text);
    const bytes = new Uint8Array(read.length);
    for (let at = 0; at < read.length; at++) bytes[at] = read.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}

/** Unpacks gzip with the browser's own decompressor; bytes that are not gzip pass through as they are. */
import { DataFileError } from "../../src/data/idx.ts";

/** @throws DataFileError when the gzip data is damaged or cut short */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataFileError(`Cannot unpack ${name}: its gzip data is damaged or cut short (${why}).`);
  }
}

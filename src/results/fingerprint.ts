/**
 * A short name for bytes, the same for the same bytes: tells one trained network from another where a key is needed. It
 * guards against mix-ups, not against forgery.
 */

/** 16 hexadecimal digits (two 32-bit FNV-1a hashes over words, each finished by MurmurHash3's avalanche). */
export function fingerprint(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const words = new Uint32Array(padded.buffer);
  let [a, b] = [0x811c_9dc5 ^ bytes.length, 0x9e37_79b9 ^ bytes.length];
  for (const word of words) {
    a = Math.imul(a ^ word, 0x0100_0193);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x85eb_ca6b);
    b ^= b >>> 13;
  }
  return [a, b].map((hash) => avalanche(hash).toString(16).padStart(8, "0")).join("");
}

function avalanche(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

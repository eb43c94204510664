/**
 * The downloaded files, kept in the browser's Cache storage as they came. A cache that fails (private window, quota) is
 * no fault: the download simply has to be made again.
 */
import { IDX_PARTS, type IdxPart } from "../../src/data/idx.ts";
import type { PartBytes } from "../datasets.ts";

const CACHE_NAME = "lacuna-mnist-1";

/** @returns the four files, or null when any is not there */
export async function readCache(): Promise<PartBytes | null> {
  try {
    const cache = await caches.open(CACHE_NAME);
    const parts = {} as Record<IdxPart, Uint8Array<ArrayBuffer>>;
    for (const [part, name] of Object.entries(IDX_PARTS) as [IdxPart, string][]) {
      const response = await cache.match(key(name));
      if (response === undefined) return null;
      parts[part] = new Uint8Array(await response.arrayBuffer());
    }
    return parts;
  } catch {
    return null;
  }
}

/** @returns whether the files are kept */
export async function writeCache(parts: PartBytes): Promise<boolean> {
  try {
    const cache = await caches.open(CACHE_NAME);
    for (const [part, name] of Object.entries(IDX_PARTS) as [IdxPart, string][]) {
      await cache.put(key(name), new Response(parts[part]));
    }
    return true;
  } catch {
    return false;
  }
}

export async function clearCache(): Promise<void> {
  await caches.delete(CACHE_NAME).catch(() => false);
}

/** Cache storage is keyed by URL; this one is never fetched. */
function key(name: string): string {
  return `/lacuna-cache/${name}.gz`;
}

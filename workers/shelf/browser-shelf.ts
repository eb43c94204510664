/** The shelf of a browser: its Cache storage, which holds large pieces and outlives the tab. */
import type { Shelf } from "../../src/experiments/experiment.ts";

const CACHE_NAME = "lacuna-shelf-1";

export const browserShelf: Shelf = {
  async read(key) {
    try {
      const response = await (await caches.open(CACHE_NAME)).match(addressOf(key));
      return response === undefined ? null : new Uint8Array(await response.arrayBuffer());
    } catch {
      return null; // a private window: nothing is kept
    }
  },

  async write(key, bytes) {
    try {
      await (await caches.open(CACHE_NAME)).put(addressOf(key), new Response(Uint8Array.from(bytes)));
      return true;
    } catch {
      return false; // no storage, or none left
    }
  },

  async removeAll(prefix) {
    try {
      const cache = await caches.open(CACHE_NAME);
      const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(addressOf(prefix)));
      await Promise.all(kept.map((request) => cache.delete(request)));
    } catch {
      // no storage: nothing is kept
    }
  },
};

/** Cache storage is keyed by URL; this one is never fetched. */
function addressOf(key: string): string {
  return `/lacuna-shelf/${encodeURIComponent(key)}`;
}

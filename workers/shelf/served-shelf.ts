/** A shelf behind an address of the page's own server: GET reads, PUT keeps, DELETE
 * forgets all keys that begin so. The command line keeps its shelf on disk so. */
import type { Shelf } from "../../src/experiments/experiment.ts";

/** @param address - ends in a slash; keys are appended, percent-encoded */
export function servedShelf(address: string): Shelf {
  const at = (key: string): string => address + encodeURIComponent(key);
  return {
    async read(key) {
      const response = await fetch(at(key)).catch(() => null);
      return response?.ok === true ? new Uint8Array(await response.arrayBuffer()) : null;
    },

    async write(key, bytes) {
      const response = await fetch(at(key), { method: "PUT", body: Uint8Array.from(bytes) }).catch(() => null);
      return response?.ok === true;
    },

    async removeAll(prefix) {
      await fetch(at(prefix), { method: "DELETE" }).catch(() => null); // no server keeps nothing
    },
  };
}

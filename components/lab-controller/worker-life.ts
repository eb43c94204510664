/** Hears of a worker's death when nothing else tells it: the page waits for a lock that the worker holds while it lives. */
import type { Remote } from "comlink";
import type { LabApi } from "../../src/protocol.ts";

/**
 * @param onDeath - called once, when the worker is gone
 * @returns what ends the watching
 */
export function watchLife(lab: Remote<LabApi>, onDeath: () => void): () => void {
  const watching = new AbortController();
  const watch = async (): Promise<void> => {
    const name = `lacuna-worker ${crypto.randomUUID()}`;
    await lab.liveUnder(name);
    await navigator.locks.request(name, { signal: watching.signal }, onDeath);
  };
  // Without the Web Locks API (an insecure page, storage that is refused) only an error event tells of a death.
  if ("locks" in navigator) void watch().catch(() => undefined);
  return () => watching.abort();
}

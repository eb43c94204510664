/**
 * Earlier verdicts of the self-test, kept in the browser's Cache storage, where workers can read them. A cache that fails
 * (private window, quota) is no fault: the test simply runs again.
 */
import type { Verdict } from "../self-test.ts";

const CACHE_NAME = "lacuna-self-test-1";

export async function readVerdict(key: string): Promise<Verdict | null> {
  try {
    const response = await (await caches.open(CACHE_NAME)).match(urlOf(key));
    const stored: unknown = await response?.json();
    return isVerdict(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** Keeps one verdict: those of other code or another browser are of no use any more. */
export async function writeVerdict(key: string, { failed, untested }: Verdict): Promise<void> {
  try {
    const cache = await caches.open(CACHE_NAME);
    await cache.put(urlOf(key), new Response(JSON.stringify({ failed, untested })));
  } catch {
    // not kept
  }
}

/** Cache storage is keyed by URL; this one is never fetched. */
function urlOf(key: string): string {
  return `/lacuna-self-test/${encodeURIComponent(key)}`;
}

function isVerdict(stored: unknown): stored is Verdict {
  if (typeof stored !== "object" || stored === null) return false;
  const { failed, untested } = stored as Partial<Record<keyof Verdict, unknown>>;
  return [failed, untested].every((names) => Array.isArray(names) && names.every((name) => typeof name === "string"));
}

/**
 * One tab trains, the others watch: a lock of the browser says which. It is let go when its tab goes away, however that
 * happens, so whoever holds it knows that nobody else trains.
 */

const LOCK = "lacuna-training";

/** A page that has just gone away may hold the lock for a moment longer. */
const PATIENCE_MS = 2000;

/**
 * Does some work while holding the lock.
 *
 * @returns what the work gave, or "taken" where another tab holds it and goes on holding it
 */
export async function withTrainingLock<Result>(
  work: () => Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<Result | "taken"> {
  // Without the Web Locks API (an insecure page) there is nobody to ask, and one tab is the usual case.
  if (!("locks" in navigator)) return await work();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  let isGranted = false;
  try {
    return await navigator.locks.request(LOCK, { signal: patience.signal }, async () => {
      isGranted = true;
      clearTimeout(timer);
      return await work();
    });
  } catch (error) {
    if (isGranted) throw error;
    if (patience.signal.aborted) return "taken";
    return await work(); // a browser that refuses storage refuses locks as well, and then nobody is asked either
  } finally {
    clearTimeout(timer);
  }
}

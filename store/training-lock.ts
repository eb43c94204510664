/**
 * One tab trains, the others watch: a lock of the browser says which. It is let go when its tab goes away, however that
 * happens, so whoever holds it knows that nobody else trains.
 */

const LOCK = "lacuna-training";

/**
 * Does some work while holding the lock.
 *
 * @returns what the work gave, or "taken" at once where another tab holds it
 */
export async function withTrainingLock<Result>(work: () => Promise<Result>): Promise<Result | "taken"> {
  // Without the Web Locks API (an insecure page) there is nobody to ask, and one tab is the usual case.
  if (!("locks" in navigator)) return await work();
  return await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => (lock === null ? "taken" : work()));
}

/** Whether some tab trains, perhaps this one. */
export async function isTrainingSomewhere(): Promise<boolean> {
  if (!("locks" in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === LOCK);
}

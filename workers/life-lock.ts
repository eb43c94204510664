/**
 * A worker that is terminated, closes itself or runs out of memory tells nobody. A lock of the browser does: it is let go
 * when its holder is gone, however that happened, and whoever waits for it then knows.
 */

/** Resolves once the lock is held, for as long as the worker lives; at once where the browser has no locks. */
export async function holdLifeLock(name: string): Promise<void> {
  if (!("locks" in navigator)) return;
  await new Promise<void>((held, refused) => {
    const forLife = (): Promise<never> => {
      held();
      return new Promise(() => undefined);
    };
    navigator.locks.request(name, forLife).catch(refused);
  });
}

/** Where training notices that it has diverged, and says what to do. */

/** @throws Error when a loss is no longer a finite number, with the remedy */
export function requireFinite(loss: number, step: number): void {
  if (Number.isFinite(loss)) return;
  throw new Error(
    `Training has diverged: the loss is ${loss} at step ${step}. Lower the learning rate and launch again; ` +
      "curves and rows measured so far are kept.",
  );
}

/**
 * Ctrl-C as an AbortSignal. The first one asks for an orderly stop; a second one ends the program at once.
 */

/** npm passes the terminal's Ctrl-C on to a program that has heard it already; within this time it is the same one. */
const SAME_PRESS_MS = 1000;

/** Exit status of a program that was stopped, as shells give it for SIGINT. */
export const STOPPED_STATUS = 130;

/** Watches SIGINT, SIGTERM and SIGHUP from now on. */
export function stopSignal(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAtMs: number | null = null;
  const hear = (): void => {
    if (firstAtMs === null) {
      firstAtMs = performance.now();
      onFirst();
      controller.abort();
    } else if (performance.now() - firstAtMs > SAME_PRESS_MS) {
      process.exit(STOPPED_STATUS); // the browser dies with this process
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
  return controller.signal;
}

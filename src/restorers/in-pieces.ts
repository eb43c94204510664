/**
 * Long computations cut into pieces of some milliseconds, so that whoever drives one can show how far it is and hear a
 * stop between two pieces. What is computed does not depend on who drives; there is no clock and no pause in here.
 */

/** Yields the share that is done, 0 to 1, after each piece; returns the result. */
export type InPieces<T> = Generator<number, T, void>;

/**
 * Drives a computation to its end.
 *
 * @param breathe - awaited between two pieces, so that a stop gets through
 */
export async function finish<T>(work: InPieces<T>, breathe: () => Promise<void>): Promise<T> {
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
    await breathe();
  }
}

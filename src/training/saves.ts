/** How a training loop is left and taken up again, seen from the loop: where to begin, and when nothing is half done. */

/** `Place` is JSON: all that the loop itself counts, and the states of the streams that it draws from. */
export interface Saves<Place> {
  /** Where the former training was left, its networks and optimisers already restored; null to begin anew. */
  readonly from: Place | null;
  /**
   * Called between two steps, everything told that there is to tell and no loss half summed. It saves when it is time to,
   * which is seldom; the next step waits for it.
   */
  offer(place: () => Place): Promise<void>;
}

/** For a training that nobody will take up again. */
export const UNSAVED: Saves<never> = { from: null, offer: () => Promise.resolve() };

/** The saves of an inner loop, whose place also holds what the outer one counts. */
export function withMore<Inner extends object, More extends object>(
  saves: Saves<Inner & More>,
  more: () => More,
): Saves<Inner> {
  return { from: saves.from, offer: (place) => saves.offer(() => ({ ...place(), ...more() })) };
}

/**
 * Whose turn it is in a training of several networks. A training only asks before each update who learns in it, normally all;
 * so a run that is paused can be driven by hand, one update at a time, and no experiment knows how.
 */

/** A network, or what else learns on its own, as the spec names it: "discriminator". */
export interface Player {
  readonly name: string;
  /** Within a sentence: "Step discriminator only". */
  readonly label: string;
}

/** Who learns in one update. */
export interface Moves {
  has(player: string): boolean;
  /** Whether a person asked for this update alone, and wants to see at once what it did. */
  readonly isByHand: boolean;
}

export interface Turns {
  /** To be awaited before each update. Waits while the run is paused; rejects with `Stopped` as `breathe` does. */
  next(): Promise<Moves>;
  /** The training is over, however it ended. */
  close(): void;
}

/** @param players - names of those that can learn without the others */
export type OpenTurns = (players: readonly string[]) => Turns;

export const ALL_MOVE: Moves = { has: () => true, isByHand: false };

/** Everybody learns in every update, and nobody waits: where no person watches. */
export const plainTurns: OpenTurns = () => ({ next: () => Promise.resolve(ALL_MOVE), close: () => undefined });

/** Of an adversarial pair. */
export const ADVERSARIAL_PLAYERS = [
  { name: "discriminator", label: "discriminator" },
  { name: "generator", label: "generator" },
] as const satisfies readonly Player[];

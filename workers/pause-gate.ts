/**
 * Where a paused run waits. A training of several networks waits before an update, so that the next can be chosen by hand;
 * any other work wherever it breathes. The time that it waits is taken out of every clock of the run.
 */
import { ALL_MOVE, type Moves, type Turns } from "../src/experiments/turns.ts";
import type { Pause } from "../src/protocol.ts";

export class PauseGate {
  readonly #onByHand: () => void;
  #isPaused = false;
  #isOver = false;
  #isByHand = false;
  #pausedMs = 0;
  /** Of the training that goes on, null where none has turns. */
  #players: readonly string[] | null = null;
  /** The update that was asked for and has not begun. */
  #asked: readonly string[] | null = null;
  /** Lets the run go on; null while it does not wait. */
  #wake: (() => void) | null = null;
  /** Those who want to know when it waits. */
  #watchers: ((pause: Pause | null) => void)[] = [];

  /** @param onByHand - told once, before the first update in which not everybody learns */
  constructor(onByHand: () => void) {
    this.#onByHand = onByHand;
  }

  /** Whether the run has left its plain schedule. */
  get isByHand(): boolean {
    return this.#isByHand;
  }

  /** A clock that stands while the run waits. */
  nowMs(): number {
    return performance.now() - this.#pausedMs;
  }

  /** Resolves when the run waits, with null when it ended or went on first. */
  pause(): Promise<Pause | null> {
    this.#isPaused = true;
    return this.#waiting();
  }

  continue(): void {
    this.#isPaused = false;
    this.#tell(null);
    this.#wake?.();
  }

  /** Lets a run that waits before an update make it, with these players alone. Resolves when it waits again. */
  step(players: readonly string[]): Promise<Pause | null> {
    const known = this.#players ?? [];
    if (this.#wake === null || players.length === 0 || !players.every((player) => known.includes(player))) {
      const reason =
        this.#wake === null
          ? "the run is not paused"
          : `only ${known.length === 0 ? "nobody" : known.join(" and ")} can be moved now, got ${players.join(" and ")}`;
      return Promise.reject(new Error(`Cannot step: ${reason}.`));
    }
    if (players.length < known.length) this.markByHand();
    this.#asked = players;
    this.#wake();
    return this.#waiting();
  }

  /** Also for a run that goes on from one that was driven by hand. */
  markByHand(): void {
    if (this.#isByHand) return;
    this.#isByHand = true;
    this.#onByHand();
  }

  /** To be awaited in every breath. */
  async breath(): Promise<void> {
    if (this.#players === null) await this.#hold();
  }

  /** @param check - throws where the run is to stop */
  turns(players: readonly string[], check: () => void): Turns {
    this.#players = players;
    return {
      next: async () => {
        await this.#hold();
        check();
        const asked = this.#asked;
        this.#asked = null;
        return asked === null ? ALL_MOVE : movesOf(asked);
      },
      close: () => {
        this.#players = null;
        this.#asked = null;
      },
    };
  }

  /** The run is over: nobody waits for its next pause. */
  end(): void {
    this.#isOver = true;
    this.#tell(null);
  }

  async #hold(): Promise<void> {
    while (this.#isPaused && this.#asked === null) {
      const sinceMs = performance.now();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#tell(this.#state());
      });
      this.#wake = null;
      this.#pausedMs += performance.now() - sinceMs;
    }
  }

  #waiting(): Promise<Pause | null> {
    if (this.#isOver) return Promise.resolve(null);
    if (this.#wake !== null && this.#asked === null) return Promise.resolve(this.#state());
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  #state(): Pause {
    return { players: this.#players ?? [] };
  }

  #tell(pause: Pause | null): void {
    for (const watcher of this.#watchers.splice(0)) watcher(pause);
  }
}

function movesOf(players: readonly string[]): Moves {
  return { has: (player) => players.includes(player), isByHand: true };
}

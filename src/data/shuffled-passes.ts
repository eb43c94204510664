/** Batches without end: the images in one shuffled order after the other. Where it stands can be told and taken up again. */
import type { Random, Stream } from "../random.ts";

export class ShuffledPasses implements Stream {
  readonly #count: number;
  readonly #random: Random;
  /** The generator's state before it drew the current order; null before the first. */
  #before: readonly number[] | null = null;
  #order: Uint32Array = new Uint32Array(0);
  /** Indices of the order that have been given out. */
  #at = 0;

  /** Orders of 0..count−1; nothing is drawn before the first batch. */
  constructor(count: number, random: Random) {
    this.#count = count;
    this.#random = random;
  }

  /** The next `size` indices, cut without regard to where one order ends and the next begins. */
  across(size: number): Uint32Array {
    const indices = new Uint32Array(size);
    for (let filled = 0; filled < size;) {
      if (this.#at === this.#order.length) this.#shuffle();
      const some = this.#order.subarray(this.#at, this.#at + size - filled);
      indices.set(some, filled);
      this.#at += some.length;
      filled += some.length;
    }
    return indices;
  }

  /** The next `size` indices of one order; its last ones that fill no batch are left out. */
  within(size: number): Uint32Array {
    if (this.#at + size > this.#order.length) this.#shuffle();
    this.#at += size;
    return this.#order.subarray(this.#at - size, this.#at);
  }

  /** How many of the order have been given out, −1 before the first order, and the generator before it drew that order. */
  state(): readonly number[] {
    return this.#before === null ? [-1, ...this.#random.state()] : [this.#at, ...this.#before];
  }

  restore([at = -1, ...before]: readonly number[]): void {
    this.#random.restore(before);
    this.#before = null;
    this.#order = new Uint32Array(0);
    this.#at = 0;
    if (at < 0) return;
    this.#shuffle();
    this.#at = at;
  }

  #shuffle(): void {
    this.#before = this.#random.state();
    this.#order = this.#random.permutation(this.#count);
    this.#at = 0;
  }
}

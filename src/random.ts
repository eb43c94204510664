/**
 * The lab's only source of randomness: a seeded generator with named sub-streams.
 *
 * Weights, batches and masks each draw from their own stream, so that a change in how often one of them draws never
 * moves the others, and two engines see the same masks and the same initial weights. It is not cryptographic.
 */
export class Random implements Stream {
  readonly #seed: number;
  readonly #path: string;
  readonly #state: Uint32Array;
  #spareNormal: number | null = null;

  /**
   * @param seed - any safe integer; the whole number matters, not only its low bits
   * @throws RangeError when the seed is not a safe integer
   */
  constructor(seed: number, path = "") {
    if (!Number.isSafeInteger(seed)) {
      throw new RangeError(`Cannot seed the generator: the seed must be a whole number, got ${seed}`);
    }
    this.#seed = seed;
    this.#path = path;
    this.#state = expand(`${seed}${path}`);
  }

  /** An independent stream; the same name always gives the same stream, however much this one has drawn. */
  stream(name: string): Random {
    return new Random(this.#seed, `${this.#path}/${name}`);
  }

  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.#next() >>> 5; // 27 bits
    const low = this.#next() >>> 6; // 26 bits
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** Uniform in [minimum, maximum). */
  between(minimum: number, maximum: number): number {
    return minimum + (maximum - minimum) * this.uniform();
  }

  /** A whole number, uniform over minimum..maximum, both included. */
  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.uniform() * (maximum - minimum + 1));
  }

  /** Standard normal, by the polar form of Box and Muller (Marsaglia and Bray, 1964). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spareNormal = v * scale;
        return u * scale;
      }
    }
  }

  /** One of the items, each equally likely. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("Cannot pick an item: the list is empty");
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** The numbers 0..count-1 in random order (Fisher and Yates). */
  permutation(count: number): Uint32Array {
    const order = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const j = this.integer(0, i);
      order[i] = order[j] as number;
      order[j] = i;
    }
    return order;
  }

  /** Four words, and the second of a pair of normal numbers while it waits. */
  state(): readonly number[] {
    return this.#spareNormal === null ? [...this.#state] : [...this.#state, this.#spareNormal];
  }

  /** @throws RangeError for anything but a state of this generator */
  restore(state: readonly number[]): void {
    if (state.length < 4 || state.length > 5 || !state.every(Number.isFinite)) {
      throw new RangeError(`Cannot restore the generator: its state is 4 or 5 numbers, got ${JSON.stringify(state)}`);
    }
    this.#state.set(state.slice(0, 4));
    this.#spareNormal = state[4] ?? null;
  }

  /** xoshiro128** 1.1 (Blackman and Vigna, 2018). */
  #next(): number {
    const s = this.#state as Uint32Array & { 0: number; 1: number; 2: number; 3: number };
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }
}

/** Something drawn from step by step, which can be left and taken up again. */
export interface Stream {
  /** All that decides what is drawn next: a few numbers. */
  state(): readonly number[];
  /** Draws from now on what followed that state. */
  restore(state: readonly number[]): void;
}

/** Four well-mixed words from a text: FNV-1a per word, each finished by MurmurHash3's avalanche. */
function expand(text: string): Uint32Array {
  const words = new Uint32Array(4);
  for (let word = 0; word < 4; word++) {
    let hash = 0x811c9dc5 ^ Math.imul(word + 1, 0x9e3779b9);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    words[word] = hash ^ (hash >>> 16);
  }
  if (words.every((word) => word === 0)) words[0] = 1; // the one state xoshiro cannot leave
  return words;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

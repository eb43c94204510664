/**
 * Where a curve is lowest and highest between any two of its points, at once: whole blocks are asked for what was found in them
 * before, and only the two ends are gone through value by value.
 */

/** Small enough that two ends cost little, large enough that a curve has few blocks. */
const BLOCK = 16;

/** Stands for a block without a number. */
const NONE = -1;

export class Extremes {
  readonly values: ArrayLike<number>;
  /** For each block the place of its lowest and its highest value. */
  readonly #lows: Int32Array;
  readonly #highs: Int32Array;

  /** @param values - not to be changed afterwards */
  constructor(values: ArrayLike<number>) {
    this.values = values;
    const blocks = Math.floor(values.length / BLOCK);
    this.#lows = new Int32Array(blocks);
    this.#highs = new Int32Array(blocks);
    for (let block = 0; block < blocks; block++) {
      const found = new Found(values);
      for (let i = block * BLOCK; i < (block + 1) * BLOCK; i++) found.see(i);
      this.#lows[block] = found.low;
      this.#highs[block] = found.high;
    }
  }

  /**
   * Places of the lowest and the highest value from `start` to before `end`: the first of equally low ones, the last of equally
   * high ones. Values that are no numbers count for nothing; null where there are no others.
   */
  within(start: number, end: number): [low: number, high: number] | null {
    const found = new Found(this.values);
    const firstWhole = Math.ceil(start / BLOCK);
    const wholeEnd = Math.max(firstWhole, Math.floor(end / BLOCK));
    for (let i = start; i < Math.min(end, firstWhole * BLOCK); i++) found.see(i);
    for (let block = firstWhole; block < wholeEnd; block++) {
      found.see(this.#lows[block] as number);
      found.see(this.#highs[block] as number);
    }
    for (let i = Math.max(start, wholeEnd * BLOCK); i < end; i++) found.see(i);
    return found.low === NONE ? null : [found.low, found.high];
  }
}

/** The lowest and the highest of what was seen so far. */
class Found {
  low = NONE;
  high = NONE;
  readonly #values: ArrayLike<number>;
  #lowest = Infinity;
  #highest = -Infinity;

  constructor(values: ArrayLike<number>) {
    this.#values = values;
  }

  /** @param at - later than those seen, or `NONE` */
  see(at: number): void {
    if (at === NONE) return;
    const value = this.#values[at] as number;
    if (!Number.isFinite(value)) return;
    if (value < this.#lowest) {
      this.low = at;
      this.#lowest = value;
    }
    if (value >= this.#highest) {
      this.high = at;
      this.#highest = value;
    }
  }
}

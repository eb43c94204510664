/**
 * Embedded digits are drawn once and then kept for as long as the worker lives: a sweep of a hundred trials, or a yardstick
 * that trains twenty restorers, would else spend most of its time with the pen.
 */
import { selectDigits, type ImageSet, type Split } from "../../src/data/dataset.ts";
import { drawEmbeddedDigits } from "../../src/data/embedded-digits.ts";

/** How many embedded digits there are, all ten in turn. */
export const EMBEDDED_COUNTS: Readonly<Record<Split, number>> = { train: 20_000, test: 4_000 };

/** The embedded digits are the same for every run, as a data set should be; only this number draws others. */
export const EMBEDDED_SEED = 1;

const ALL_DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export class DrawnDigits {
  readonly #drawn = new Map<string, ImageSet>();

  /** All embedded digits of a split that show one of `digits`, in order. They are shared: nobody may write into them. */
  draw(split: Split, digits: readonly number[], onProgress?: (done: number, total: number) => void): ImageSet {
    const wanted = ALL_DIGITS.filter((digit) => digits.includes(digit));
    const known = this.#drawn.get(keyOf(split, wanted));
    if (known !== undefined) return known;
    const whole = this.#drawn.get(keyOf(split, ALL_DIGITS));
    // What was asked for is handed on as it is, so that a digit that is none is refused by name.
    const images =
      whole !== undefined && wanted.length === new Set(digits).size && wanted.length > 0
        ? selectDigits(whole, wanted)
        : drawEmbeddedDigits(split, digits, EMBEDDED_COUNTS[split], EMBEDDED_SEED, onProgress);
    this.#drawn.set(keyOf(split, wanted), images);
    return images;
  }
}

function keyOf(split: Split, digits: readonly number[]): string {
  return `${split} ${digits.join(" ")}`;
}

/**
 * What lies on the pad, where it comes from and what lay there before. Digits and pictures arrive late, and the pen moves
 * meanwhile: who may then write over whom is decided here and nowhere else. It draws nothing and asks nobody.
 */
import { BLANK, type PadPicture } from "../../src/playground/pad.ts";
import type { PadStroke } from "./events.ts";

/** Strokes that can be taken back. */
const MOST_REMEMBERED = 100;

/** What undo brings back. */
interface Remembered {
  readonly picture: PadPicture;
  /** The digit that it is known to show; null for a visitor's own. */
  readonly label: number | null;
}

export class PadMemory {
  readonly #changed: () => void;
  #now: Remembered = { picture: BLANK, label: null };
  #history: readonly Remembered[] = [];
  /** As it was before the stroke that is being drawn. */
  #before: PadPicture | null = null;
  /** Counts the pictures brought along: a large one may be read after a small one that came later, and then is late. */
  #brought = 0;

  /** @param changed - called after each change of what lies on the pad */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get picture(): PadPicture {
    return this.#now.picture;
  }

  /** The test digit that it is; null for a visitor's own. */
  get label(): number | null {
    return this.#now.label;
  }

  get canUndo(): boolean {
    return this.#history.length > 0;
  }

  /** Whether a visitor has put something there: blank paper is nobody's. */
  get isOwn(): boolean {
    return this.label === null && this.picture !== BLANK;
  }

  /** Before a digit is asked for. Tells, when it comes, whether the pad is still as it was: a visitor's own work stays. */
  awaitDigit(): () => boolean {
    const before = this.picture;
    return () => this.picture === before;
  }

  /** Before a visitor's picture is read. Tells, when it has been, whether none was brought after it: the last one counts. */
  awaitPicture(): () => boolean {
    const mine = ++this.#brought;
    return () => this.#brought === mine;
  }

  /** A digit to begin with: there is nothing before it to go back to. */
  begin(picture: PadPicture, label: number): void {
    this.#history = [];
    this.#show({ picture, label });
  }

  /** Another picture, which can be undone. */
  put(picture: PadPicture, label: number | null): void {
    this.#remember(this.picture);
    this.#show({ picture, label });
  }

  /** @returns whether a whole stroke has come to its end, which undo takes back at once */
  draw(picture: PadPicture, stroke: PadStroke): boolean {
    if (stroke === "begun") this.#before = this.picture;
    const before = this.#before;
    const isWhole = before !== null && stroke === "ended";
    if (isWhole) {
      this.#remember(before);
      this.#before = null;
    }
    this.#show({ picture, label: this.label });
    return isWhole;
  }

  /** @returns whether there was anything to take back */
  undo(): boolean {
    const before = this.#history.at(-1);
    if (before === undefined) return false;
    this.#history = this.#history.slice(0, -1);
    this.#show(before);
    return true;
  }

  #remember(picture: PadPicture): void {
    this.#history = [...this.#history, { picture, label: this.label }].slice(-MOST_REMEMBERED);
  }

  #show(now: Remembered): void {
    this.#now = now;
    this.#changed();
  }
}
